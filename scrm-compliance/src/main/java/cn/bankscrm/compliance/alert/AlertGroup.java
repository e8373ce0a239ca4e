package cn.bankscrm.compliance.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Repeats that are handled as one.
 *
 * @param rule the category of words, or the name of a rule
 * @param staffNo null where nobody of the staff is known
 * @param institution the code of where they worked then; null without a post
 * @param customer the customer's name, masked; null where none is known
 * @param conversation null where no conversation caused it
 * @param seq of the newest message
 * @param alerts how many repeats
 * @param caseId the number of the case that it belongs to
 */
public record AlertGroup(
        long id,
        AlertSource source,
        String rule,
        AlertLevel level,
        GroupState state,
        @Nullable String staffNo,
        @Nullable String staffName,
        @Nullable String institution,
        @Nullable String institutionName,
        @Nullable String customer,
        @Nullable Long conversation,
        @Nullable Long seq,
        Instant firstAt,
        Instant lastAt,
        int alerts,
        @Nullable Long caseId,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionReason) {

    public AlertPosition position() {
        return new AlertPosition(level, lastAt, id);
    }

    /** Whether its rule is one of the platform's own, whose name is in the message files. */
    public boolean named() {
        return source.namesItsRules();
    }

    /** Not whom it is about: this may end in a log. */
    @Override
    public String toString() {
        return "AlertGroup[" + id + "]";
    }
}
