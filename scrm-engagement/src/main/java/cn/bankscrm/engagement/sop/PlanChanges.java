package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.institution.InstitutionId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What belongs to every change of a plan: one at a time, by whom, when, and in the audit log. */
@Component
class PlanChanges {

    private final JdbcClient db;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final Clock clock;

    PlanChanges(JdbcClient db, AuditLog audit, CurrentActor actor, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /** Until the transaction ends. @return the plan's state */
    String lock(PlanId plan) {
        return db.sql("select state from engagement.sop_plan where id = :id for update")
                .param("id", plan.value())
                .query(String.class)
                .single();
    }

    void log(PlanId plan, String change, @Nullable String reason, InstitutionId institution) {
        audit.record(AuditAction.SOP_PLAN_CHANGED, subject(plan, institution), reason, Map.of("change", change));
    }

    void logBrake(PlanId plan, Pause.ByBrake why) {
        audit.record(
                Actor.system("sop-brake"),
                AuditAction.SOP_PLAN_CHANGED,
                subject(plan, null),
                null,
                Map.of("change", "BRAKED", "left", why.treatedLeft(), "controlLeft", why.controlLeft()));
    }

    private static AuditSubject subject(PlanId plan, @Nullable InstitutionId institution) {
        return new AuditSubject(AuditSubject.Kind.SOP, Long.toString(plan.value()), institution);
    }

    String by() {
        return actor.get().name();
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
