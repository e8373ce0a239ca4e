package cn.bankscrm.core.scope;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * The second wall: for the rest of a transaction the database itself shows nothing outside a scope, whatever is asked
 * of it. The policies are in the migrations; they read the settings that are made here.
 */
public final class RowSecurity {

    /** The role that policies speak of. */
    public static final String READER = "scrm_reader";

    private static final String NARROW = """
            select set_config('scrm.scope', ?, true), set_config('scrm.institution', ?, true),
                set_config('scrm.staff', ?, true), set_config('scrm.today', ?, true), set_config('role', ?, true)
            """;

    private RowSecurity() {}

    /**
     * Role and settings end with the transaction, however it ends. Who sees the whole bank is not narrowed.
     *
     * @param connection in a transaction
     * @param today decides who holds a post and whose assignments stand
     */
    public static void narrow(Connection connection, DataScope scope, LocalDate today) throws SQLException {
        switch (scope) {
            case DataScope.WholeBank() -> {
                // reads as the owner
            }
            case DataScope.Subtree(var institution) ->
                narrow(connection, "subtree", Long.toString(institution.value()), "", today);
            case DataScope.OwnCustomers(var staff) ->
                narrow(connection, "own", "", Long.toString(staff.value()), today);
            case DataScope.Nothing() -> narrow(connection, "nothing", "", "", today);
        }
    }

    private static void narrow(Connection connection, String kind, String institution, String staff, LocalDate today)
            throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("Outside a transaction nothing would be narrowed");
        }
        try (PreparedStatement statement = connection.prepareStatement(NARROW)) {
            statement.setString(1, kind);
            statement.setString(2, institution);
            statement.setString(3, staff);
            statement.setString(4, today.toString());
            statement.setString(5, READER);
            statement.execute();
        }
    }
}
