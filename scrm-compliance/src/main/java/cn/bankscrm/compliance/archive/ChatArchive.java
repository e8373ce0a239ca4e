package cn.bankscrm.compliance.archive;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The work of the archive, step by step; {@link ArchiveWorkers} take the steps. */
@Component
class ChatArchive {

    private final ArchiveSwitch archive;
    private final ArchiveCursor cursor;
    private final ArchiveGaps gaps;
    private final ArchivePages pages;
    private final MessageWriting writing;
    private final ArchiveMeters meters;
    private final ArchiveProperties properties;
    private final ApplicationEventPublisher events;
    private final JdbcClient db;
    private final Clock clock;
    private final String node =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    ChatArchive(
            ArchiveSwitch archive,
            ArchiveCursor cursor,
            ArchiveGaps gaps,
            ArchivePages pages,
            MessageWriting writing,
            ArchiveMeters meters,
            ArchiveProperties properties,
            ApplicationEventPublisher events,
            JdbcClient db,
            Clock clock) {
        this.archive = archive;
        this.cursor = cursor;
        this.gaps = gaps;
        this.pages = pages;
        this.writing = writing;
        this.meters = meters;
        this.properties = properties;
        this.events = events;
        this.db = db;
        this.clock = clock;
    }

    /** This node's name, made anew at each start. */
    String node() {
        return node;
    }

    Optional<ChatArchiveSource> source() {
        return archive.source();
    }

    /**
     * Pulls one page.
     *
     * @return whether WeCom has more
     */
    boolean pullOnce(ChatArchiveSource source) {
        ArchivePulling.Pulled pulled = new ArchivePulling(cursor, source, properties.lease()).pullOnce(node);
        meters.pulled(pulled.stored());
        return pulled.further();
    }

    /** @return whether there was a gap to ask for */
    boolean askForGap(ChatArchiveSource source) {
        return gaps.askOnce(source);
    }

    RecordReading reading(ChatArchiveSource source) {
        return new RecordReading(pages, writing, archive.keys(), source, properties.lease(), written -> {
            meters.read(written);
            events.publishEvent(written);
        });
    }

    /**
     * Lays what could not be read before readers again: a key may have been wrong and be right now.
     *
     * @return how many records
     */
    @Transactional
    public int readAgain() {
        Instant now = clock.instant();
        int again = db.sql("""
                        update compliance.archive_record r
                        set state = case when exists (
                                select from compliance.archive_record o
                                where o.msgid = r.msgid and o.seq <> r.seq and o.state in ('PENDING', 'READ', 'UNREADABLE')
                                    and (o.state <> 'UNREADABLE' or o.seq < r.seq))
                            then 'DUPLICATE' else 'PENDING' end,
                            reason = null
                        where r.state = 'UNREADABLE'
                        """).update();
        if (again > 0) {
            db.sql("""
                            insert into compliance.archive_page (first_seq, last_seq, awaited_keys, next_try_at)
                            select min(seq), max(seq), array_agg(distinct public_key_version), :now
                            from compliance.archive_record r
                            where state = 'PENDING' and not exists (
                                select from compliance.archive_page p where r.seq between p.first_seq and p.last_seq)
                            group by seq / 1000
                            """).param("now", Timestamp.from(now)).update();
        }
        return again;
    }
}
