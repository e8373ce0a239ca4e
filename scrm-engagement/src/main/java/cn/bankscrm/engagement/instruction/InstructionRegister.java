package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.touch.Channel;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Issues instructions and takes them down the tree: opened, passed on, answered, ended. */
@Component
public class InstructionRegister {

    private final JdbcClient db;
    private final DraftCheck check;
    private final Spreading spreading;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final Clock clock;

    InstructionRegister(
            JdbcClient db, DraftCheck check, Spreading spreading, AuditLog audit, CurrentActor actor, Clock clock) {
        this.db = db;
        this.check = check;
        this.spreading = spreading;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /** Issues it down the tree. The same form again changes nothing. */
    @Transactional
    public Issued issue(InstructionDraft draft, DataScope scope) {
        List<InstructionProblem> problems = check.problems(draft, scope);
        if (!problems.isEmpty()) {
            return new Issued.Refused(problems);
        }
        Actor by = actor.get();
        Optional<Long> made = insert(draft, by);
        if (made.isEmpty()) {
            InstructionId there =
                    new InstructionId(db.sql("select id from engagement.instruction where key = :key and author = :by")
                            .param("key", draft.key())
                            .param("by", by.name())
                            .query(Long.class)
                            .single());
            return new Issued.Done(there, 0, true);
        }
        InstructionId id = new InstructionId(made.get());
        db.sql("""
                        insert into engagement.instruction_reach (instruction_id, institution_id)
                        select :id, unnest(:reach::bigint[])
                        """).param("id", id.value()).param("reach", ids(draft.reach())).update();
        int people = spreading.spread(id);
        audit.record(
                AuditAction.INSTRUCTION_ISSUED,
                subject(id, draft.from()),
                null,
                Map.of("people", people, "institutions", draft.reach().size()));
        return new Issued.Done(id, people, false);
    }

    private Optional<Long> insert(InstructionDraft draft, Actor by) {
        return db.sql("""
                        insert into engagement.instruction
                            (key, title, words, content_id, plan_id, channel, institution_id, positions, automatic, due_on,
                             remind_days, escalate_days, author, author_name, issued_at)
                        values (:key, :title, :words, :content, :plan, :channel, :from, :positions, :automatic, :due,
                             :remind, :escalate, :by, :name, :now)
                        on conflict (key) do nothing
                        returning id
                        """)
                .param("key", draft.key())
                .param("title", draft.title())
                .param("words", draft.words())
                .param("content", draft.content().map(ContentId::value).orElse(null))
                .param("plan", draft.plan().map(PlanId::value).orElse(null))
                .param("channel", draft.channel().map(Channel::name).orElse(null))
                .param("from", draft.from().value())
                .param("positions", draft.positions().toArray(String[]::new))
                .param("automatic", draft.automatic())
                .param("due", draft.due())
                .param("remind", draft.remindDays().orElse(null))
                .param("escalate", draft.escalateDays())
                .param("by", by.name())
                .param("name", Objects.requireNonNullElse(by.shownName(), by.name()))
                .param("now", now())
                .query(Long.class)
                .optional();
    }

    /** An officer of an institution has opened it: of that institution alone, not of those above or below. */
    @Transactional
    public void opened(InstructionId id, DataScope scope) {
        if (scope instanceof DataScope.Subtree(var institution)) {
            db.sql("""
                            update engagement.instruction_institution r set state = 'SEEN', seen_at = :now
                            from engagement.instruction i
                            where i.id = r.instruction_id and i.state = 'RUNNING' and r.instruction_id = :id
                              and r.institution_id = :institution and r.state = 'DELIVERED'
                            """)
                    .param("now", now())
                    .param("id", id.value())
                    .param("institution", institution.value())
                    .update();
        }
    }

    /**
     * Passes it on to the institution's own staff and to the institutions right below. Officers above may do it in the
     * place of those who do not.
     *
     * @return false where it has not arrived there, was passed on before, is over, or is outside the scope
     */
    @Transactional
    public boolean passOn(InstructionId id, InstitutionId institution, DataScope scope) {
        if (spreading.hold(id).isEmpty()) {
            return false;
        }
        int passed = db.sql("""
                        update engagement.instruction_institution
                        set state = 'PASSED', passed_at = :now, passed_by = :by, seen_at = coalesce(seen_at, :now)
                        where instruction_id = :id and institution_id = :institution and state in ('DELIVERED', 'SEEN')
                          and\s""" + InstructionScope.within("institution_id", scope))
                .param("now", now())
                .param("by", actor.get().name())
                .param("id", id.value())
                .param("institution", institution.value())
                .param("root", InstructionScope.root(scope))
                .update();
        if (passed == 0) {
            return false;
        }
        spreading.deliver(id);
        audit.record(AuditAction.INSTRUCTION_PASSED_ON, subject(id, institution));
        return true;
    }

    /**
     * Ends it: nothing of it waits any more, with no institution, no member of staff and no customer.
     *
     * @param how not RUNNING
     * @param reason 1 to 200 characters
     * @return false where it is over already, or was issued outside the scope
     */
    @Transactional
    public boolean end(InstructionId id, InstructionState how, String reason, DataScope scope) {
        if (how == InstructionState.RUNNING || reason.isBlank() || reason.length() > 200) {
            throw new IllegalArgumentException("An end has a kind and a reason of at most 200 characters");
        }
        Optional<Long> from = spreading.hold(id);
        if (from.isEmpty() || !issuedWithin(id, scope)) {
            return false;
        }
        db.sql("""
                        update engagement.instruction
                        set state = :how, ended_at = :now, ended_by = :by, end_reason = :reason where id = :id
                        """)
                .param("how", how.name())
                .param("now", now())
                .param("by", actor.get().name())
                .param("reason", reason)
                .param("id", id.value())
                .update();
        spreading.callOff(id, "true", "INSTRUCTION_ENDED");
        audit.record(
                AuditAction.INSTRUCTION_ENDED,
                subject(id, new InstitutionId(from.get())),
                reason,
                Map.of("state", how.name()));
        return true;
    }

    /**
     * Answers what somebody said of it; once.
     *
     * @param answer 1 to 500 characters
     * @return false where it is answered, the instruction was issued outside the scope, or the answer is none
     */
    @Transactional
    public boolean answer(InstructionId id, long feedback, String answer, DataScope scope) {
        String said = answer.strip();
        if (said.isEmpty() || said.length() > 500 || !issuedWithin(id, scope)) {
            return false;
        }
        Optional<Long> place = db.sql("""
                        update engagement.instruction_feedback
                        set answer = :answer, answered_by = :by, answered_at = :now
                        where id = :feedback and instruction_id = :id and answer is null
                        returning institution_id
                        """)
                .param("answer", said)
                .param(
                        "by",
                        Objects.requireNonNullElse(
                                actor.get().shownName(), actor.get().name()))
                .param("now", now())
                .param("feedback", feedback)
                .param("id", id.value())
                .query(Long.class)
                .optional();
        place.ifPresent(institution -> audit.record(
                AuditAction.INSTRUCTION_ANSWERED,
                subject(id, new InstitutionId(institution)),
                null,
                Map.of("answered", feedback)));
        return place.isPresent();
    }

    /** Writes down that somebody took the list of its people out. */
    @Transactional
    public void exported(InstructionId id, InstitutionId from, int people) {
        audit.record(AuditAction.INSTRUCTION_EXPORTED, subject(id, from), null, Map.of("people", people));
    }

    private boolean issuedWithin(InstructionId id, DataScope scope) {
        return db.sql("select exists (select from engagement.instruction i where i.id = :id and "
                        + InstructionScope.within("i.institution_id", scope) + ")")
                .param("id", id.value())
                .param("root", InstructionScope.root(scope))
                .query(Boolean.class)
                .single();
    }

    private static AuditSubject subject(InstructionId id, InstitutionId institution) {
        return new AuditSubject(AuditSubject.Kind.INSTRUCTION, Long.toString(id.value()), institution);
    }

    private static Long[] ids(List<InstitutionId> institutions) {
        return institutions.stream().map(InstitutionId::value).toArray(Long[]::new);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
