package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.alert.AlertDecisions;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens cases of alerts and takes them, step by step, to their end. Every step is kept, and logged. */
@Component
@Transactional
public class Cases {

    private final JdbcClient db;
    private final CaseSteps steps;
    private final AlertDecisions decisions;
    private final AuditLog audit;
    private final Clock clock;

    Cases(JdbcClient db, CaseSteps steps, AlertDecisions decisions, AuditLog audit, Clock clock) {
        this.db = db;
        this.steps = steps;
        this.decisions = decisions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Opens a case.
     *
     * @param groups of alerts that nobody has decided
     * @param note what is known so far; may be empty
     * @return its number; empty when one of them is none of this officer's, or has been decided
     */
    public Optional<Long> open(Collection<Long> groups, String note, Auditor by) {
        List<Group> chosen = groups(groups, by);
        if (chosen.isEmpty() || chosen.size() < groups.stream().distinct().count()) {
            return Optional.empty();
        }
        AlertLevel level = chosen.stream().map(Group::level).reduce(AlertLevel.LOW, AlertLevel::orGraver);
        @Nullable Long institution = above(chosen);
        Instant now = clock.instant();
        Instant due = now.plus(CaseTerms.due(level));
        long id = db.sql("""
                        insert into compliance.case_file (level, institution_id, state, opened_by, opened_at, due_at, escalate_at)
                        values (:level, :institution, 'OPEN', :by, :now, :due, :due) returning id
                        """)
                .param("level", level.name())
                .param("institution", institution)
                .param("by", by.account())
                .param("now", Timestamp.from(now))
                .param("due", Timestamp.from(due))
                .query(Long.class)
                .single();
        for (Group group : chosen) {
            db.sql("insert into compliance.case_alert (group_id, case_id) values (:group, :case)")
                    .param("group", group.id())
                    .param("case", id)
                    .update();
        }
        settle(id, "IN_CASE", by.account());
        Map<String, String> facts = Map.of("groups", Integer.toString(chosen.size()), "level", level.name());
        steps.add(id, by.account(), "OPENED", CaseState.OPEN, facts, note);
        audit.record(AuditAction.CASE_OPENED, subject(id, institution), null, facts);
        return Optional.of(id);
    }

    /** Takes a step, or says why not. */
    public CaseOutcome step(long id, CaseMove move, Auditor by) {
        Optional<Standing> found = find(id, by);
        if (found.isEmpty()) {
            return CaseOutcome.GONE;
        }
        Standing file = found.get();
        CaseOutcome refusal = refusal(file, move, by);
        if (refusal != CaseOutcome.DONE) {
            return refusal;
        }
        CaseState next = move.action().from(file.state(), file.level()).orElseThrow();
        Map<String, String> facts = facts(move);
        if (move.disposition() == Disposition.FALSE_POSITIVE && !move.phrase().isBlank()) {
            if (!decisions.propose(groupsOf(id), move.phrase(), by.account())) {
                return CaseOutcome.UNSUITABLE_PHRASE;
            }
            facts.put("proposed", "true");
        }
        write(file, move, next, by);
        steps.add(id, by.account(), move.action().name(), next, facts, move.note());
        facts.put("step", move.action().name());
        facts.put("state", next.name());
        audit.record(AuditAction.CASE_CHANGED, subject(id, file.institution()), null, facts);
        return CaseOutcome.DONE;
    }

    private static CaseOutcome refusal(Standing file, CaseMove move, Auditor by) {
        CaseAction action = move.action();
        if (file.version() != move.version()) {
            return CaseOutcome.STALE;
        }
        if (action.from(file.state(), file.level()).isEmpty()) {
            return CaseOutcome.NOT_NOW;
        }
        if (action.isTheOwners() && !by.account().equals(file.owner())) {
            return CaseOutcome.NOT_OWNER;
        }
        if (action.isASecondPersons() && same(by.account(), file.closingBy())) {
            return CaseOutcome.SAME_PERSON;
        }
        boolean complete = (!action.needsNote() || !move.note().isBlank())
                && move.note().length() <= CaseMove.LONGEST_NOTE
                && action.decides() == (move.disposition() != null)
                && (action == CaseAction.REQUIRE_REMEDIATION) == (move.remediationDue() != null);
        return complete ? CaseOutcome.DONE : CaseOutcome.INCOMPLETE;
    }

    private static boolean same(String account, @Nullable String other) {
        return other != null && account.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    private static Map<String, String> facts(CaseMove move) {
        Map<String, String> facts = new TreeMap<>();
        Optional.ofNullable(move.disposition()).ifPresent(chosen -> facts.put("disposition", chosen.name()));
        Optional.ofNullable(move.remediationDue()).ifPresent(day -> facts.put("remediationDue", day.toString()));
        return facts;
    }

    private void write(Standing file, CaseMove move, CaseState next, Auditor by) {
        Instant now = clock.instant();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", file.id());
        values.put("state", next.name());
        values.put("owner", owner(file, move.action(), by));
        values.put(
                "disposition",
                Optional.ofNullable(move.disposition()).map(Enum::name).orElse(null));
        values.put("remediation", move.remediationDue());
        values.put("closingBy", move.action() == CaseAction.CLOSE ? by.account() : null);
        values.put("by", by.account());
        values.put("now", Timestamp.from(now));
        values.put("due", Timestamp.from(now.plus(CaseTerms.due(file.level()))));
        values.put("reopened", move.action() == CaseAction.REOPEN);
        db.sql("""
                        update compliance.case_file
                        set state = :state, owner = :owner, version = version + 1,
                            disposition = coalesce(:disposition::text, disposition),
                            remediation_due = coalesce(:remediation::date, remediation_due),
                            closing_by = case when :state in ('CLOSING', 'CLOSED') then coalesce(:closingBy::text, closing_by) end,
                            closed_by = case when :state = 'CLOSED' then :by end,
                            closed_at = case when :state = 'CLOSED' then :now::timestamptz end,
                            due_at = case when :reopened then :due::timestamptz else due_at end,
                            escalate_at = case when :reopened then :due::timestamptz else escalate_at end,
                            escalated_to = case when :reopened then null else escalated_to end
                        where id = :id
                        """).params(values).update();
        if (next == CaseState.CLOSED) {
            settle(
                    file.id(),
                    file.disposition() == Disposition.FALSE_POSITIVE ? "FALSE_POSITIVE" : "CLOSED",
                    by.account());
        } else if (move.action() == CaseAction.REOPEN) {
            settle(file.id(), "IN_CASE", by.account());
        }
    }

    private static @Nullable String owner(Standing file, CaseAction action, Auditor by) {
        return switch (action) {
            case TAKE, REOPEN -> by.account();
            case RELEASE -> null;
            default -> file.owner();
        };
    }

    /** What the groups of a case become. */
    private void settle(long id, String state, String by) {
        db.sql("""
                        update compliance.alert_group g
                        set state = :state, decided_by = :by, decided_at = :now
                        from compliance.case_alert c
                        where c.case_id = :case and g.id = c.group_id
                        """)
                .param("state", state)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .param("case", id)
                .update();
    }

    private List<Long> groupsOf(long id) {
        return db.sql("select group_id from compliance.case_alert where case_id = :case")
                .param("case", id)
                .query((row, n) -> row.getLong("group_id"))
                .list();
    }

    private record Group(
            long id, AlertLevel level, @Nullable Long institution) {}

    private List<Group> groups(Collection<Long> ids, Auditor by) {
        Oversight oversight = AlertDecisions.oversight(by);
        return db.sql("""
                        select g.id, g.level, g.institution_id from compliance.alert_group g
                        where g.id = any(:ids) and g.state = 'OPEN' and\s""" + oversight.notOneself("g") + " order by g.id for update")
                .params(oversight.values())
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> new Group(
                        row.getLong("id"),
                        AlertLevel.valueOf(row.getString("level")),
                        row.getObject("institution_id", Long.class)))
                .list();
    }

    /** The lowest institution that all of them stand below; null where one stands nowhere. */
    private @Nullable Long above(List<Group> groups) {
        if (groups.stream().anyMatch(group -> group.institution() == null)) {
            return null;
        }
        return db.sql("""
                        select u.ancestor_id
                        from core.pub_institution_path u
                        join core.pub_institution i on i.id = u.ancestor_id
                        where u.institution_id = any(:ids)
                        group by u.ancestor_id, i.level
                        having count(distinct u.institution_id) = (select count(distinct asked.id) from unnest(:ids) as asked (id))
                        order by i.level desc
                        limit 1
                        """)
                .param("ids", groups.stream().map(Group::institution).toArray(Long[]::new))
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private record Standing(
            long id,
            AlertLevel level,
            CaseState state,
            @Nullable Long institution,
            @Nullable String owner,
            @Nullable Disposition disposition,
            @Nullable String closingBy,
            int version) {}

    private Optional<Standing> find(long id, Auditor by) {
        Oversight oversight = AlertDecisions.oversight(by);
        return db.sql("select f.* from compliance.case_file f where f.id = :id and " + CaseQueries.visible(oversight)
                        + " for update")
                .params(oversight.values())
                .param("id", id)
                .query((row, n) -> new Standing(
                        row.getLong("id"),
                        AlertLevel.valueOf(row.getString("level")),
                        CaseState.valueOf(row.getString("state")),
                        row.getObject("institution_id", Long.class),
                        row.getString("owner"),
                        Optional.ofNullable(row.getString("disposition"))
                                .map(Disposition::valueOf)
                                .orElse(null),
                        row.getString("closing_by"),
                        row.getInt("version")))
                .optional();
    }

    static AuditSubject subject(long id, @Nullable Long institution) {
        return new AuditSubject(
                AuditSubject.Kind.CASE,
                Long.toString(id),
                Optional.ofNullable(institution).map(InstitutionId::new).orElse(null));
    }
}
