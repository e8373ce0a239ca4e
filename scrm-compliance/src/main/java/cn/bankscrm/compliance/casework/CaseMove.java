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
 * @param phrase for FALSE_POSITIVE: where the words are harmless; empty where none is proposed
 */
public record CaseMove(
        CaseAction action,
        int version,
        String note,
        @Nullable Disposition disposition,
        @Nullable LocalDate remediationDue,
        String phrase) {

    /** Long enough for what people write, short enough to be read. */
    public static final int LONGEST_NOTE = 2_000;

    public static CaseMove of(CaseAction action, int version, String note) {
        return new CaseMove(action, version, note, null, null, "");
    }

    /** Not what was said: this may end in a log. */
    @Override
    public String toString() {
        return "CaseMove[" + action + "]";
    }
}
