package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes contents whose time is over (留存期满), unless a legal hold keeps them. Their entries stay in the chain, and
 * every batch leaves a signed proof of what went, when and by which rule, in the same transaction; without it the
 * database refuses.
 */
@Component
class Retention {

    static final int BATCH = 2_000;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final EvidenceKeys keys;
    private final RetentionPeriods periods;
    private final AuditLog audit;
    private final MediaRetention media;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Retention(
            JdbcClient db,
            PlatformTransactionManager transactions,
            EvidenceKeys keys,
            RetentionPeriods periods,
            AuditLog audit,
            MediaRetention media,
            ApplicationEventPublisher events,
            Clock clock) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.keys = keys;
        this.periods = periods;
        this.audit = audit;
        this.media = media;
        this.events = events;
        this.clock = clock;
    }

    /** @return how many records were deleted; fewer than a batch of each rule when nothing is left to do */
    int deleteSome() {
        int deleted = 0;
        List<String> types = periods.types();
        for (String type : types) {
            deleted += messages(type, List.of(type), true);
        }
        deleted += messages(RetentionPeriods.DEFAULT, types, false);
        deleted += audit();
        return deleted;
    }

    private int messages(String rule, List<String> types, boolean named) {
        Period kept = periods.of(rule);
        Integer deleted = transaction.execute(status -> {
            Instant before = periods.before(rule);
            List<Due> due = due(
                    db.sql(RetentionSql.MESSAGES)
                            .param("types", types.toArray(String[]::new))
                            .param("named", named),
                    before);
            if (!due.isEmpty()) {
                Long[] ids = prove(RecordKind.MESSAGE, "messages " + rule + " " + kept, before, due);
                List<Long> files = db.sql(
                                "delete from compliance.chat_message_media where seq = any(:ids) returning media_id")
                        .param("ids", ids)
                        .query((row, n) -> row.getLong("media_id"))
                        .list();
                db.sql("""
                                delete from compliance.chat_message m using compliance.archive_record r
                                where r.seq = any(:ids) and m.seq = r.seq and m.at = r.at
                                """).param("ids", ids).update();
                media.deleteUnused(files, "messages " + rule + " " + kept);
                events.publishEvent(new MessagesDeleted(List.of(ids)));
            }
            return due.size();
        });
        return deleted == null ? 0 : deleted;
    }

    private int audit() {
        Period kept = periods.of(RetentionPeriods.AUDIT);
        Integer deleted = transaction.execute(status -> {
            Instant before = periods.before(RetentionPeriods.AUDIT);
            List<Due> due = due(db.sql(RetentionSql.AUDIT), before);
            if (!due.isEmpty()) {
                Long[] ids = prove(RecordKind.AUDIT, "audit " + kept, before, due);
                db.sql("delete from core.audit_entry where id = any(:ids) and at < :before")
                        .param("ids", ids)
                        .param("before", Timestamp.from(before))
                        .update();
            }
            return due.size();
        });
        return deleted == null ? 0 : deleted;
    }

    private List<Due> due(JdbcClient.StatementSpec statement, Instant before) {
        return statement
                .param("before", Timestamp.from(before))
                .param("zone", clock.getZone().getId())
                .param("limit", BATCH)
                .query((row, number) -> new Due(row.getLong("place"), row.getLong("id"), row.getBytes("digest")))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Due::place))
                .toList();
    }

    /** @return the numbers of the records, which may be deleted now */
    private Long[] prove(RecordKind kind, String rule, Instant before, List<Due> due) {
        long run = db.sql("select nextval(pg_get_serial_sequence('compliance.deletion_run', 'id'))")
                .query(Long.class)
                .single();
        Timestamp now = Timestamp.from(Instant.ofEpochMilli(clock.millis()));
        byte[] digest = DigestAlgorithm.SHA_256.of(due.stream()
                .map(each -> each.place() + " " + kind + " " + each.id() + " "
                        + HexFormat.of().formatHex(each.digest()))
                .collect(Collectors.joining("\n")));
        byte[] statement = DeletionProofs.statement(run, now, rule, Timestamp.from(before), due.size(), digest);
        db.sql("""
                        insert into compliance.deletion_run (id, at, rule, before, records, digest, key_id, signature)
                        overriding system value
                        values (:id, :at, :rule, :before, :records, :digest, :key, :signature)
                        """)
                .param("id", run)
                .param("at", now)
                .param("rule", rule)
                .param("before", Timestamp.from(before))
                .param("records", due.size())
                .param("digest", digest)
                .param("key", keys.current())
                .param("signature", keys.sign(statement))
                .update();
        Long[] ids = due.stream().map(Due::id).toArray(Long[]::new);
        db.sql("""
                        insert into compliance.deleted_record (kind, record_id, place, run_id)
                        select :kind, id, place, :run from unnest(:ids, :places) as gone (id, place)
                        """)
                .param("kind", kind.name())
                .param("run", run)
                .param("ids", ids)
                .param("places", due.stream().map(Due::place).toArray(Long[]::new))
                .update();
        audit.record(
                Actor.system("retention"),
                AuditAction.RETENTION_DELETED,
                new AuditSubject(AuditSubject.Kind.EVIDENCE, "deletion-" + run, null),
                null,
                Map.of("rule", rule, "records", due.size()));
        return ids;
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Due(long place, long id, byte[] digest) {}
}
