package cn.bankscrm.compliance.archive;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells how the archive stands: to the page of operations, to monitoring. Its transactions are not read-only: see
 * {@link ChatMessages}.
 */
@Component
public class ArchiveWatch {

    private static final int GAPS_SHOWN = 20;

    private final JdbcClient db;
    private final ArchiveSwitch archive;
    private final Clock clock;

    ArchiveWatch(JdbcClient db, ArchiveSwitch archive, Clock clock) {
        this.db = db;
        this.archive = archive;
        this.clock = clock;
    }

    private record Pulled(long seq, Instant began, Optional<Instant> drained, Optional<String> failure) {}

    @Transactional
    public ArchiveState state() {
        Instant now = clock.instant();
        Pulled pulled = db.sql("""
                        select seq, began_at, drained_at, case when failures > 0 then failure end as failure
                        from compliance.archive_cursor
                        where source = :source
                        """)
                .param("source", archive.sourceName())
                .query((row, n) -> new Pulled(
                        row.getLong("seq"),
                        row.getTimestamp("began_at").toInstant(),
                        instant(row.getTimestamp("drained_at")),
                        Optional.ofNullable(row.getString("failure"))))
                .optional()
                .orElse(new Pulled(0, now, Optional.empty(), Optional.empty()));
        List<ArchiveState.Gap> gaps = db.sql("""
                        select first_seq, last_seq, noticed_at
                        from compliance.archive_gap
                        where closed_at is null
                        order by first_seq
                        limit :limit
                        """)
                .param("limit", GAPS_SHOWN)
                .query((row, n) -> new ArchiveState.Gap(
                        row.getLong("first_seq"),
                        row.getLong("last_seq"),
                        row.getTimestamp("noticed_at").toInstant()))
                .list();
        Duration behind = since(pulled.drained().orElse(pulled.began()), now);
        return db.sql("""
                        with open as (
                            select count(*) filter (where state = 'PENDING') as pending,
                                   min(received_at) filter (where state = 'PENDING') as oldest,
                                   array_agg(distinct public_key_version)
                                       filter (where state = 'PENDING' and public_key_version <> all(:keys::integer[])) as missing,
                                   count(*) filter (where state = 'PENDING' and public_key_version <> all(:keys::integer[])) as awaiting,
                                   count(*) filter (where state = 'UNREADABLE') as unreadable
                            from compliance.archive_record
                            where state in ('PENDING', 'UNREADABLE'))
                        select open.*,
                            (select count(*) from compliance.archive_record where state = 'DUPLICATE') as duplicates,
                            (select coalesce(sum(g.last_seq - g.first_seq + 1 - (
                                select count(*) from compliance.archive_record r where r.seq between g.first_seq and g.last_seq)), 0)
                             from compliance.archive_gap g where g.closed_at is null) as gaps,
                            (select count(*) from compliance.chat_media where state = 'PENDING') as media_pending,
                            (select count(*) from compliance.chat_media where state in ('EXPIRED', 'BROKEN')) as media_lost
                        from open
                        """)
                .param("keys", archive.keyVersions().toArray(Integer[]::new))
                .query((row, n) -> new ArchiveState(
                        archive.off(),
                        pulled.seq(),
                        pulled.drained(),
                        behind,
                        row.getLong("pending"),
                        instant(row.getTimestamp("oldest"))
                                .map(at -> since(at, now))
                                .orElse(Duration.ZERO),
                        versions(row),
                        row.getLong("awaiting"),
                        row.getLong("unreadable"),
                        row.getLong("duplicates"),
                        row.getLong("gaps"),
                        gaps,
                        row.getLong("media_pending"),
                        row.getLong("media_lost"),
                        pulled.failure()))
                .single();
    }

    /** What cannot be had, for the page of operations. */
    @Transactional
    public ArchiveTrouble trouble() {
        return new ArchiveTrouble(
                db.sql("""
                                select seq, coalesce(reason, state) as reason, received_at from compliance.archive_record
                                where state = 'UNREADABLE' order by seq desc limit :most
                                """)
                        .param("most", ArchiveTrouble.MOST)
                        .query((row, n) -> new ArchiveTrouble.Unread(
                                row.getLong("seq"),
                                Objects.requireNonNull(row.getString("reason")),
                                row.getTimestamp("received_at").toInstant()))
                        .list(),
                db.sql("""
                                select m.id, m.kind, coalesce(m.reason, m.state) as reason, m.named_at,
                                    (select min(u.seq) from compliance.chat_message_media u where u.media_id = m.id) as seq
                                from compliance.chat_media m
                                where m.state in ('EXPIRED', 'BROKEN') order by m.named_at desc, m.id desc limit :most
                                """)
                        .param("most", ArchiveTrouble.MOST)
                        .query((row, n) -> new ArchiveTrouble.Lost(
                                row.getLong("seq"),
                                row.getLong("id"),
                                Objects.requireNonNull(row.getString("kind")),
                                Objects.requireNonNull(row.getString("reason")),
                                row.getTimestamp("named_at").toInstant()))
                        .list());
    }

    private static List<Integer> versions(ResultSet row) throws SQLException {
        Array array = row.getArray("missing");
        return array == null ? List.of() : new ArrayList<>(List.of((Integer[]) array.getArray()));
    }

    private static Optional<Instant> instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant);
    }

    private static Duration since(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
