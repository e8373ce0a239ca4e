package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.institution.InstitutionId;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes plans until they are in force: draft, submitted, approved by a second person. Whose plan somebody may change,
 * the caller has made sure of ({@link PlanRows#own}).
 */
@Component
public class PlanRegister {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient db;
    private final PlanCheck check;
    private final PlanChanges changes;

    PlanRegister(JdbcClient db, PlanCheck check, PlanChanges changes) {
        this.db = db;
        this.check = check;
        this.changes = changes;
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
                .param("by", changes.by())
                .param("now", changes.now())
                .query(Long.class)
                .single();
        write(id, 1, rule);
        changes.log(new PlanId(id), "CREATED", null, head.institution());
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
        String state = changes.lock(plan);
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
                    .param("by", changes.by())
                    .param("now", changes.now())
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
        changes.log(plan, "WRITTEN", null, head.institution());
        return new PlanOutcome.Done(plan);
    }

    /** Lays the draft before a second person. */
    @Transactional
    public PlanOutcome submit(Plan plan, int revision) {
        changes.lock(plan.id());
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
                .param("by", changes.by())
                .param("now", changes.now())
                .param("id", draft.get().id())
                .update();
        changes.log(plan.id(), "SUBMITTED", null, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    /** Puts what was submitted into force: a new plan begins its pilot, one at work goes on with it for newcomers. */
    @Transactional
    public PlanOutcome approve(Plan plan, int revision) {
        changes.lock(plan.id());
        Optional<Draft> draft = draft(plan.id()).filter(one -> !one.open() && one.revision() == revision);
        if (draft.isEmpty()) {
            return new PlanOutcome.Overtaken();
        }
        if (draft.get().by(changes.by())) {
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
                        """).param("now", changes.now()).param("plan", plan.id().value()).update();
        changes.log(plan.id(), "APPROVED", null, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    @Transactional
    public PlanOutcome sendBack(Plan plan, int revision, String reason) {
        changes.lock(plan.id());
        Optional<Draft> draft = draft(plan.id()).filter(one -> !one.open() && one.revision() == revision);
        if (draft.isEmpty()) {
            return new PlanOutcome.Overtaken();
        }
        decide(draft.get(), "SENT_BACK", reason);
        changes.log(plan.id(), "SENT_BACK", reason, plan.institution());
        return new PlanOutcome.Done(plan.id());
    }

    private void write(long plan, int number, PlanRule rule) {
        db.sql("""
                        insert into engagement.sop_version (plan_id, number, state, rule, written_by, written_at, revision)
                        values (:plan, :number, 'DRAFT', :rule::jsonb, :by, :now, 1)
                        """)
                .param("plan", plan)
                .param("number", number)
                .param("rule", PlanJson.write(rule))
                .param("by", changes.by())
                .param("now", changes.now())
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
                .param("by", changes.by())
                .param("now", changes.now())
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
}
