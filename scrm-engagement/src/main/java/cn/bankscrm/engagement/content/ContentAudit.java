package cn.bankscrm.engagement.content;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Logs what was done with content, by its number and its version's id, without a word of it. */
@Component
class ContentAudit {

    private final AuditLog log;

    ContentAudit(AuditLog log) {
        this.log = log;
    }

    void record(AuditAction action, OpenVersion version, @Nullable String reason) {
        log.record(
                action,
                subject(version.content(), version.institution()),
                reason,
                Map.of("version", version.id().value()));
    }

    void record(AuditAction action, ContentId content, InstitutionId institution, ContentVersionId version) {
        log.record(action, subject(content, institution), null, Map.of("version", version.value()));
    }

    void recordBy(Actor actor, AuditAction action, ContentId content, InstitutionId institution, ContentVersionId id) {
        log.record(actor, action, subject(content, institution), null, Map.of("version", id.value()));
    }

    private static AuditSubject subject(ContentId content, InstitutionId institution) {
        return new AuditSubject(AuditSubject.Kind.CONTENT, Long.toString(content.value()), institution);
    }
}
