package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.alert.AlertLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be done in a case. The names are stored, as steps. */
public enum CaseAction {
    /** Becomes the owner. */
    TAKE,
    /** Gives it back, for somebody else to take. */
    RELEASE,
    /** Makes another officer the owner. */
    HAND_OVER,
    /** Writes something down. */
    NOTE,
    /** Decides, with nothing to put right. */
    DECIDE,
    /** Decides, and requires something to be put right until a day. */
    REQUIRE_REMEDIATION,
    /** Says that it was put right, and how. */
    REPORT_REMEDIATION,
    /** Agrees that it was. */
    CONFIRM_REMEDIATION,
    /** Finds that it was not. */
    REFUSE_REMEDIATION,
    /** Closes it, or asks for that where four eyes are needed. */
    CLOSE,
    /** Agrees that it is closed: somebody other than who asked. */
    CONFIRM_CLOSING,
    /** Does not agree. */
    REFUSE_CLOSING,
    /** Takes it up again. */
    REOPEN;

    /** Where a case stands afterwards; empty where this cannot be done. */
    public Optional<CaseState> from(CaseState state, AlertLevel level) {
        return switch (this) {
            case TAKE ->
                switch (state) {
                    case OPEN -> Optional.of(CaseState.IN_REVIEW);
                    case IN_REVIEW, REMEDIATION, REMEDIATED, DECIDED -> Optional.of(state);
                    case CLOSING, CLOSED -> Optional.empty();
                };
            case RELEASE -> only(state, CaseState.IN_REVIEW, CaseState.OPEN);
            case HAND_OVER ->
                state == CaseState.OPEN || state == CaseState.CLOSED ? Optional.empty() : Optional.of(state);
            case NOTE -> state == CaseState.CLOSED ? Optional.empty() : Optional.of(state);
            case DECIDE -> only(state, CaseState.IN_REVIEW, CaseState.DECIDED);
            case REQUIRE_REMEDIATION -> only(state, CaseState.IN_REVIEW, CaseState.REMEDIATION);
            case REPORT_REMEDIATION -> only(state, CaseState.REMEDIATION, CaseState.REMEDIATED);
            case CONFIRM_REMEDIATION -> only(state, CaseState.REMEDIATED, CaseState.DECIDED);
            case REFUSE_REMEDIATION -> only(state, CaseState.REMEDIATED, CaseState.REMEDIATION);
            case CLOSE -> only(state, CaseState.DECIDED, level.needsFourEyes() ? CaseState.CLOSING : CaseState.CLOSED);
            case CONFIRM_CLOSING -> only(state, CaseState.CLOSING, CaseState.CLOSED);
            case REFUSE_CLOSING -> only(state, CaseState.CLOSING, CaseState.DECIDED);
            case REOPEN -> only(state, CaseState.CLOSED, CaseState.IN_REVIEW);
        };
    }

    private static Optional<CaseState> only(CaseState state, CaseState required, CaseState next) {
        return state == required ? Optional.of(next) : Optional.empty();
    }

    /** Whether the owner alone may do it. */
    public boolean isTheOwners() {
        return switch (this) {
            case RELEASE, HAND_OVER, DECIDE, REQUIRE_REMEDIATION, CONFIRM_REMEDIATION, REFUSE_REMEDIATION, CLOSE ->
                true;
            case TAKE, NOTE, REPORT_REMEDIATION, CONFIRM_CLOSING, REFUSE_CLOSING, REOPEN -> false;
        };
    }

    /** Whether it needs a second person beside who decided and who asked for the closing. */
    public boolean isASecondPersons() {
        return this == CONFIRM_CLOSING || this == REFUSE_CLOSING;
    }

    /** Whether something must be said. */
    public boolean needsNote() {
        return switch (this) {
            case TAKE, CONFIRM_REMEDIATION, CLOSE, CONFIRM_CLOSING -> false;
            case RELEASE,
                    HAND_OVER,
                    NOTE,
                    DECIDE,
                    REQUIRE_REMEDIATION,
                    REPORT_REMEDIATION,
                    REFUSE_REMEDIATION,
                    REFUSE_CLOSING,
                    REOPEN -> true;
        };
    }

    /** Whether it decides the case. */
    public boolean decides() {
        return this == DECIDE || this == REQUIRE_REMEDIATION;
    }

    /** What can be done in a state. */
    public static List<CaseAction> in(CaseState state, AlertLevel level) {
        return Arrays.stream(values())
                .filter(action -> action.from(state, level).isPresent())
                .toList();
    }
}
