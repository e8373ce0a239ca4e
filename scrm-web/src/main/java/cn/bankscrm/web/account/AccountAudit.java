package cn.bankscrm.web.account;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.web.security.SignedIn;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Enters into the audit log what happens with accounts: signing in, being refused, and every change of rights. */
@Component
class AccountAudit {

    /** For names that are no account's: what was typed may be anything, a password among it, and is kept nowhere. */
    static final String UNKNOWN = "unknown";

    private final AuditLog log;
    private final CurrentActor actor;
    private final JdbcClient db;
    private final Clock clock;

    AccountAudit(AuditLog log, CurrentActor actor, JdbcClient db, Clock clock) {
        this.log = log;
        this.actor = actor;
        this.db = db;
        this.clock = clock;
    }

    /** @param how by which way */
    @Transactional
    void signedIn(SignedIn person, String how) {
        log.record(
                new Actor(
                        Actor.Kind.ACCOUNT,
                        person.name(),
                        person.displayName(),
                        person.role().name(),
                        actor.get().address()),
                AuditAction.SIGNED_IN,
                subject(person.name()),
                null,
                Map.of("how", how));
    }

    /** The same work whether there is such an account or not. */
    @Transactional
    void refused(String typed, String how) {
        AuditSubject subject = subject(typed);
        log.record(
                new Actor(
                        Actor.Kind.ACCOUNT,
                        subject.id(),
                        null,
                        null,
                        actor.get().address()),
                AuditAction.SIGN_IN_REFUSED,
                subject,
                null,
                Map.of("how", how));
    }

    @Transactional
    void changed(AuditAction action, String username, Map<String, String> details) {
        log.record(action, subject(username), null, details);
    }

    /** About an account that need not be there yet: belongs to the institution that it looks from, or will. */
    @Transactional
    void requested(AuditAction action, String username, long institution, Map<String, String> details) {
        log.record(
                action,
                new AuditSubject(AuditSubject.Kind.ACCOUNT, username, new InstitutionId(institution)),
                null,
                details);
    }

    private AuditSubject subject(String username) {
        return db.sql("""
                        select a.username, coalesce(
                            a.institution_id,
                            (select p.institution_id from core.staff_post p
                             where p.staff_id = a.staff_id and p.valid_from <= :today
                                 and (p.valid_to is null or p.valid_to >= :today) limit 1)) as institution_id
                        from platform.account a where lower(a.username) = lower(:username)
                        """)
                .param("username", username)
                .param("today", LocalDate.now(clock))
                .query((row, number) -> new AuditSubject(
                        AuditSubject.Kind.ACCOUNT,
                        row.getString("username"),
                        Optional.ofNullable(row.getObject("institution_id", Long.class))
                                .map(InstitutionId::new)
                                .orElse(null)))
                .optional()
                .orElseGet(() -> new AuditSubject(AuditSubject.Kind.ACCOUNT, UNKNOWN, null));
    }
}
