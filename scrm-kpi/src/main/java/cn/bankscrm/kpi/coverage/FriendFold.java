package cn.bankscrm.kpi.coverage;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the numbers of friends up to date, a few members of staff at a time: customers wait no longer than for these.
 * To recount one member means reading all their links, so while customers are waiting too this takes at most a tenth of
 * the time and lets members who change again and again wait: few changes show at once, many within minutes.
 */
@Component
class FriendFold {

    private static final int MEMBERS_AT_A_TIME = 40;
    private static final int REST_PER_WORK = 9;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final BusinessDays days;
    private final SnapshotState snapshots;
    private long restUntil = System.nanoTime();

    FriendFold(JdbcClient db, PlatformTransactionManager transactions, BusinessDays days, SnapshotState snapshots) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.days = days;
        this.snapshots = snapshots;
    }

    /**
     * One thread calls this.
     *
     * @return whether there may be more that need not wait
     */
    boolean foldWhenRested() {
        long start = System.nanoTime();
        if (start - restUntil < 0 && customersWait()) {
            return false;
        }
        boolean worked = foldSome();
        long end = System.nanoTime();
        restUntil = worked ? end + REST_PER_WORK * (end - start) : end;
        return worked;
    }

    private boolean customersWait() {
        return db.sql("select exists (select from kpi.coverage_dirty)")
                .query(Boolean.class)
                .single();
    }

    /** @return whether there was something to fold */
    boolean foldSome() {
        return Boolean.TRUE.equals(transaction.execute(status -> FoldLock.tryTake(db) && foldLocked()));
    }

    private boolean foldLocked() {
        List<Mark> marks = db.sql("""
                        delete from kpi.coverage_dirty_staff
                        where staff_id in (
                            select staff_id from kpi.coverage_dirty_staff group by staff_id order by min(id) limit :members)
                        returning staff_id, since
                        """)
                .param("members", MEMBERS_AT_A_TIME)
                .query((row, number) -> new Mark(row.getLong("staff_id"), row.getObject("since", LocalDate.class)))
                .list();
        if (marks.isEmpty()) {
            return false;
        }
        snapshots.markLate(
                marks.stream().map(Mark::since).min(LocalDate::compareTo).orElseThrow());
        LocalDate day = days.today();
        db.sql(FoldSql.MOVE_BY_STAFF)
                .param("staff", marks.stream().map(Mark::staff).distinct().toArray(Long[]::new))
                .param("day", day)
                .param("end", days.endOf(day))
                .update();
        return true;
    }

    private record Mark(long staff, LocalDate since) {}
}
