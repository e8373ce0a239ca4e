package cn.bankscrm.wecom.inbox;

import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is still to be done: leasing it, finishing it, putting it off. */
@Component
class InboxWork {

    private static final int FOLLOWERS = 20;

    /**
     * Every look-up goes by an index, whatever the planner remembers of the table. After a quiet time it remembers a
     * few rows on many pages, and would read all that waits for each lease, or compare each event with each.
     */
    private static final String BY_INDEX = """
            set local enable_seqscan = off;
            set local enable_bitmapscan = off;
            set local enable_sort = off;
            set local enable_hashjoin = off;
            set local enable_mergejoin = off
            """;

    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final Clock clock;

    InboxWork(JdbcClient db, JdbcTemplate batches, Clock clock) {
        this.db = db;
        this.batches = batches;
        this.clock = clock;
    }

    /** @return at most twice as many as relations were asked for, in the order of their times */
    @Transactional
    public List<StoredEvent> lease(String worker, int relations, Duration lease) {
        Instant now = clock.instant();
        db.sql(BY_INDEX).update();
        return db.sql(leaseOf(relations))
                .param("worker", worker)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(lease)))
                .query((row, n) -> new StoredEvent(
                        row.getLong("id"),
                        row.getTimestamp("event_at").toInstant(),
                        row.getString("app"),
                        row.getString("event"),
                        row.getString("relation"),
                        ByteBuffer.wrap(row.getBytes("payload_enc")),
                        row.getTimestamp("received_at").toInstant(),
                        row.getInt("attempts"),
                        row.getInt("faults")))
                .list();
    }

    /**
     * The events' effects are applied in this transaction: nothing is left to do about them.
     *
     * @throws LeaseLost when another worker took one of them up; the transaction must not commit
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void finish(String worker, Collection<StoredEvent> events) {
        int finished =
                db.sql("""
                        delete from wecom.inbox_work
                        where id = any(:ids) and leased_by = :worker and status = 'PENDING'
                        """).param("ids", ids(events)).param("worker", worker).update();
        if (finished != events.size()) {
            throw new LeaseLost();
        }
    }

    /** Gives back what was not tried after all. */
    @Transactional
    public void release(String worker, Collection<StoredEvent> events) {
        if (!events.isEmpty()) {
            db.sql("""
                            update wecom.inbox_work
                            set leased_by = null, leased_until = null, attempts = attempts - 1
                            where id = any(:ids) and leased_by = :worker
                            """).param("ids", ids(events)).param("worker", worker).update();
        }
    }

    /** Gives back whatever the worker still holds, after it lost its way. */
    @Transactional
    public void releaseAll(String worker) {
        db.sql("""
                        update wecom.inbox_work
                        set leased_by = null, leased_until = null
                        where leased_by = :worker and status = 'PENDING'
                        """).param("worker", worker).update();
    }

    /**
     * Gives back what nodes held that are not among these.
     *
     * @return how many events that were
     */
    @Transactional
    public int releaseAllBut(Collection<String> nodes) {
        return db.sql("""
                        update wecom.inbox_work
                        set leased_by = null, leased_until = null
                        where status = 'PENDING' and leased_by is not null
                          and split_part(leased_by, ':', 1) <> all(:nodes)
                        """).param("nodes", nodes.toArray(String[]::new)).update();
    }

    /** Puts events off until a time each, and with them those of the same relation, which wait for them anyhow. */
    @Transactional
    public void putOff(String worker, Collection<PutOff> events) {
        List<Object[]> own = new ArrayList<>();
        List<Object[]> behind = new ArrayList<>();
        for (PutOff off : events) {
            Timestamp until = Timestamp.from(off.until());
            own.add(new Object[] {
                until,
                off.failure().passing() ? 0 : 1,
                off.failure().kind(),
                off.failure().sentence(),
                Timestamp.from(clock.instant()),
                off.event().id(),
                worker
            });
            behind.add(new Object[] {until, off.event().relation(), off.event().id(), until});
        }
        batches.batchUpdate("""
                update wecom.inbox_work
                set next_attempt_at = ?, faults = faults + ?, failure_kind = ?, failure = ?, failed_at = ?,
                    leased_by = null, leased_until = null
                where id = ? and leased_by = ?
                """, own);
        batches.batchUpdate("""
                update wecom.inbox_work
                set next_attempt_at = ?
                where relation = ? and status = 'PENDING' and id <> ? and next_attempt_at < ? and leased_by is null
                """, behind);
    }

    /** Makes events dead letters. Later events of the same relation go on: facts do not depend on their order. */
    @Transactional
    public void bury(String worker, Collection<Buried> events) {
        List<Object[]> rows = events.stream()
                .map(buried -> new Object[] {
                    buried.failure().passing() ? 0 : 1,
                    buried.failure().kind(),
                    buried.failure().sentence(),
                    Timestamp.from(clock.instant()),
                    buried.event().id(),
                    worker
                })
                .toList();
        batches.batchUpdate("""
                update wecom.inbox_work
                set status = 'DEAD', faults = faults + ?, failure_kind = ?, failure = ?, failed_at = ?,
                    leased_by = null, leased_until = null
                where id = ? and leased_by = ?
                """, rows);
    }

    /**
     * Takes the earliest pending event of each relation, and with it those that follow it, so that a relation is worked
     * off in order and by one worker at a time. The limits are written out: as parameters they would make the planner
     * expect a tenth of the table; "offset 0" keeps it from joining whole partitions of the inbox.
     */
    private static String leaseOf(int relations) {
        return """
            with head as materialized (
                select w.id, w.relation, w.event_at
                from wecom.inbox_work w
                where w.status = 'PENDING'
                  and w.next_attempt_at <= :now
                  and (w.leased_until is null or w.leased_until <= :now)
                  and w.id = (
                      select first.id
                      from wecom.inbox_work first
                      where first.relation = w.relation and first.status = 'PENDING'
                      order by first.event_at, first.id
                      limit 1)
                  and not exists (
                      select from wecom.inbox_work held
                      where held.relation = w.relation and held.status = 'PENDING' and held.leased_until > :now)
                order by w.next_attempt_at, w.id
                limit %1$d
                for update skip locked
            ), taken as materialized (
                select id
                from head
                union all
                (select follower.id
                from head
                cross join lateral (
                    select w.id
                    from wecom.inbox_work w
                    where w.relation = head.relation
                      and w.status = 'PENDING'
                      and w.next_attempt_at <= :now
                      and (w.event_at, w.id) > (head.event_at, head.id)
                    order by w.event_at, w.id
                    limit %2$d) follower
                limit %1$d)
            ), leased as (
                update wecom.inbox_work w
                set leased_by = :worker,
                    leased_until = :until,
                    attempts = w.attempts + 1
                from taken
                where w.id = taken.id
                returning w.id, w.event_at, w.relation, w.attempts, w.faults
            )
            select leased.*, i.app, i.event, i.payload_enc, i.received_at
            from leased
            cross join lateral (
                select app, event, payload_enc, received_at
                from wecom.inbox
                where event_at = leased.event_at and id = leased.id
                offset 0) i
            order by leased.event_at, leased.id
            """.formatted(relations, FOLLOWERS);
    }

    private static Long[] ids(Collection<StoredEvent> events) {
        return events.stream().map(StoredEvent::id).toArray(Long[]::new);
    }

    record PutOff(StoredEvent event, Failure failure, Instant until) {}

    record Buried(StoredEvent event, Failure failure) {}
}
