package cn.bankscrm.kpi.coverage;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the live cells up to what is marked as changed: batch by batch, each in one transaction. A crash in between
 * loses nothing, for the marks go with the counting; a second node finds the lock taken and leaves it.
 */
@Component
class CoverageFold {

    static final int BATCH = 5_000;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final BusinessDays days;
    private final CoverageRoll roll;
    private final SnapshotState snapshots;
    private final CoverageMetrics metrics;

    CoverageFold(
            JdbcClient db,
            PlatformTransactionManager transactions,
            BusinessDays days,
            CoverageRoll roll,
            SnapshotState snapshots,
            CoverageMetrics metrics) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.days = days;
        this.roll = roll;
        this.snapshots = snapshots;
        this.metrics = metrics;
    }

    /** @return whether there may be more to fold */
    boolean foldSome() {
        return Boolean.TRUE.equals(transaction.execute(status -> FoldLock.tryTake(db) && foldLocked()));
    }

    private boolean foldLocked() {
        LocalDate today = days.today();
        Optional<LocalDate> liveDay = liveDay();
        if (liveDay.isEmpty() || liveDay.get().isAfter(today)) {
            rebuild(today);
            return false;
        }
        if (liveDay.get().isBefore(today)) {
            roll.mark(liveDay.get(), today);
            db.sql("update kpi.coverage_state set live_day = :today")
                    .param("today", today)
                    .update();
        }
        List<Mark> marks = takeMarks();
        if (marks.isEmpty()) {
            metrics.nothingWaits();
            return false;
        }
        snapshots.markLate(
                marks.stream().map(Mark::since).min(LocalDate::compareTo).orElseThrow());
        if (marks.stream().anyMatch(mark -> mark.customer() == null)) {
            rebuild(today);
        } else {
            Long[] customers = marks.stream().map(Mark::customer).distinct().toArray(Long[]::new);
            db.sql(FoldSql.MOVE_BY_CUSTOMERS)
                    .param("customers", customers)
                    .param("day", today)
                    .param("end", days.endOf(today))
                    .update();
            markFriendsOf(customers);
            metrics.folded(customers.length, marks.getFirst().waited());
        }
        return marks.size() == BATCH;
    }

    /** Counts everything anew and sets every cell, whatever it held. */
    private void rebuild(LocalDate today) {
        long start = System.nanoTime();
        // hashing beats walking indexes when everything is wanted, also while statistics do not know of a fresh load
        // yet
        db.sql("set local enable_nestloop = off").update();
        db.sql("set local work_mem = '256MB'").update();
        db.sql("""
                        with noted as (delete from kpi.coverage_dirty returning since),
                        noted_staff as (delete from kpi.coverage_dirty_staff returning since)
                        select since from noted union select since from noted_staff order by since limit 1
                        """)
                .query((row, number) -> row.getObject("since", LocalDate.class))
                .optional()
                .ifPresent(snapshots::markLate);
        for (String sql : List.of(FoldSql.COUNT_CUSTOMERS, FoldSql.COUNT_STAFF)) {
            db.sql(sql)
                    .param("day", today)
                    .param("end", days.endOf(today))
                    .query(Long.class)
                    .single();
        }
        db.sql(FoldSql.SET_CELLS).update();
        db.sql("""
                        insert into kpi.coverage_state (live_day, rebuilt_at) values (:today, :now)
                        on conflict (only_row) do update set live_day = excluded.live_day, rebuilt_at = excluded.rebuilt_at
                        """).param("today", today).param("now", days.now()).update();
        db.sql("analyze kpi.coverage_customer, kpi.coverage_cell").update();
        metrics.rebuilt(Duration.ofNanos(System.nanoTime() - start));
    }

    private Optional<LocalDate> liveDay() {
        return db.sql("select live_day from kpi.coverage_state")
                .query((row, number) -> row.getObject("live_day", LocalDate.class))
                .optional();
    }

    private List<Mark> takeMarks() {
        return db.sql("""
                        with taken as (
                            delete from kpi.coverage_dirty
                            where id in (select id from kpi.coverage_dirty order by id limit :batch)
                            returning id, customer_id, since, marked_at)
                        select customer_id, since, extract(epoch from clock_timestamp() - marked_at) * 1000 as waited
                        from taken
                        order by id
                        """)
                .param("batch", BATCH)
                .query((row, number) -> new Mark(
                        row.getObject("customer_id", Long.class),
                        row.getObject("since", LocalDate.class),
                        Duration.ofMillis(row.getLong("waited"))))
                .list();
    }

    /** Whoever is certified as these customers may be a friend of anybody. */
    private void markFriendsOf(Long[] customers) {
        db.sql("""
                        insert into kpi.coverage_dirty_staff (staff_id, since)
                        select distinct l.staff_id, cast(:today as date)
                        from core.pub_binding b join core.pub_friend_link l on l.contact_id = b.contact_id
                        where b.customer_id = any(:customers)
                        """).param("customers", customers).param("today", days.today()).update();
    }

    /** @param customer null: any customer */
    private record Mark(@Nullable Long customer, LocalDate since, Duration waited) {}
}
