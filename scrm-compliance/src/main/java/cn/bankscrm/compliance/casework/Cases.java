package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.alert.AlertDecisions;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.casework.CaseRows.Group;
import cn.bankscrm.compliance.casework.CaseRows.Standing;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.compliance.reading.Officer;
import cn.bankscrm.compliance.reading.Officers;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens cases of alerts and takes them, step by step, to their end. Every step is kept, and logged. */
@Component
@Transactional
public class Cases {

    private final CaseRows rows;
    private final CaseSteps steps;
    private final AlertDecisions decisions;
    private final Officers officers;
    private final AuditLog audit;
    private final Clock clock;

    Cases(CaseRows rows, CaseSteps steps, AlertDecisions decisions, Officers officers, AuditLog audit, Clock clock) {
        this.rows = rows;
        this.steps = steps;
        this.decisions = decisions;
        this.officers = officers;
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
        Optional<List<Group>> chosen = all(groups, by);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        AlertLevel level = gravest(AlertLevel.LOW, chosen.get());
        long id = rows.open(level, by.account());
        @Nullable Long institution = rows.join(id, chosen.get(), by.account()).orElse(null);
        Map<String, String> facts =
                Map.of("groups", Integer.toString(chosen.get().size()), "level", level.name());
        steps.add(id, by.account(), CaseStep.OPENED, CaseState.OPEN, facts, note);
        audit.record(AuditAction.CASE_OPENED, subject(id, institution), null, facts);
        return Optional.of(id);
    }

    /**
     * Puts further alerts into a case that nobody has asked to be closed. What was decided, was decided without them:
     * the case is looked into again. It becomes as grave as the gravest, and due as soon. An owner who does not see it
     * any more, because the alerts are about themselves or from elsewhere in the bank, loses it.
     *
     * @param groups of alerts that nobody has decided
     * @param note why they belong there; may be empty
     */
    public CaseOutcome add(long id, Collection<Long> groups, String note, Auditor by) {
        Optional<Standing> found = rows.find(id, by);
        if (found.isEmpty()) {
            return CaseOutcome.GONE;
        }
        Standing file = found.get();
        Optional<CaseState> next = file.state().withMoreAlerts();
        if (next.isEmpty()) {
            return CaseOutcome.NOT_NOW;
        }
        if (note.length() > CaseMove.LONGEST_NOTE) {
            return CaseOutcome.INCOMPLETE;
        }
        Optional<List<Group>> chosen = all(groups, by);
        if (chosen.isEmpty()) {
            return CaseOutcome.ALERTS_DECIDED;
        }
        AlertLevel level = gravest(file.level(), chosen.get());
        @Nullable Long institution = rows.join(id, chosen.get(), by.account()).orElse(null);
        boolean keeps = file.owner() != null
                && rows.whoSee(id, officers.all()).stream().anyMatch(one -> same(one.account(), file.owner()));
        CaseState state = keeps ? next.get() : CaseState.OPEN;
        rows.raised(id, state, level, keeps ? file.owner() : null);
        Map<String, String> facts =
                new TreeMap<>(Map.of("groups", Integer.toString(chosen.get().size()), "level", level.name()));
        steps.add(id, by.account(), CaseStep.ALERTS_ADDED, state, facts, note);
        facts.put("step", CaseStep.ALERTS_ADDED);
        facts.put("state", state.name());
        audit.record(AuditAction.CASE_CHANGED, subject(id, institution), null, facts);
        return CaseOutcome.DONE;
    }

    /** Takes a step, or says why not. */
    public CaseOutcome step(long id, CaseMove move, Auditor by) {
        Optional<Standing> found = rows.find(id, by);
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
            if (!decisions.propose(rows.groupsOf(id), move.phrase(), by.account())) {
                return CaseOutcome.UNSUITABLE_PHRASE;
            }
            facts.put("proposed", "true");
        }
        rows.write(file, move, next, by.account());
        if (next == CaseState.CLOSED) {
            rows.settle(
                    id, file.disposition() == Disposition.FALSE_POSITIVE ? "FALSE_POSITIVE" : "CLOSED", by.account());
        } else if (move.action() == CaseAction.REOPEN) {
            rows.settle(id, "IN_CASE", by.account());
        }
        steps.add(id, by.account(), move.action().name(), next, facts, move.note());
        facts.put("step", move.action().name());
        facts.put("state", next.name());
        audit.record(AuditAction.CASE_CHANGED, subject(id, file.institution()), null, facts);
        return CaseOutcome.DONE;
    }

    /**
     * To whom its owner may hand a case: other officers who see it.
     *
     * @return nobody where it does not exist for whoever asks
     */
    public List<Officer> successors(long id, Auditor by) {
        return rows.find(id, by)
                .map(file -> rows.whoSee(id, officers.all()).stream()
                        .filter(officer -> !same(officer.account(), file.owner()))
                        .toList())
                .orElse(List.of());
    }

    private CaseOutcome refusal(Standing file, CaseMove move, Auditor by) {
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
        if (action.isASecondPersons()
                && (same(by.account(), file.closingBy()) || same(by.account(), file.decidedBy()))) {
            return CaseOutcome.SAME_PERSON;
        }
        boolean complete = (!action.needsNote() || !move.note().isBlank())
                && move.note().length() <= CaseMove.LONGEST_NOTE
                && action.decides() == (move.disposition() != null)
                && (action == CaseAction.REQUIRE_REMEDIATION) == (move.remediationDue() != null)
                && (action == CaseAction.HAND_OVER) == (move.to() != null);
        if (!complete) {
            return CaseOutcome.INCOMPLETE;
        }
        if (move.remediationDue() != null && move.remediationDue().isBefore(LocalDate.now(clock))) {
            return CaseOutcome.DUE_IN_THE_PAST;
        }
        boolean suits = move.to() == null
                || successors(file.id(), by).stream()
                        .anyMatch(officer -> officer.account().equals(move.to()));
        return suits ? CaseOutcome.DONE : CaseOutcome.UNSUITABLE_OFFICER;
    }

    private Optional<List<Group>> all(Collection<Long> groups, Auditor by) {
        List<Group> chosen = rows.groups(groups, by);
        return chosen.isEmpty() || chosen.size() < groups.stream().distinct().count()
                ? Optional.empty()
                : Optional.of(chosen);
    }

    private static AlertLevel gravest(AlertLevel least, List<Group> groups) {
        return groups.stream().map(Group::level).reduce(least, AlertLevel::orGraver);
    }

    private static boolean same(String account, @Nullable String other) {
        return other != null && account.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    private static Map<String, String> facts(CaseMove move) {
        Map<String, String> facts = new TreeMap<>();
        Optional.ofNullable(move.disposition()).ifPresent(chosen -> facts.put("disposition", chosen.name()));
        Optional.ofNullable(move.remediationDue()).ifPresent(day -> facts.put("remediationDue", day.toString()));
        Optional.ofNullable(move.to()).ifPresent(officer -> facts.put("to", officer));
        return facts;
    }

    static AuditSubject subject(long id, @Nullable Long institution) {
        return new AuditSubject(
                AuditSubject.Kind.CASE,
                Long.toString(id),
                Optional.ofNullable(institution).map(InstitutionId::new).orElse(null));
    }
}
