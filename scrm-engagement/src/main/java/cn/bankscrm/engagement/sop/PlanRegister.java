package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.institution.InstitutionId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes plans and takes them through their life: draft, submitted, approved by a second person, piloted, promoted,
 * halted, ended. Whose plan somebody may change, the caller has made sure of ({@link PlanRows#own}).
 */
@Component
public class PlanRegister {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient db;
    private final PlanCheck check;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final Clock clock;

    PlanRegister(JdbcClient db, PlanCheck check, AuditLog audit, CurrentActor actor, Clock clock) {
        this.db = db;
        this.check = check;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * What stands beside a plan's rule.
     *
     * @param pilots where it is to be tried
     * @param controlShare in ten thousandths, 0 to 5000
     */
    public record Head(
            String name, Scene scene, InstitutionId institution, List<InstitutionId> pilots, int controlShare) {
        public Head {
            pilots = List.copyOf(pilots);
        }

        Long[] pilotIds() {
            return pilots.stream().map(InstitutionId::value).distinct().sorted().toArray(Long[]::new);
        }
    }

    /** Makes a plan with its first draft. */
    @Transactional
    public PlanId create(Head head, PlanRule rule) {
        byte[] seed = new byte[8];
        RANDOM.nextBytes(seed);
        long id = db.sql("""
                        insert into engagement.sop_plan (name, scene, institution_id, pilot_ids, control_share, seed, made_by,
                            made_at, state_at)
                        values (:name, :scene, :institution, :pilots, :control, :seed, :by, :now, :now)
                        returning id
                        """)
                .param("name", head.name())
                .param("scene", head.scene().name())
                .param("institution", head.institution().value())
                .param("pilots", head.pilotIds())
                .param("control", head.controlShare())
                .param("seed", HexFormat.of().formatHex(seed))
                .param("by", by())
                .param("now", now())
                .query(Long.class)
                .single();
        write(id, 1, rule);
        log(new PlanId(id), "CREATED", null, head.institution());
        return new PlanId(id);
    }

    /**
     * Writes on: at the draft there is, or at a new one beside the version in force. Where it is tried and the control
     * group's share stay as they are once a version was approved, or results could not be compared.
     *
     * @param revision of the draft that the writer has seen; 0 when there was none
     */
    @Transactional
    public PlanOutcome save(PlanId plan, int revision, Head head, PlanRule rule) {
        String state = lock(plan);
        Optional<Draft> draft = draft(plan);
        if (state.equals("ENDED") || draft.map(Draft::revision).orElse(0) != revision) {
            return new PlanOutcome.Overtaken();
        }
        if (draft.isPresent()) {
            if (!draft.get().open()) {
                return new PlanOutcome.Overtaken();
            }
            db.sql("""
                            update engagement.sop_version
                            set rule = :rule::jsonb, written_by = :by, written_at = :now, revision = revision + 1,
                                dry_run = null, dry_run_at = null
                            where id = :id
                            """)
                    .param("rule", PlanJson.write(rule))
                    .param("by", by())
                    .param("now", now())
                    .param("id", draft.get().id())
                    .update();
        } else {
            int newest = db.sql("select max(number) from engagement.sop_version where plan_id = :plan")
                    .param("plan", plan.value())
                    .query(Integer.class)
                    .single();
            write(plan.value(), newest + 1, rule);
        }
        db.sql("""
                        update engagement.sop_plan
                        set name = :name, version = version + 1,
                            pilot_ids = case when state = 'DRAFT' then :pilots else pilot_ids end,
                            control_share = case when state = 'DRAFT' then :control else control_share end
                        where id = :plan
                        """)
                .param("name", head.name())
                .param("pilots", head.pilotIds())
                .param("control", head.controlShare())
                .param("plan", plan.value())
                .update();
        log(plan, "WRITTEN", null, head.institution());
        return new PlanOutcome.Done(plan);
    }

    /** Lays the draft before a second person. */
    @Transactional
    public PlanOutcome submit(Plan plan, int revision) {
        lock(plan.id());
        Optional<Draft> draft = draft(plan.id()).filter(one -> one.open() && one.revision() == revision);
        if (draft.isEmpty()) {
            return new PlanOutcome.Overtaken();
        }
        List<PlanProblem> problems = check.problems(draft.get().rule(), plan.institution());
        if (problems.isEmpty()
                && plan.state() == PlanState.DRAFT
                && plan.pilots().isEmpty()) {
            problems = List.of(PlanProblem.of("noPilots"));
        }
        if (!problems.isEmpty()) {
            return new PlanOutcome.Refused(problems);
        }
        db.sql("""
                        update engagement.sop_version
                        set state = 'SUBMITTED', submitted_by = :by, submitted_at = :now, revision = revision + 1,
                            decided_by = null, decided_at = null, decision_reason = null
                        where id = :id
                        """)
                .param("by", by())
                .param("now", now())
                .param("id", draft.get().id())
                .update();
        log(plan.id(), "SUBMITTED", null, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    /** Puts what was submitted into force: a new plan begins its pilot, one at work goes on with it for newcomers. */
    @Transactional
    public PlanOutcome approve(Plan plan, int revision) {
        lock(plan.id());
        Optional<Draft> draft = draft(plan.id()).filter(one -> !one.open() && one.revision() == revision);
        if (draft.isEmpty()) {
            return new PlanOutcome.Overtaken();
        }
        if (draft.get().by(by())) {
            return new PlanOutcome.SamePerson();
        }
        List<PlanProblem> problems = check.problems(draft.get().rule(), plan.institution());
        if (!problems.isEmpty()) {
            return new PlanOutcome.Refused(problems);
        }
        db.sql("update engagement.sop_version set state = 'REPLACED' where plan_id = :plan and state = 'IN_FORCE'")
                .param("plan", plan.id().value())
                .update();
        decide(draft.get(), "IN_FORCE", null);
        db.sql("""
                        update engagement.sop_plan set state = 'PILOT', state_at = :now, version = version + 1
                        where id = :plan and state = 'DRAFT'
                        """).param("now", now()).param("plan", plan.id().value()).update();
        log(plan.id(), "APPROVED", null, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    @Transactional
    public PlanOutcome sendBack(Plan plan, int revision, String reason) {
        lock(plan.id());
        Optional<Draft> draft = draft(plan.id()).filter(one -> !one.open() && one.revision() == revision);
        if (draft.isEmpty()) {
            return new PlanOutcome.Overtaken();
        }
        decide(draft.get(), "SENT_BACK", reason);
        log(plan.id(), "SENT_BACK", reason, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    /** From the pilot's institutions to all of the plan's; by somebody who has not written what is in force. */
    @Transactional
    public PlanOutcome promote(Plan plan) {
        if (!lock(plan.id()).equals("PILOT")) {
            return new PlanOutcome.Overtaken();
        }
        boolean author = db.sql("""
                        select count(*) > 0 from engagement.sop_version
                        where plan_id = :plan and state = 'IN_FORCE'
                            and (lower(written_by) = lower(:by) or lower(submitted_by) = lower(:by))
                        """)
                .param("plan", plan.id().value())
                .param("by", by())
                .query(Boolean.class)
                .single();
        if (author) {
            return new PlanOutcome.SamePerson();
        }
        move(plan.id(), "LIVE");
        log(plan.id(), "PROMOTED", null, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    @Transactional
    public PlanOutcome pause(Plan plan, String reason) {
        boolean done = halt(plan.id(), new Pause.ByPerson(by(), reason));
        if (done) {
            log(plan.id(), "PAUSED", reason, plan.institution());
        }
        return done ? new PlanOutcome.Done(plan.id()) : new PlanOutcome.Overtaken();
    }

    /** Halts a plan by the brake. @return false when it is not at work */
    @Transactional
    boolean brake(PlanId plan, Pause.ByBrake why) {
        boolean done = halt(plan, why);
        if (done) {
            audit.record(
                    Actor.system("sop-brake"),
                    AuditAction.SOP_PLAN_CHANGED,
                    subject(plan, null),
                    null,
                    Map.of("change", "BRAKED", "left", why.treatedLeft(), "controlLeft", why.controlLeft()));
        }
        return done;
    }

    /** Goes on where it was halted; what was called off meanwhile stays so. */
    @Transactional
    public PlanOutcome resume(Plan plan, String reason) {
        int done =
                db.sql("""
                        update engagement.sop_plan
                        set state = resumes_as, resumes_as = null, paused_why = null, state_at = :now, version = version + 1
                        where id = :plan and state = 'PAUSED'
                        """).param("now", now()).param("plan", plan.id().value()).update();
        if (done == 0) {
            return new PlanOutcome.Overtaken();
        }
        log(plan.id(), "RESUMED", reason, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    /** For good: who is in it leaves it, what waits is called off. */
    @Transactional
    public PlanOutcome end(Plan plan, String reason) {
        if (lock(plan.id()).equals("ENDED")) {
            return new PlanOutcome.Overtaken();
        }
        move(plan.id(), "ENDED");
        db.sql("""
                        update engagement.sop_enrolment
                        set state = 'STOPPED', stop_reason = 'PLAN_ENDED', ended_at = :now, due_at = null
                        where plan_id = :plan and state = 'ACTIVE'
                        """).param("now", now()).param("plan", plan.id().value()).update();
        callOff(plan.id(), "PLAN_ENDED");
        log(plan.id(), "ENDED", reason, plan.institution());
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
                .param("now", now())
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
                .param("now", now())
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
                .param("now", now())
                .param("plan", plan.value())
                .update();
    }

    private void write(long plan, int number, PlanRule rule) {
        db.sql("""
                        insert into engagement.sop_version (plan_id, number, state, rule, written_by, written_at, revision)
                        values (:plan, :number, 'DRAFT', :rule::jsonb, :by, :now, 1)
                        """)
                .param("plan", plan)
                .param("number", number)
                .param("rule", PlanJson.write(rule))
                .param("by", by())
                .param("now", now())
                .update();
    }

    private void decide(Draft draft, String state, @Nullable String reason) {
        db.sql("""
                        update engagement.sop_version
                        set state = :state, decided_by = :by, decided_at = :now, decision_reason = :reason,
                            revision = revision + 1
                        where id = :id
                        """)
                .param("state", state)
                .param("by", by())
                .param("now", now())
                .param("reason", reason)
                .param("id", draft.id())
                .update();
    }

    private record Draft(long id, VersionState state, int revision, PlanRule rule, List<String> people) {

        boolean open() {
            return state.open();
        }

        boolean by(String name) {
            return people.stream().anyMatch(name::equalsIgnoreCase);
        }
    }

    private Optional<Draft> draft(PlanId plan) {
        return db.sql("""
                        select id, state, revision, rule::text as rule, written_by, coalesce(submitted_by, written_by) as submitted_by
                        from engagement.sop_version
                        where plan_id = :plan and state in ('DRAFT', 'SUBMITTED', 'SENT_BACK')
                        """)
                .param("plan", plan.value())
                .query((row, number) -> new Draft(
                        row.getLong("id"),
                        VersionState.valueOf(row.getString("state")),
                        row.getInt("revision"),
                        PlanJson.read(row.getString("rule")),
                        List.of(row.getString("written_by"), row.getString("submitted_by"))))
                .optional();
    }

    private String lock(PlanId plan) {
        return db.sql("select state from engagement.sop_plan where id = :id for update")
                .param("id", plan.value())
                .query(String.class)
                .single();
    }

    private void log(PlanId plan, String change, @Nullable String reason, InstitutionId institution) {
        audit.record(AuditAction.SOP_PLAN_CHANGED, subject(plan, institution), reason, Map.of("change", change));
    }

    private static AuditSubject subject(PlanId plan, @Nullable InstitutionId institution) {
        return new AuditSubject(AuditSubject.Kind.SOP, Long.toString(plan.value()), institution);
    }

    private String by() {
        return actor.get().name();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
