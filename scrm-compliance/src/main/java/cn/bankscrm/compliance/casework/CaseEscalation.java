package cn.bankscrm.compliance.casework;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings cases that are overdue before the institution above, and again before the next one when nothing has come of
 * it; head office is the last.
 */
@Component
class CaseEscalation {

    private static final String ACTOR = "case-escalation";
    private static final int PAGE = 100;

    private final JdbcClient db;
    private final CaseSteps steps;
    private final AuditLog audit;
    private final Clock clock;

    CaseEscalation(JdbcClient db, CaseSteps steps, AuditLog audit, Clock clock) {
        this.db = db;
        this.steps = steps;
        this.audit = audit;
        this.clock = clock;
    }

    private record Overdue(
            long id,
            CaseState state,
            @Nullable Long institution,
            @Nullable Long escalatedTo) {}

    private record Above(long id, String code) {}

    /** @return how many were brought higher or have come to the top; 0 when none waits */
    @Transactional
    public int escalateSome() {
        List<Overdue> overdue = db.sql("""
                        select id, state, institution_id, escalated_to from compliance.case_file
                        where state <> 'CLOSED' and escalate_at <= :now
                        order by escalate_at
                        limit :most
                        for update skip locked
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("most", PAGE)
                .query((row, n) -> new Overdue(
                        row.getLong("id"),
                        CaseState.valueOf(row.getString("state")),
                        row.getObject("institution_id", Long.class),
                        row.getObject("escalated_to", Long.class)))
                .list();
        overdue.forEach(this::escalate);
        return overdue.size();
    }

    private void escalate(Overdue file) {
        Optional<Above> above = above(file);
        if (above.isEmpty()) {
            db.sql("update compliance.case_file set escalate_at = 'infinity' where id = :id")
                    .param("id", file.id())
                    .update();
            return;
        }
        db.sql("""
                        update compliance.case_file
                        set escalations = escalations + 1, escalated_to = :to, escalate_at = :again, version = version + 1
                        where id = :id
                        """)
                .param("to", above.get().id())
                .param("again", Timestamp.from(clock.instant().plus(CaseTerms.ESCALATED_AGAIN_AFTER)))
                .param("id", file.id())
                .update();
        Map<String, String> facts = Map.of("to", above.get().code());
        steps.add(file.id(), ACTOR, CaseStep.ESCALATED, file.state(), facts, "");
        audit.record(
                Actor.system(ACTOR),
                AuditAction.CASE_ESCALATED,
                Cases.subject(file.id(), file.institution()),
                null,
                facts);
    }

    /** What lies above where it is now; head office for what belongs nowhere; empty at the top. */
    private Optional<Above> above(Overdue file) {
        @Nullable Long now = file.escalatedTo() == null ? file.institution() : file.escalatedTo();
        return db.sql("""
                        select up.id, up.code from core.pub_institution up
                        where case when :now::bigint is null then up.parent_id is null
                            else up.id = (select i.parent_id from core.pub_institution i where i.id = :now) end
                        """)
                .param("now", now)
                .query((row, n) -> new Above(row.getLong("id"), Objects.requireNonNull(row.getString("code"))))
                .optional();
    }
}
