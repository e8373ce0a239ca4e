package cn.bankscrm.compliance.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day's statement as the database holds it, with its signature. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody writes into them
record StoredDay(DayStatement statement, byte[] signature) {

    private static final String COLUMNS =
            "day, number, algorithm, first_place, last_place, root, link, previous, signed_at, key_id, signature";

    /** The sealed days by their number. */
    static List<StoredDay> sealed(JdbcClient db) {
        return db.sql("select " + COLUMNS + " from compliance.evidence_day order by number, day")
                .query((row, number) -> read(row, DayStatement.State.SEALED))
                .list();
    }

    /** The open day; empty before the first entry of all. */
    static Optional<StoredDay> open(JdbcClient db) {
        return db.sql("select " + COLUMNS
                        + " from compliance.evidence_head where day is not null and signature is not null")
                .query((row, number) -> read(row, DayStatement.State.OPEN))
                .optional();
    }

    static Optional<StoredDay> sealed(JdbcClient db, LocalDate day) {
        return db.sql("select " + COLUMNS + " from compliance.evidence_day where day = :day")
                .param("day", day)
                .query((row, number) -> read(row, DayStatement.State.SEALED))
                .optional();
    }

    private static StoredDay read(ResultSet row, DayStatement.State state) throws SQLException {
        return new StoredDay(
                new DayStatement(
                        state,
                        row.getObject("day", LocalDate.class),
                        row.getLong("number"),
                        DigestAlgorithm.valueOf(row.getString("algorithm")),
                        row.getLong("first_place"),
                        row.getLong("last_place"),
                        row.getBytes("root"),
                        row.getBytes("link"),
                        row.getBytes("previous"),
                        row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                        row.getString("key_id")),
                row.getBytes("signature"));
    }

    @Override
    public String toString() {
        return statement.toString();
    }
}
