package cn.bankscrm.engagement.sop;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes plans that are in force through their life: piloted, promoted, halted, going on, ended. Whose plan somebody may
 * change, the caller has made sure of ({@link PlanRows#own}).
 */
@Component
public class PlanControl {

    private final JdbcClient db;
    private final PlanChanges changes;

    PlanControl(JdbcClient db, PlanChanges changes) {
        this.db = db;
        this.changes = changes;
    }

    /** From the pilot's institutions to all of the plan's; by somebody who has not written what is in force. */
    @Transactional
    public PlanOutcome promote(Plan plan) {
        if (!changes.lock(plan.id()).equals("PILOT")) {
            return new PlanOutcome.Overtaken();
        }
        boolean author = db.sql("""
                        select count(*) > 0 from engagement.sop_version
                        where plan_id = :plan and state = 'IN_FORCE'
                            and (lower(written_by) = lower(:by) or lower(submitted_by) = lower(:by))
                        """)
                .param("plan", plan.id().value())
                .param("by", changes.by())
                .query(Boolean.class)
                .single();
        if (author) {
            return new PlanOutcome.SamePerson();
        }
        move(plan.id(), "LIVE");
        changes.log(plan.id(), "PROMOTED", null, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    @Transactional
    public PlanOutcome pause(Plan plan, String reason) {
        boolean done = halt(plan.id(), new Pause.ByPerson(changes.by(), reason));
        if (done) {
            changes.log(plan.id(), "PAUSED", reason, plan.institution());
        }
        return done ? new PlanOutcome.Done(plan.id()) : new PlanOutcome.Overtaken();
    }

    /** Halts a plan by the brake. @return false when it is not at work */
    @Transactional
    boolean brake(PlanId plan, Pause.ByBrake why) {
        boolean done = halt(plan, why);
        if (done) {
            changes.logBrake(plan, why);
        }
        return done;
    }

    /** Goes on where it was halted; what was called off meanwhile stays so. */
    @Transactional
    public PlanOutcome resume(Plan plan, String reason) {
        int done = db.sql("""
                        update engagement.sop_plan
                        set state = resumes_as, resumes_as = null, paused_why = null, state_at = :now, version = version + 1
                        where id = :plan and state = 'PAUSED'
                        """)
                .param("now", changes.now())
                .param("plan", plan.id().value())
                .update();
        if (done == 0) {
            return new PlanOutcome.Overtaken();
        }
        changes.log(plan.id(), "RESUMED", reason, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    /** For good: who is in it leaves it, what waits is called off. */
    @Transactional
    public PlanOutcome end(Plan plan, String reason) {
        if (changes.lock(plan.id()).equals("ENDED")) {
            return new PlanOutcome.Overtaken();
        }
        move(plan.id(), "ENDED");
        db.sql("""
                        update engagement.sop_enrolment
                        set state = 'STOPPED', stop_reason = 'PLAN_ENDED', ended_at = :now, due_at = null
                        where plan_id = :plan and state = 'ACTIVE'
                        """).param("now", changes.now()).param("plan", plan.id().value()).update();
        callOff(plan.id(), "PLAN_ENDED");
        changes.log(plan.id(), "ENDED", reason, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    private boolean halt(PlanId plan, Pause why) {
        int done = db.sql("""
                        update engagement.sop_plan
                        set state = 'PAUSED', resumes_as = state, paused_why = :why::jsonb, state_at = :now,
                            version = version + 1
                        where id = :plan and state in ('PILOT', 'LIVE')
                        """)
                .param("why", PlanRows.json(why))
                .param("now", changes.now())
                .param("plan", plan.value())
                .update();
        if (done == 1) {
            callOff(plan, "PLAN_PAUSED");
        }
        return done == 1;
    }

    private void callOff(PlanId plan, String rule) {
        db.sql("""
                        update engagement.touch
                        set state = 'SUPPRESSED', state_at = :now, why = jsonb_build_object('rule', :rule::text)
                        where source = 'SOP' and source_id = :plan and state in ('WISHED', 'PLANNED')
                        """)
                .param("now", changes.now())
                .param("rule", rule)
                .param("plan", plan.value())
                .update();
    }

    private void move(PlanId plan, String state) {
        db.sql("""
                        update engagement.sop_plan
                        set state = :state, state_at = :now, resumes_as = null, paused_why = null, version = version + 1
                        where id = :plan
                        """)
                .param("state", state)
                .param("now", changes.now())
                .param("plan", plan.value())
                .update();
    }
}
