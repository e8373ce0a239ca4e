package cn.bankscrm.compliance.casework;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A step that somebody wants to take.
 *
 * @param version of the case as they saw it
 * @param note what they say; empty where nothing
 * @param disposition where the action decides
 * @param remediationDue until when what was wrong is to be put right, where that is required
 * @param to for HAND_OVER: the account of the next owner
 * @param phrase for FALSE_POSITIVE: where the words are harmless; empty where none is proposed
 */
public record CaseMove(
        CaseAction action,
        int version,
        String note,
        @Nullable Disposition disposition,
        @Nullable LocalDate remediationDue,
        @Nullable String to,
        String phrase) {

    /** Long enough for what people write, short enough to be read. */
    public static final int LONGEST_NOTE = 2_000;

    public static CaseMove of(CaseAction action, int version, String note) {
        return new CaseMove(action, version, note, null, null, null, "");
    }

    /** @param to the account of the next owner */
    public static CaseMove handOver(int version, String note, String to) {
        return new CaseMove(CaseAction.HAND_OVER, version, note, null, null, to, "");
    }

    /** Not what was said: this may end in a log. */
    @Override
    public String toString() {
        return "CaseMove[" + action + "]";
    }
}
