package cn.bankscrm.compliance.archive;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How far the archive was pulled. The cursor moves in the transaction that stores the page, or not at all. */
@Component
class ArchiveCursor {

    private final JdbcClient db;
    private final RecordRows rows;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ArchiveCursor(JdbcClient db, RecordRows rows, PlatformTransactionManager transactions, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Keeps other nodes from pulling for a while.
     *
     * @return where to go on; empty while another node pulls
     */
    OptionalLong lease(String source, String node, Duration lease) {
        Timestamp now = Timestamp.from(clock.instant());
        return transaction.execute(status -> {
            db.sql("""
                            insert into compliance.archive_cursor (source, began_at) values (:source, :now)
                            on conflict do nothing
                            """).param("source", source).param("now", now).update();
            return db.sql("""
                            update compliance.archive_cursor
                            set leased_by = :node, leased_until = :until
                            where source = :source and (leased_by is null or leased_by = :node or leased_until <= :now)
                            returning seq
                            """)
                    .param("node", node)
                    .param("until", Timestamp.from(clock.instant().plus(lease)))
                    .param("source", source)
                    .param("now", now)
                    .query(Long.class)
                    .optional()
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
        });
    }

    void release(String source, String node) {
        db.sql("""
                        update compliance.archive_cursor
                        set leased_by = null, leased_until = null
                        where source = :source and leased_by = :node
                        """).param("source", source).param("node", node).update();
    }

    /**
     * Stores a page and moves the cursor behind it.
     *
     * @param after what was asked for
     * @param drained whether WeCom has no more
     * @return how many records are new
     * @throws LeaseLost when another node pulls meanwhile; nothing was stored
     */
    int store(String source, String node, long after, List<EncryptedRecord> page, boolean drained) {
        List<EncryptedRecord> records = page.stream()
                .sorted(Comparator.comparingLong(EncryptedRecord::seq))
                .toList();
        Instant now = clock.instant();
        return transaction.execute(status -> {
            long held = db.sql("""
                            select seq from compliance.archive_cursor
                            where source = :source and leased_by = :node
                            for update
                            """)
                    .param("source", source)
                    .param("node", node)
                    .query(Long.class)
                    .optional()
                    .orElseThrow(LeaseLost::new);
            if (held != after) {
                throw new LeaseLost();
            }
            int stored = rows.store(records, now);
            gaps(after, records).forEach(gap -> notice(gap, now));
            long last = records.isEmpty()
                    ? after
                    : Math.max(after, records.getLast().seq());
            db.sql("""
                            update compliance.archive_cursor
                            set seq = :seq, pulled_at = :now, failures = 0, failure = null,
                                drained_at = case when :drained then :now else drained_at end
                            where source = :source
                            """)
                    .param("seq", last)
                    .param("now", Timestamp.from(now))
                    .param("drained", drained)
                    .param("source", source)
                    .update();
            return stored;
        });
    }

    /** Remembers that WeCom gave no answer. */
    void failed(String source, String failure) {
        db.sql("""
                        update compliance.archive_cursor
                        set failures = failures + 1, failure = :failure, failed_at = :now
                        where source = :source
                        """)
                .param("failure", failure)
                .param("now", Timestamp.from(clock.instant()))
                .param("source", source)
                .update();
    }

    /** Numbers that were left out. Before the first page nothing is: WeCom begins where its window begins. */
    private static List<Gap> gaps(long after, List<EncryptedRecord> records) {
        List<Gap> gaps = new ArrayList<>();
        long expected = after + 1;
        boolean first = after == 0;
        for (EncryptedRecord entry : records) {
            if (entry.seq() > expected && !first) {
                gaps.add(new Gap(expected, entry.seq() - 1));
            }
            expected = Math.max(expected, entry.seq() + 1);
            first = false;
        }
        return gaps;
    }

    private void notice(Gap gap, Instant now) {
        db.sql("""
                        insert into compliance.archive_gap (first_seq, last_seq, noticed_at, next_ask_at)
                        values (:first, :last, :now, :now)
                        on conflict (first_seq) do nothing
                        """)
                .param("first", gap.first())
                .param("last", gap.last())
                .param("now", Timestamp.from(now))
                .update();
    }

    private record Gap(long first, long last) {}
}
