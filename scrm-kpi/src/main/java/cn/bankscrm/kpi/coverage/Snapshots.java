package cn.bankscrm.kpi.coverage;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the snapshots of finished days: each day is counted from the facts as of its last second, the latest first,
 * back over a quarter of a year when there was none yet; and again, when facts of it came in late. One day a time, each
 * in a transaction of its own: it may be interrupted between any two.
 */
@Component
class Snapshots {

    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    /** How far back days are counted that nobody was there to see. */
    static final int DAYS_BACK = 92;

    /** Late facts come in swarms: a day is counted again when none has come for this long … */
    private static final Duration QUIET = Duration.ofSeconds(30);
    /** … or when it has been wrong for this long. */
    private static final Duration AT_THE_LATEST = Duration.ofMinutes(15);

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final BusinessDays days;

    Snapshots(JdbcClient db, PlatformTransactionManager transactions, BusinessDays days) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.days = days;
    }

    /**
     * Counts the next day that is wanted.
     *
     * @return the day; empty when all are as they should be
     */
    Optional<LocalDate> takeNext() {
        LocalDate today = days.today();
        enterDays(today);
        Optional<LocalDate> next = next(today);
        next.ifPresent(this::take);
        return next;
    }

    /** As soon as anybody is managed, each of the last {@link #DAYS_BACK} days is to have a snapshot. */
    private void enterDays(LocalDate today) {
        db.sql("""
                        insert into kpi.coverage_daily_state (day)
                        select cast(:today as date) - back
                        from generate_series(1, :back) back
                        where exists (select from core.pub_assignment)
                        on conflict do nothing
                        """).param("today", today).param("back", DAYS_BACK).update();
    }

    private Optional<LocalDate> next(LocalDate today) {
        OffsetDateTime now = days.now();
        return db.sql("""
                        select day
                        from kpi.coverage_daily_state
                        where day < :today and (
                            computed is null
                            or (computed <> late and (late_at <= :quiet or computed_at <= :latest)))
                        order by computed is not null, day desc
                        limit 1
                        """)
                .param("today", today)
                .param("quiet", now.minus(QUIET))
                .param("latest", now.minus(AT_THE_LATEST))
                .query((row, number) -> row.getObject("day", LocalDate.class))
                .optional();
    }

    private void take(LocalDate day) {
        long start = System.nanoTime();
        int cells =
                Optional.ofNullable(transaction.execute(status -> count(day))).orElseThrow();
        log.atDebug()
                .addKeyValue("day", day)
                .addKeyValue("cells", cells)
                .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - start).toMillis())
                .log("Coverage snapshot taken");
    }

    private int count(LocalDate day) {
        // read before counting: a fact that comes in between makes the day late again
        long late = db.sql("select late from kpi.coverage_daily_state where day = :day")
                .param("day", day)
                .query(Long.class)
                .single();
        db.sql("set local enable_nestloop = off").update();
        db.sql("set local work_mem = '128MB'").update();
        db.sql("create temporary table counted_cell on commit drop as\n"
                        + CoverageSql.cellsOf(CoverageSql.Customers.ALL)
                        + "select * from cell where managed > 0 or friends > 0")
                .param("day", day)
                .param("end", days.endOf(day))
                .update();
        db.sql("delete from kpi.coverage_daily where day = :day")
                .param("day", day)
                .update();
        int cells = db.sql("""
                        insert into kpi.coverage_daily
                            (day, scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified)
                        select :day, scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified
                        from counted_cell
                        """).param("day", day).update();
        db.sql("update kpi.coverage_daily_state set computed = :late, computed_at = :now where day = :day")
                .param("late", late)
                .param("now", days.now())
                .param("day", day)
                .update();
        return cells;
    }
}
