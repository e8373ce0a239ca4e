package cn.bankscrm.compliance.interceptrule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far WeCom's rules follow the lexicon.
 *
 * @param version of the lexicon whose words WeCom has; null: never in step yet
 * @param day in Asia/Shanghai for which they were compared
 * @param calls by which rules were changed, the last time
 * @param foreignRules rules of others, which take room
 * @param askedAt somebody wants them compared now
 * @param failure one word, see {@link InterceptRuleFailure.Kind}; null: the last time went well
 * @param nextTryAt not before
 */
public record InterceptSync(
        @Nullable Integer version,
        @Nullable LocalDate day,
        @Nullable Instant doneAt,
        int calls,
        int foreignRules,
        @Nullable Instant askedAt,
        @Nullable String failure,
        @Nullable Instant failedAt,
        int failures,
        @Nullable Instant nextTryAt) {

    /**
     * Whether the rules are to be compared now.
     *
     * @param every after how long they are compared although nothing is new
     */
    boolean isDue(int inForce, LocalDate today, Instant now, Duration every) {
        boolean inStep =
                Optional.ofNullable(version).filter(done -> done == inForce).isPresent()
                        && today.equals(day)
                        && askedAt == null
                        && doneAt != null
                        && now.isBefore(doneAt.plus(every));
        return !inStep && (nextTryAt == null || !now.isBefore(nextTryAt));
    }
}
