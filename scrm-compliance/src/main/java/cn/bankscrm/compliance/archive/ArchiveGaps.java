package cn.bankscrm.compliance.archive;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers that WeCom left out. Any number may be asked for again while it lies in WeCom's window: that is done, ever
 * more rarely, until the gap is filled or the window has passed. What is never filled stays open, and shown.
 */
@Component
class ArchiveGaps {

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final JdbcClient db;
    private final RecordRows rows;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ArchiveGaps(JdbcClient db, RecordRows rows, PlatformTransactionManager transactions, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    private record Gap(long first, long last) {}

    /**
     * Asks again for the gap that is due first.
     *
     * @return whether there was one
     */
    boolean askOnce(ChatArchiveSource source) {
        Optional<Gap> due = due();
        if (due.isEmpty()) {
            return false;
        }
        Gap gap = due.get();
        int limit = (int) Math.min(ChatArchiveSource.LARGEST_PAGE, gap.last() - gap.first() + 1);
        List<EncryptedRecord> found = source.pull(gap.first() - 1, limit).stream()
                .filter(entry -> entry.seq() >= gap.first() && entry.seq() <= gap.last())
                .toList();
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            rows.store(found, now);
            db.sql("""
                            update compliance.archive_gap
                            set closed_at = :now
                            where first_seq = :first and closed_at is null
                                and last_seq - first_seq + 1 = (
                                    select count(*) from compliance.archive_record
                                    where seq between :first and :last)
                            """)
                    .param("now", Timestamp.from(now))
                    .param("first", gap.first())
                    .param("last", gap.last())
                    .update();
        });
        return true;
    }

    /** Also puts off the next time, so that other nodes do not ask the same. */
    private Optional<Gap> due() {
        Instant now = clock.instant();
        return db.sql("""
                        with next as (
                            select first_seq from compliance.archive_gap
                            where closed_at is null and next_ask_at <= :now and noticed_at > :window
                            order by next_ask_at
                            limit 1
                            for update skip locked)
                        update compliance.archive_gap g
                        set asked = asked + 1, next_ask_at = cast(:now as timestamptz) + :pause * power(2, least(asked, 6)) * interval '1 second'
                        from next
                        where g.first_seq = next.first_seq
                        returning g.first_seq, g.last_seq
                        """)
                .param("now", Timestamp.from(now))
                .param("window", Timestamp.from(now.minus(ArchiveState.WINDOW)))
                .param("pause", FIRST_PAUSE.toSeconds())
                .query((row, n) -> new Gap(row.getLong("first_seq"), row.getLong("last_seq")))
                .optional();
    }
}
