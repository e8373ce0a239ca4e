package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.alert.AlertLevel;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer says of a conversation.
 *
 * @param category the kind of breach; null where everything is in order
 * @param level as above
 * @param note in the reviewer's own words; may be empty
 */
public record Judgement(
        boolean finding,
        @Nullable String category,
        @Nullable AlertLevel level,
        String note) {

    public Judgement {
        if (finding != (category != null && level != null) || (category != null && category.isBlank())) {
            throw new IllegalArgumentException("A finding has a category and a level, and nothing else has");
        }
    }

    public static Judgement inOrder(String note) {
        return new Judgement(false, null, null, note);
    }

    public static Judgement finding(String category, AlertLevel level, String note) {
        return new Judgement(true, category, level, note);
    }

    /** Two reviewers agree when they say the same of these. */
    String word() {
        return category == null ? "" : category;
    }

    /** Not the note: this may end in a log. */
    @Override
    public String toString() {
        return "Judgement[" + (finding ? "finding" : "in order") + "]";
    }
}
