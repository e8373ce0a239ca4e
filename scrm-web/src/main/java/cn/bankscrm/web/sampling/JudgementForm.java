package cn.bankscrm.web.sampling;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.sampling.Judgement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A judgement as it is typed.
 *
 * @param verdict {@value #IN_ORDER} or {@value #FINDING}
 */
public record JudgementForm(
        @Nullable String verdict,
        @Nullable String category,
        @Nullable AlertLevel level,
        @Nullable String note) {

    static final String IN_ORDER = "order";
    static final String FINDING = "finding";

    private static final int LONGEST_CATEGORY = 40;
    private static final int LONGEST_NOTE = 500;

    static JudgementForm empty() {
        return new JudgementForm(null, null, null, null);
    }

    /** Empty when something is missing or too long. */
    Optional<Judgement> judgement() {
        String words = note == null ? "" : note.strip();
        if (words.length() > LONGEST_NOTE) {
            return Optional.empty();
        }
        if (IN_ORDER.equals(verdict)) {
            return Optional.of(Judgement.inOrder(words));
        }
        if (!FINDING.equals(verdict)
                || category == null
                || category.isBlank()
                || category.strip().length() > LONGEST_CATEGORY
                || level == null
                || level == AlertLevel.URGENT) {
            return Optional.empty();
        }
        return Optional.of(Judgement.finding(category.strip(), level, words));
    }

    /** Not the words: this may end in a log. */
    @Override
    public String toString() {
        return "JudgementForm[" + verdict + "]";
    }
}
