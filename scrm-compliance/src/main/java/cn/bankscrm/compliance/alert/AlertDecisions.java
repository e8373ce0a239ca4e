package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.FalsePositives;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What compliance officers decide about alerts that need no case. Nobody decides about themselves. */
@Component
@Transactional
public class AlertDecisions {

    private final JdbcClient db;
    private final FalsePositives falsePositives;
    private final AuditLog audit;
    private final Clock clock;

    AlertDecisions(JdbcClient db, FalsePositives falsePositives, AuditLog audit, Clock clock) {
        this.db = db;
        this.falsePositives = falsePositives;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of a decision. */
    public enum Outcome {
        DONE,
        /** There is no such alert for this officer. */
        GONE,
        /** It is in a case, or decided already. */
        DECIDED,
        /** None of the words that were found hits within the phrase, or they would hit nowhere with it. */
        UNSUITABLE
    }

    /** How far an auditor sees. */
    public static Oversight oversight(Auditor auditor) {
        return new Oversight(new DataScope.Subtree(auditor.institution()), auditor.self());
    }

    /**
     * The words meant something else.
     *
     * @param phrase in which they are harmless, proposed as a safe context of what hit; blank where none is proposed
     * @param reason not blank
     */
    public Outcome falsePositive(long group, String phrase, String reason, Auditor by) {
        return decide(group, GroupState.FALSE_POSITIVE, phrase, reason, by);
    }

    /**
     * Nothing further is to be done.
     *
     * @param reason not blank
     */
    public Outcome dismiss(long group, String reason, Auditor by) {
        return decide(group, GroupState.DISMISSED, "", reason, by);
    }

    private Outcome decide(long group, GroupState state, String phrase, String reason, Auditor by) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Alerts are decided for a reason");
        }
        Oversight oversight = oversight(by);
        Optional<Found> found = db.sql(
                        "select g.state, g.institution_id from compliance.alert_group g where g.id = :id and "
                                + oversight.notOneself("g") + " for update")
                .params(oversight.values())
                .param("id", group)
                .query((row, n) -> new Found(
                        GroupState.valueOf(row.getString("state")),
                        Optional.ofNullable(row.getObject("institution_id", Long.class))))
                .optional();
        if (found.isEmpty()) {
            return Outcome.GONE;
        }
        if (found.get().state() != GroupState.OPEN) {
            return Outcome.DECIDED;
        }
        if (!phrase.isBlank() && !propose(List.of(group), phrase, by.account())) {
            return Outcome.UNSUITABLE;
        }
        db.sql("""
                        update compliance.alert_group
                        set state = :state, decided_by = :by, decided_at = :now, decision_reason = :reason
                        where id = :id
                        """)
                .param("state", state.name())
                .param("by", by.account())
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .param("id", group)
                .update();
        audit.record(
                AuditAction.ALERT_DECIDED,
                new AuditSubject(
                        AuditSubject.Kind.ALERT,
                        Long.toString(group),
                        found.get().institution().map(InstitutionId::new).orElse(null)),
                reason,
                Map.of("decision", state.name(), "proposed", !phrase.isBlank()));
        return Outcome.DONE;
    }

    private record Found(GroupState state, Optional<Long> institution) {}

    /**
     * Proposes a phrase as a safe context of everything that hit in some groups.
     *
     * @return whether it suits any of it
     */
    public boolean propose(Collection<Long> groups, String phrase, String account) {
        List<EntryId> entries = db.sql("""
                        select distinct (h.hit ->> 'entry')::bigint as entry
                        from compliance.alert a, jsonb_array_elements(a.hits) as h (hit)
                        where a.group_id = any(:groups)
                        """)
                .param("groups", groups.toArray(Long[]::new))
                .query((row, n) -> new EntryId(row.getLong("entry")))
                .list();
        return entries.stream()
                        .filter(entry -> falsePositives.propose(entry, phrase, account) == FalsePositives.Outcome.DONE)
                        .count()
                > 0;
    }
}
