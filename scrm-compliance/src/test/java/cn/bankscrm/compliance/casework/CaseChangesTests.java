package cn.bankscrm.compliance.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.bankscrm.compliance.alert.AlertDecisions;
import cn.bankscrm.compliance.alert.AlertGroup;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.alert.GroupState;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.compliance.reading.Officer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alerts that join an open case, and cases that change hands. */
class CaseChangesTests extends CaseStory {

    @Test
    void furtherAlertsMakeACaseGraverAndSooner() {
        long id = taken(raise(1, AlertNode.LI, AlertLevel.LOW), ANNA);
        CaseFile before = file(id);
        long grave = raise(2, AlertNode.WANG, AlertLevel.URGENT);

        assertThat(cases.add(id, List.of(grave), "同一客户", BORIS)).isEqualTo(CaseOutcome.DONE);
        assertThat(file(id)).satisfies(file -> {
            assertThat(file.level()).isEqualTo(AlertLevel.URGENT);
            assertThat(file.institution()).isEqualTo("HEAD");
            assertThat(file.alerts()).isEqualTo(2);
            assertThat(file.owner()).isEqualTo("anna");
            assertThat(file.dueAt())
                    .isCloseTo(before.openedAt().plus(CaseTerms.due(AlertLevel.URGENT)), within(1, ChronoUnit.MINUTES));
        });
        assertThat(group(grave).state()).isEqualTo(GroupState.IN_CASE);
        assertThat(queries.steps(id, oversight(ANNA), true).getLast()).satisfies(step -> {
            assertThat(step.step()).isEqualTo("ALERTS_ADDED");
            assertThat(step.by()).isEqualTo("boris");
            assertThat(step.facts()).isEqualTo(Map.of("groups", "1", "level", "URGENT"));
            assertThat(step.note()).isEqualTo("同一客户");
        });
        assertThat(node.count("core.audit_entry where action = 'CASE_CHANGED' and details ->> 'step' = 'ALERTS_ADDED'"))
                .isEqualTo(1);
    }

    @Test
    void whatWasDecidedIsLookedIntoAgainWithFurtherAlertsAndWhatIsBeingClosedTakesNone() {
        long id = taken(raise(1, AlertNode.LI, AlertLevel.HIGH), ANNA);
        move(id, CaseAction.DECIDE, "属实", Disposition.WARNED, null, ANNA);
        assertThat(cases.add(id, List.of(raise(2, AlertNode.LI, AlertLevel.LOW, 7)), "", ANNA))
                .isEqualTo(CaseOutcome.DONE);
        assertThat(file(id).state()).isEqualTo(CaseState.IN_REVIEW);

        move(id, CaseAction.DECIDE, "属实", Disposition.TRAINED, null, ANNA);
        step(id, CaseAction.CLOSE, ANNA);
        long late = raise(3, AlertNode.LI, AlertLevel.LOW, 8);
        assertThat(cases.add(id, List.of(late), "", ANNA)).isEqualTo(CaseOutcome.NOT_NOW);
        step(id, CaseAction.CONFIRM_CLOSING, BORIS);
        assertThat(cases.add(id, List.of(late), "", ANNA)).isEqualTo(CaseOutcome.NOT_NOW);
        assertThat(group(late).state()).isEqualTo(GroupState.OPEN);
    }

    @Test
    void alertsThatAreDecidedOrNotSeenJoinNoCase() {
        long id = taken(raise(1, AlertNode.LI, AlertLevel.LOW), OF_NORTH);
        long south = raise(2, AlertNode.WANG, AlertLevel.LOW);
        long dismissed = raise(3, AlertNode.LI, AlertLevel.LOW, 7);
        node.get(AlertDecisions.class).dismiss(dismissed, "无需处理", ANNA);
        assertThat(cases.add(id, List.of(south), "", OF_NORTH)).isEqualTo(CaseOutcome.ALERTS_DECIDED);
        assertThat(cases.add(id, List.of(dismissed), "", OF_NORTH)).isEqualTo(CaseOutcome.ALERTS_DECIDED);
        assertThat(cases.add(id, List.of(), "", OF_NORTH)).isEqualTo(CaseOutcome.ALERTS_DECIDED);
        assertThat(cases.add(4711, List.of(south), "", OF_NORTH)).isEqualTo(CaseOutcome.GONE);
        assertThat(file(id).alerts()).isEqualTo(1);
    }

    @Test
    void anOwnerWhomTheAlertsAreAboutOrWhoSeesThemNotLosesTheCase() {
        long about = taken(raise(1, AlertNode.WANG, AlertLevel.LOW), LI_HERSELF);
        assertThat(cases.add(about, List.of(raise(2, AlertNode.LI, AlertLevel.LOW)), "", ANNA))
                .isEqualTo(CaseOutcome.DONE);
        assertThat(queries.find(about, oversight(LI_HERSELF))).isEmpty();
        assertThat(file(about)).satisfies(file -> {
            assertThat(file.owner()).isNull();
            assertThat(file.state()).isEqualTo(CaseState.OPEN);
        });

        long beyond = taken(raise(3, AlertNode.LI, AlertLevel.LOW, 7), OF_NORTH);
        assertThat(cases.add(beyond, List.of(raise(4, AlertNode.WANG, AlertLevel.LOW, 8)), "", ANNA))
                .isEqualTo(CaseOutcome.DONE);
        assertThat(file(beyond).owner()).isNull();
    }

    @Test
    void offersWhatIsAboutTheSamePeopleOrConversation() {
        long id = taken(raise(1, AlertNode.LI, AlertLevel.LOW), ANNA);
        long same = raise(2, AlertNode.LI, AlertLevel.HIGH, 7);
        raise(3, AlertNode.WANG, AlertLevel.HIGH);
        assertThat(alerts.besideCase(id, 10, oversight(ANNA)))
                .extracting(AlertGroup::id)
                .containsExactly(same);
        cases.add(id, List.of(same), "", ANNA);
        assertThat(alerts.besideCase(id, 10, oversight(ANNA))).isEmpty();
        assertThat(queries.takingAlerts("anna", 10, oversight(OF_NORTH)))
                .extracting(CaseFile::id)
                .containsExactly(id);
    }

    @Test
    void changesHandsForAReasonAndTheNewOwnerSeesByWhom() {
        long id = taken(raise(1, AlertNode.WANG, AlertLevel.HIGH), ANNA);
        assertThat(handOver(id, "", "boris", ANNA)).isEqualTo(CaseOutcome.INCOMPLETE);
        assertThat(handOver(id, "休假", "boris", BORIS)).isEqualTo(CaseOutcome.NOT_OWNER);
        assertThat(handOver(id, "休假", "boris", ANNA)).isEqualTo(CaseOutcome.DONE);

        assertThat(file(id)).satisfies(file -> {
            assertThat(file.owner()).isEqualTo("boris");
            assertThat(file.handedOverBy()).isEqualTo("anna");
            assertThat(file.state()).isEqualTo(CaseState.IN_REVIEW);
        });
        assertThat(queries.list(new CaseFilter(null, "boris", false), Optional.empty(), 10, oversight(BORIS)))
                .extracting(CaseFile::id)
                .containsExactly(id);
        assertThat(queries.ownedBy("boris", oversight(BORIS))).isEqualTo(1);
        assertThat(queries.ownedBy("anna", oversight(ANNA))).isZero();
        assertThat(queries.steps(id, oversight(ANNA), true).getLast()).satisfies(step -> {
            assertThat(step.step()).isEqualTo("HAND_OVER");
            assertThat(step.facts()).isEqualTo(Map.of("to", "boris"));
            assertThat(step.note()).isEqualTo("休假");
        });
        step(id, CaseAction.NOTE, BORIS);
        assertThat(file(id).handedOverBy()).as("a note takes nothing up").isEqualTo("anna");
        move(id, CaseAction.DECIDE, "属实", Disposition.WARNED, null, BORIS);
        assertThat(file(id).handedOverBy()).isNull();
    }

    @Test
    void goesToNobodyWhoDoesNotSeeItOrHasItOrWhomItIsAbout() {
        long south = taken(raise(1, AlertNode.WANG, AlertLevel.HIGH), ANNA);
        assertThat(cases.successors(south, ANNA)).extracting(Officer::account).containsExactly("boris", "li");
        long north = taken(raise(2, AlertNode.LI, AlertLevel.HIGH), ANNA);
        assertThat(cases.successors(north, ANNA)).extracting(Officer::account).containsExactly("boris", "nora");
        for (String nobody : List.of("nora", "anna", "somebody")) {
            assertThat(handOver(south, "休假", nobody, ANNA)).as(nobody).isEqualTo(CaseOutcome.UNSUITABLE_OFFICER);
        }
        assertThat(handOver(north, "休假", "li", ANNA)).isEqualTo(CaseOutcome.UNSUITABLE_OFFICER);
        assertThat(cases.successors(north, LI_HERSELF)).isEmpty();
    }

    @Test
    void whoDecidedOrAskedForTheClosingDoesNotConfirmItWhoeverOwnsItThen() {
        long id = taken(raise(1, AlertNode.WANG, AlertLevel.HIGH), ANNA);
        move(id, CaseAction.DECIDE, "属实", Disposition.WARNED, null, ANNA);
        handOver(id, "休假", "boris", ANNA);
        step(id, CaseAction.CLOSE, BORIS);
        assertThat(step(id, CaseAction.CONFIRM_CLOSING, ANNA)).as("who decided").isEqualTo(CaseOutcome.SAME_PERSON);
        assertThat(handOver(id, "休假", "anna", BORIS)).isEqualTo(CaseOutcome.DONE);
        assertThat(step(id, CaseAction.CONFIRM_CLOSING, BORIS))
                .as("who asked for the closing, and has handed it over")
                .isEqualTo(CaseOutcome.SAME_PERSON);
        assertThat(step(id, CaseAction.CONFIRM_CLOSING, LI_HERSELF)).isEqualTo(CaseOutcome.DONE);
        assertThat(file(id).closedBy()).isEqualTo("li");
        assertThat(handOver(id, "休假", "boris", ANNA)).isEqualTo(CaseOutcome.NOT_NOW);
    }

    @Test
    void allThatFitGoIntoAFileInTheOrderOfTheList() {
        List<Long> opened = new ArrayList<>();
        long seq = 0;
        for (AlertLevel level : AlertLevel.values()) {
            seq++;
            opened.addFirst(taken(raise(seq, AlertNode.LI, level, seq + 6), ANNA));
        }
        List<Long> written = new ArrayList<>();
        queries.each(new CaseFilter(null, "anna", false), 100, oversight(OF_NORTH), file -> written.add(file.id()));
        assertThat(written).isEqualTo(opened);
        List<Long> none = new ArrayList<>();
        queries.each(new CaseFilter(null, "boris", false), 100, oversight(ANNA), file -> none.add(file.id()));
        assertThat(none).isEmpty();
        assertThat(file(opened.getFirst()).rules()).containsExactly("承诺收益");
    }

    private long taken(long group, Auditor by) {
        long id = cases.open(List.of(group), "", by).orElseThrow();
        step(id, CaseAction.TAKE, by);
        return id;
    }

    private CaseOutcome handOver(long id, String reason, String to, Auditor by) {
        return cases.step(id, CaseMove.handOver(file(id).version(), reason, to), by);
    }
}
