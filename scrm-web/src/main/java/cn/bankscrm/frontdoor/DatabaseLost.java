package cn.bankscrm.frontdoor;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of a start that are nobody's fault: the database was there, and went away meanwhile. Who starts the
 * platform again a moment later finds it back; a database that was never there is a fault of the configuration.
 */
public final class DatabaseLost {

    /** What the process then ends with: the launcher starts it again (EX_TEMPFAIL of sysexits.h). */
    public static final int EXIT_CODE = 75;

    private static final String CANNOT_CONNECT = "08001";

    /** The pool's word for a connection that broke: a rollback fails with it, in place of the failure itself. */
    private static final String GIVEN_UP = "Connection is closed";

    private DatabaseLost() {}

    /** Whether a start came to nothing because the database that it had reached already is gone. */
    public static boolean isCauseOf(Throwable failure) {
        boolean poolStood = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // a pool that once had a connection tells of its waiting; one that never had any, of the refusal alone
            poolStood |= cause instanceof SQLTransientConnectionException;
            if (cause instanceof SQLException refused
                    && (tells(refused.getSQLState(), poolStood) || GIVEN_UP.equals(refused.getMessage()))) {
                return true;
            }
        }
        return false;
    }

    /** Connections break (08), or the server ends, crashed or comes up again (57P01 to 57P03). */
    private static boolean tells(@Nullable String state, boolean poolStood) {
        if (state == null) {
            return false;
        }
        return state.equals(CANNOT_CONNECT) ? poolStood : state.startsWith("08") || state.matches("57P0[123]");
    }
}
