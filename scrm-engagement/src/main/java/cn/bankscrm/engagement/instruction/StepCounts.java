package cn.bankscrm.engagement.instruction;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many people stand at which step; who left is not counted. */
public record StepCounts(int waiting, int delivered, int seen, int started, int done) {

    /** To be read by {@link #read}; of rows {@code m} with a step and so many people. */
    static final String COLUMNS = """
            coalesce(sum(m.people) filter (where m.state = 'WAITING'), 0) as waiting,
            coalesce(sum(m.people) filter (where m.state = 'DELIVERED'), 0) as delivered,
            coalesce(sum(m.people) filter (where m.state = 'SEEN'), 0) as seen,
            coalesce(sum(m.people) filter (where m.state = 'STARTED'), 0) as started,
            coalesce(sum(m.people) filter (where m.state = 'DONE'), 0) as done
            """;

    static StepCounts read(ResultSet row) throws SQLException {
        return new StepCounts(
                row.getInt("waiting"),
                row.getInt("delivered"),
                row.getInt("seen"),
                row.getInt("started"),
                row.getInt("done"));
    }

    public int people() {
        return waiting + delivered + seen + started + done;
    }

    /** With whom it has arrived, and whatever they did since. */
    public int arrived() {
        return people() - waiting;
    }

    /** Who opened it, and whatever they did since. */
    public int opened() {
        return seen + started + done;
    }

    /** With whom it has arrived and who have not done it. */
    public int open() {
        return delivered + seen + started;
    }

    /** Of those with whom it has arrived; 0 where it has with nobody. */
    public BigDecimal doneShare() {
        return share(done);
    }

    /** Of those with whom it has arrived; 0 where it has with nobody. */
    public BigDecimal openedShare() {
        return share(opened());
    }

    private BigDecimal share(int people) {
        return arrived() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(people).divide(BigDecimal.valueOf(arrived()), 4, RoundingMode.HALF_EVEN);
    }

    public StepCounts plus(StepCounts others) {
        return new StepCounts(
                waiting + others.waiting,
                delivered + others.delivered,
                seen + others.seen,
                started + others.started,
                done + others.done);
    }
}
