package cn.bankscrm.compliance.casework;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.alert.AlertDecisions;
import cn.bankscrm.compliance.alert.AlertFilter;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertNode;
import cn.bankscrm.compliance.alert.AlertStatistics;
import cn.bankscrm.compliance.alert.GroupState;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cases from opening to closing, and who takes part. */
class CasesTests extends CaseStory {

    @Test
    void goesFromAlertToClosingByTwoPeople() {
        long group = raise(1, AlertNode.LI, AlertLevel.HIGH);
        long id = cases.open(List.of(group), "客户经理承诺保本", ANNA).orElseThrow();
        assertThat(group(group).state()).isEqualTo(GroupState.IN_CASE);

        assertThat(step(id, CaseAction.TAKE, ANNA)).isEqualTo(CaseOutcome.DONE);
        LocalDate yesterday = LocalDate.now(clock).minusDays(1);
        assertThat(move(id, CaseAction.REQUIRE_REMEDIATION, "重新培训", Disposition.WARNED, yesterday, ANNA))
                .isEqualTo(CaseOutcome.DUE_IN_THE_PAST);
        assertThat(move(
                        id,
                        CaseAction.REQUIRE_REMEDIATION,
                        "重新培训并向客户更正",
                        Disposition.WARNED,
                        LocalDate.of(2026, 12, 1),
                        ANNA))
                .isEqualTo(CaseOutcome.DONE);
        assertThat(step(id, CaseAction.CLOSE, ANNA)).isEqualTo(CaseOutcome.NOT_NOW);
        assertThat(step(id, CaseAction.REPORT_REMEDIATION, BORIS)).isEqualTo(CaseOutcome.DONE);
        assertThat(step(id, CaseAction.CONFIRM_REMEDIATION, BORIS)).isEqualTo(CaseOutcome.NOT_OWNER);
        assertThat(step(id, CaseAction.REFUSE_REMEDIATION, ANNA)).isEqualTo(CaseOutcome.DONE);
        assertThat(step(id, CaseAction.REPORT_REMEDIATION, ANNA)).isEqualTo(CaseOutcome.DONE);
        assertThat(step(id, CaseAction.CONFIRM_REMEDIATION, ANNA)).isEqualTo(CaseOutcome.DONE);
        assertThat(step(id, CaseAction.CLOSE, ANNA)).isEqualTo(CaseOutcome.DONE);
        assertThat(file(id).state()).isEqualTo(CaseState.CLOSING);
        assertThat(step(id, CaseAction.CONFIRM_CLOSING, ANNA)).isEqualTo(CaseOutcome.SAME_PERSON);
        assertThat(step(id, CaseAction.CONFIRM_CLOSING, new Auditor("ANNA", AlertNode.HEAD, Optional.empty())))
                .isEqualTo(CaseOutcome.SAME_PERSON);
        assertThat(step(id, CaseAction.CONFIRM_CLOSING, BORIS)).isEqualTo(CaseOutcome.DONE);

        assertThat(file(id)).satisfies(closed -> {
            assertThat(closed.state()).isEqualTo(CaseState.CLOSED);
            assertThat(closed.closedBy()).isEqualTo("boris");
            assertThat(closed.disposition()).isEqualTo(Disposition.WARNED);
        });
        assertThat(group(group).state()).isEqualTo(GroupState.CLOSED);
        assertThat(node.get(AlertStatistics.class)
                        .byRule(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), 10, oversight(ANNA)))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.inCase()).as("of which a case was opened").isEqualTo(1);
                    assertThat(line.closed()).isEqualTo(1);
                    assertThat(line.open()).isZero();
                });
        assertThat(queries.steps(id, oversight(ANNA), true))
                .extracting(CaseStep::step)
                .containsExactly(
                        "OPENED",
                        "TAKE",
                        "REQUIRE_REMEDIATION",
                        "REPORT_REMEDIATION",
                        "REFUSE_REMEDIATION",
                        "REPORT_REMEDIATION",
                        "CONFIRM_REMEDIATION",
                        "CLOSE",
                        "CONFIRM_CLOSING");
        assertThat(node.count("core.audit_entry where action in ('CASE_OPENED', 'CASE_CHANGED')"))
                .isEqualTo(9);
    }

    @Test
    void whatIsSaidAgainAfterAClosingIsANewGroupAndTheCaseMayBeReopened() {
        long group = raise(1, AlertNode.LI, AlertLevel.LOW);
        long id = cases.open(List.of(group), "", ANNA).orElseThrow();
        assertThat(raise(2, AlertNode.LI, AlertLevel.LOW)).isEqualTo(group);
        step(id, CaseAction.TAKE, ANNA);
        assertThat(move(id, CaseAction.DECIDE, "口径正确", Disposition.NO_BREACH, null, ANNA))
                .isEqualTo(CaseOutcome.DONE);
        assertThat(step(id, CaseAction.CLOSE, ANNA)).isEqualTo(CaseOutcome.DONE);
        assertThat(file(id).state()).isEqualTo(CaseState.CLOSED);
        assertThat(raise(3, AlertNode.LI, AlertLevel.LOW)).isNotEqualTo(group);

        clock.forward(Duration.ofDays(30));
        assertThat(step(id, CaseAction.REOPEN, BORIS)).isEqualTo(CaseOutcome.DONE);
        assertThat(file(id)).satisfies(reopened -> {
            assertThat(reopened.state()).isEqualTo(CaseState.IN_REVIEW);
            assertThat(reopened.owner()).isEqualTo("boris");
            assertThat(reopened.overdue()).isFalse();
            assertThat(reopened.closedAt()).isNull();
        });
        assertThat(group(group).state()).isEqualTo(GroupState.IN_CASE);
    }

    @Test
    void refusesWhatIsIncompleteStaleOrDecidedTwice() {
        long group = raise(1, AlertNode.LI, AlertLevel.LOW);
        long id = cases.open(List.of(group), "", ANNA).orElseThrow();
        assertThat(cases.open(List.of(group), "", BORIS)).isEmpty();
        assertThat(node.get(AlertDecisions.class).dismiss(group, "无需处理", ANNA))
                .isEqualTo(AlertDecisions.Outcome.DECIDED);
        step(id, CaseAction.TAKE, ANNA);
        assertThat(cases.step(id, CaseMove.of(CaseAction.NOTE, 0, "晚了"), BORIS)).isEqualTo(CaseOutcome.STALE);
        assertThat(move(id, CaseAction.DECIDE, "说明", null, null, ANNA)).isEqualTo(CaseOutcome.INCOMPLETE);
        assertThat(move(id, CaseAction.DECIDE, "", Disposition.WARNED, null, ANNA))
                .isEqualTo(CaseOutcome.INCOMPLETE);
        assertThat(move(id, CaseAction.REQUIRE_REMEDIATION, "说明", Disposition.WARNED, null, ANNA))
                .isEqualTo(CaseOutcome.INCOMPLETE);
        assertThat(move(id, CaseAction.DECIDE, "说明", Disposition.WARNED, null, BORIS))
                .isEqualTo(CaseOutcome.NOT_OWNER);
        assertThat(cases.step(4711, CaseMove.of(CaseAction.TAKE, 0, ""), ANNA)).isEqualTo(CaseOutcome.GONE);
    }

    @Test
    void nobodySeesOrDecidesWhatIsAboutThemselves() {
        long group = raise(1, AlertNode.LI, AlertLevel.LOW);
        long other = raise(2, AlertNode.WANG, AlertLevel.LOW);
        assertThat(alerts.find(group, oversight(LI_HERSELF))).isEmpty();
        assertThat(alerts.find(other, oversight(LI_HERSELF))).isPresent();
        assertThat(cases.open(List.of(group, other), "", LI_HERSELF)).isEmpty();
        assertThat(node.get(AlertDecisions.class).dismiss(group, "我没说", LI_HERSELF))
                .isEqualTo(AlertDecisions.Outcome.GONE);
        long id = cases.open(List.of(group, other), "", ANNA).orElseThrow();
        assertThat(queries.find(id, oversight(LI_HERSELF))).isEmpty();
        assertThat(queries.steps(id, oversight(LI_HERSELF), true)).isEmpty();
        assertThat(step(id, CaseAction.TAKE, LI_HERSELF)).isEqualTo(CaseOutcome.GONE);
        assertThat(queries.list(new CaseFilter(null, null, false), Optional.empty(), 10, oversight(LI_HERSELF)))
                .isEmpty();
    }

    @Test
    void everybodySeesAsFarAsTheyOversee() {
        raise(1, AlertNode.LI, AlertLevel.LOW);
        raise(2, AlertNode.WANG, AlertLevel.LOW);
        raise(3, new StaffId(99), AlertLevel.LOW);
        assertThat(seen(new DataScope.Subtree(AlertNode.HEAD))).isEqualTo(3);
        assertThat(seen(new DataScope.Subtree(AlertNode.NORTH))).isEqualTo(1);
        assertThat(seen(new DataScope.Subtree(AlertNode.SOUTH))).isEqualTo(1);
        assertThat(seen(new DataScope.Subtree(new InstitutionId(77)))).isZero();
        assertThat(seen(new DataScope.WholeBank()))
                .as("who runs the bank's system")
                .isZero();
        assertThat(seen(new DataScope.OwnCustomers(AlertNode.LI))).isZero();
        assertThat(seen(new DataScope.Nothing())).isZero();
    }

    @Test
    void aCaseBelongsToTheLowestInstitutionAboveAllItsAlerts() {
        long north = raise(1, AlertNode.LI, AlertLevel.LOW);
        long south = raise(2, AlertNode.WANG, AlertLevel.URGENT);
        assertThat(cases.open(List.of(north, south), "", OF_NORTH)).isEmpty();
        long id = cases.open(List.of(north, south), "", ANNA).orElseThrow();
        assertThat(file(id).institution()).isEqualTo("HEAD");
        assertThat(file(id).level()).isEqualTo(AlertLevel.URGENT);
        assertThat(queries.find(id, oversight(OF_NORTH))).isEmpty();
        long another = raise(3, AlertNode.LI, AlertLevel.LOW, 7);
        assertThat(file(cases.open(List.of(another), "", OF_NORTH).orElseThrow())
                        .institution())
                .isEqualTo("N");
    }

    @Test
    void anOverdueCaseIsBroughtHigherUntilTheTop() {
        long id = cases.open(List.of(raise(1, AlertNode.LI, AlertLevel.URGENT)), "", ANNA)
                .orElseThrow();
        CaseEscalation escalation = node.get(CaseEscalation.class);
        assertThat(escalation.escalateSome()).isZero();
        clock.forward(CaseTerms.due(AlertLevel.URGENT).plusMinutes(1));
        assertThat(escalation.escalateSome()).isEqualTo(1);
        assertThat(escalation.escalateSome()).isZero();
        assertThat(file(id)).satisfies(file -> {
            assertThat(file.overdue()).isTrue();
            assertThat(file.escalations()).isEqualTo(1);
            assertThat(file.escalatedTo()).isEqualTo("总行");
        });
        clock.forward(CaseTerms.ESCALATED_AGAIN_AFTER.plusMinutes(1));
        escalation.escalateSome();
        assertThat(escalation.escalateSome()).isZero();
        assertThat(file(id).escalations())
                .as("there is nothing above head office")
                .isEqualTo(1);
        assertThat(node.count("core.audit_entry where action = 'CASE_ESCALATED'"))
                .isEqualTo(1);
    }

    @Test
    void stepsAreNeverChangedAndWhatWasSaidCannotBeReadInTheDatabase() {
        long id = cases.open(List.of(raise(1, AlertNode.LI, AlertLevel.LOW)), "张三说的", ANNA)
                .orElseThrow();
        assertThat(node.db()
                        .sql("select to_jsonb(s)::text from compliance.case_step s")
                        .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                        .single())
                .doesNotContain("张三");
        assertThat(queries.steps(id, oversight(ANNA), true).getFirst().note()).isEqualTo("张三说的");
        assertThat(queries.steps(id, oversight(ANNA), false).getFirst().note())
                .as("for whoever may not read chats")
                .isEmpty();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> node.db().sql("delete from compliance.case_step").update())
                .hasMessageContaining("case_step");
    }

    private long seen(DataScope scope) {
        AlertFilter all = new AlertFilter(
                Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), null, null, null, null, null, null);
        Oversight oversight = new Oversight(scope, Optional.empty());
        long listed = alerts.list(all, Optional.empty(), 100, oversight).size();
        assertThat(alerts.counts(all, oversight).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(listed);
        return listed;
    }
}
