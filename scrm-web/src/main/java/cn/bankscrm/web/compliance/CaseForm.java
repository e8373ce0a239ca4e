package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.casework.CaseAction;
import cn.bankscrm.compliance.casework.CaseMove;
import cn.bankscrm.compliance.casework.Disposition;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step as a page sends it. */
record CaseForm(
        @Nullable CaseAction action,
        @Nullable Integer version,
        @Nullable String note,
        @Nullable Disposition disposition,
        @Nullable LocalDate remediationDue,
        @Nullable String to,
        @Nullable String phrase) {

    /**
     * Empty where it is no step at all. A decision with a day until which something is to be put right requires that.
     */
    Optional<CaseMove> move() {
        if (action == null || version == null) {
            return Optional.empty();
        }
        boolean decides = action.decides();
        CaseAction meant =
                decides ? (remediationDue == null ? CaseAction.DECIDE : CaseAction.REQUIRE_REMEDIATION) : action;
        return Optional.of(new CaseMove(
                meant,
                version,
                note == null ? "" : note.strip(),
                decides ? disposition : null,
                decides ? remediationDue : null,
                action == CaseAction.HAND_OVER && to != null && !to.isBlank() ? to : null,
                phrase == null ? "" : phrase.strip()));
    }

    /** Not what was said: this may end in a log. */
    @Override
    public String toString() {
        return "CaseForm[" + action + "]";
    }
}
