package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.alert.AlertLevel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case.
 *
 * @param institution the code of the lowest institution above all its alerts; null for head office's
 * @param owner the account; null while nobody has taken it
 * @param handedOverBy who made them the owner; null once they, or somebody else, took a further step
 * @param staff whom its alerts are about, in a few words
 * @param rules categories of words, and names of rules
 * @param alerts how many, repeats counted
 * @param remediationDue until when what was wrong is to be put right
 * @param decidedBy who decided it last
 * @param closingBy who asked for the closing
 * @param escalatedTo the name of the institution before which it was brought
 * @param overdue not closed by the time it was due
 * @param version counts the steps
 */
public record CaseFile(
        long id,
        AlertLevel level,
        CaseState state,
        @Nullable String institution,
        @Nullable String institutionName,
        @Nullable String owner,
        @Nullable String handedOverBy,
        String staff,
        List<String> rules,
        long alerts,
        String openedBy,
        Instant openedAt,
        Instant dueAt,
        @Nullable Disposition disposition,
        @Nullable LocalDate remediationDue,
        @Nullable String decidedBy,
        @Nullable String closingBy,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        int escalations,
        @Nullable String escalatedTo,
        boolean overdue,
        int version) {

    public CaseFile {
        rules = List.copyOf(rules);
    }

    public boolean takesAlerts() {
        return state.withMoreAlerts().isPresent();
    }

    /** Not whom it is about: this may end in a log. */
    @Override
    public String toString() {
        return "CaseFile[" + id + "]";
    }
}
