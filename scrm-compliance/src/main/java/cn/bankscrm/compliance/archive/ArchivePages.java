package cn.bankscrm.compliance.archive;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pages that wait to be read: leased to one node at a time, gone when nothing of them waits. */
@Component
class ArchivePages {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final JdbcClient db;
    private final Clock clock;

    ArchivePages(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @param tries how often it was taken up, this time included */
    record Page(long id, long first, long last, int tries) {}

    /** A record that waits. */
    record Waiting(long seq, String msgId, int keyVersion, String randomKey, String ciphertext, Instant receivedAt) {

        /** Without the contents. */
        @Override
        public String toString() {
            return "Waiting[seq=" + seq + "]";
        }
    }

    /** @param keys those that this node has: of a page that needs others alone it can read nothing */
    Optional<Page> lease(String worker, Set<Integer> keys, Duration lease) {
        Instant now = clock.instant();
        return db.sql("""
                        with next as (
                            select id
                            from compliance.archive_page
                            where next_try_at <= :now
                                and (leased_until is null or leased_until <= :now)
                                and awaited_keys && :keys::integer[]
                            order by id
                            limit 1
                            for update skip locked)
                        update compliance.archive_page p
                        set leased_by = :worker, leased_until = :until, tries = tries + 1
                        from next
                        where p.id = next.id
                        returning p.id, p.first_seq, p.last_seq, p.tries
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(lease)))
                .param("keys", keys.toArray(Integer[]::new))
                .param("worker", worker)
                .query((row, n) -> new Page(
                        row.getLong("id"), row.getLong("first_seq"), row.getLong("last_seq"), row.getInt("tries")))
                .optional();
    }

    List<Waiting> waiting(Page page, Set<Integer> keys) {
        return db.sql("""
                        select seq, msgid, public_key_version, random_key, ciphertext, received_at
                        from compliance.archive_record
                        where seq between :first and :last and state = 'PENDING'
                            and public_key_version = any(:keys::integer[])
                        order by seq
                        """)
                .param("first", page.first())
                .param("last", page.last())
                .param("keys", keys.toArray(Integer[]::new))
                .query((row, n) -> new Waiting(
                        row.getLong("seq"),
                        row.getString("msgid"),
                        row.getInt("public_key_version"),
                        new String(row.getBytes("random_key"), StandardCharsets.UTF_8),
                        new String(row.getBytes("ciphertext"), StandardCharsets.UTF_8),
                        row.getTimestamp("received_at").toInstant()))
                .list();
    }

    /** The page goes, or waits for the keys that are still missing. */
    void finish(Page page, String worker) {
        int waits = db.sql("""
                        update compliance.archive_page p
                        set awaited_keys = left_over.keys, leased_by = null, leased_until = null, tries = 0
                        from (
                            select array_agg(distinct public_key_version) as keys
                            from compliance.archive_record
                            where seq between :first and :last and state = 'PENDING') left_over
                        where p.id = :id and p.leased_by = :worker and left_over.keys is not null
                        """)
                .param("first", page.first())
                .param("last", page.last())
                .param("id", page.id())
                .param("worker", worker)
                .update();
        if (waits == 0) {
            db.sql("delete from compliance.archive_page where id = :id and leased_by = :worker")
                    .param("id", page.id())
                    .param("worker", worker)
                    .update();
        }
    }

    /** Gives the page back after trouble, to be taken up later. */
    void putOff(Page page, String worker) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(page.tries() - 1, 0, 10));
        db.sql("""
                        update compliance.archive_page
                        set leased_by = null, leased_until = null, next_try_at = :next
                        where id = :id and leased_by = :worker
                        """)
                .param(
                        "next",
                        Timestamp.from(
                                clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)))
                .param("id", page.id())
                .param("worker", worker)
                .update();
    }

    /** Gives the page back to be taken up at once. */
    void release(Page page, String worker) {
        db.sql("""
                        update compliance.archive_page
                        set leased_by = null, leased_until = null
                        where id = :id and leased_by = :worker
                        """).param("id", page.id()).param("worker", worker).update();
    }
}
