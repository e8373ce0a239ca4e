package cn.bankscrm.compliance.casework;

import static cn.bankscrm.compliance.casework.CaseAction.CLOSE;
import static cn.bankscrm.compliance.casework.CaseAction.CONFIRM_CLOSING;
import static cn.bankscrm.compliance.casework.CaseAction.CONFIRM_REMEDIATION;
import static cn.bankscrm.compliance.casework.CaseAction.DECIDE;
import static cn.bankscrm.compliance.casework.CaseAction.HAND_OVER;
import static cn.bankscrm.compliance.casework.CaseAction.NOTE;
import static cn.bankscrm.compliance.casework.CaseAction.REFUSE_CLOSING;
import static cn.bankscrm.compliance.casework.CaseAction.REFUSE_REMEDIATION;
import static cn.bankscrm.compliance.casework.CaseAction.RELEASE;
import static cn.bankscrm.compliance.casework.CaseAction.REOPEN;
import static cn.bankscrm.compliance.casework.CaseAction.REPORT_REMEDIATION;
import static cn.bankscrm.compliance.casework.CaseAction.REQUIRE_REMEDIATION;
import static cn.bankscrm.compliance.casework.CaseAction.TAKE;
import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.alert.AlertLevel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be done where. */
class CaseActionTests {

    private static final Map<CaseState, List<CaseAction>> POSSIBLE = Map.of(
            CaseState.OPEN, List.of(TAKE, NOTE),
            CaseState.IN_REVIEW, List.of(TAKE, RELEASE, HAND_OVER, NOTE, DECIDE, REQUIRE_REMEDIATION),
            CaseState.REMEDIATION, List.of(TAKE, HAND_OVER, NOTE, REPORT_REMEDIATION),
            CaseState.REMEDIATED, List.of(TAKE, HAND_OVER, NOTE, CONFIRM_REMEDIATION, REFUSE_REMEDIATION),
            CaseState.DECIDED, List.of(TAKE, HAND_OVER, NOTE, CLOSE),
            CaseState.CLOSING, List.of(HAND_OVER, NOTE, CONFIRM_CLOSING, REFUSE_CLOSING),
            CaseState.CLOSED, List.of(REOPEN));

    @ParameterizedTest
    @EnumSource
    void nothingElseCanBeDoneInAState(CaseState state) {
        for (AlertLevel level : AlertLevel.values()) {
            assertThat(CaseAction.in(state, level)).containsExactlyElementsOf(POSSIBLE.get(state));
        }
    }

    @Test
    void whatWeighsHeavilyIsNotClosedByOnePerson() {
        assertThat(CLOSE.from(CaseState.DECIDED, AlertLevel.LOW)).contains(CaseState.CLOSED);
        assertThat(CLOSE.from(CaseState.DECIDED, AlertLevel.MEDIUM)).contains(CaseState.CLOSED);
        assertThat(CLOSE.from(CaseState.DECIDED, AlertLevel.HIGH)).contains(CaseState.CLOSING);
        assertThat(CLOSE.from(CaseState.DECIDED, AlertLevel.URGENT)).contains(CaseState.CLOSING);
    }
}
