package cn.bankscrm.core.audit;

import cn.bankscrm.core.institution.InstitutionId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the audit log, in the transaction of what is logged: there is no change without its entry, and no entry of a
 * change that did not happen. The database refuses to change or delete an entry.
 */
@Component
public class AuditLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;
    private final CurrentActor actor;
    private final Clock clock;

    AuditLog(JdbcClient db, CurrentActor actor, Clock clock) {
        this.db = db;
        this.actor = actor;
        this.clock = clock;
    }

    /** Logs what needs neither reason nor facts. */
    @Transactional
    public void record(AuditAction action, AuditSubject subject) {
        record(action, subject, null, Map.of());
    }

    /**
     * Logs something done by whoever is at work in this thread.
     *
     * @param reason why, in the actor's own words; null where none is asked for
     * @param details further facts by name; no personal data
     */
    @Transactional
    public void record(AuditAction action, AuditSubject subject, @Nullable String reason, Map<String, ?> details) {
        record(actor.get(), action, subject, reason, details);
    }

    /** Logs something done by somebody whom the thread does not know: a customer on a phone page, a job. */
    @Transactional
    public void record(
            Actor by, AuditAction action, AuditSubject subject, @Nullable String reason, Map<String, ?> details) {
        db.sql("""
                        insert into core.audit_entry
                            (at, actor_kind, actor, actor_name, actor_role, address, action, subject_kind, subject_id,
                             institution_id, reason, details)
                        values (:at, :kind, :actor, :shown, :role, :address::inet, :action, :subjectKind, :subject,
                             :institution, :reason, :details::jsonb)
                        """)
                .param("at", Timestamp.from(clock.instant()))
                .param("kind", by.kind().name())
                .param("actor", by.name())
                .param("shown", by.shownName())
                .param("role", by.role())
                .param("address", by.address())
                .param("action", action.name())
                .param("subjectKind", subject.kind().name())
                .param("subject", subject.id())
                .param(
                        "institution",
                        Optional.ofNullable(subject.institution())
                                .map(InstitutionId::value)
                                .orElse(null))
                .param("reason", reason)
                .param("details", JSON.writeValueAsString(details))
                .update();
    }
}
