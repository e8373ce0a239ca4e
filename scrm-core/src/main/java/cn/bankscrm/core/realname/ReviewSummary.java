package cn.bankscrm.core.realname;

import cn.bankscrm.core.customer.StaffRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A review in the queue.
 *
 * @param maskedContact the contact's masked name in WeChat; null where WeCom has not told it
 * @param staff the friend's member of staff; null where no friend link is known
 * @param institution where the review belongs; null for the whole bank
 */
public record ReviewSummary(
        ReviewId id,
        ReviewKind kind,
        Route route,
        ReviewStatus status,
        Instant raisedAt,
        @Nullable String maskedContact,
        @Nullable StaffRef staff,
        @Nullable String institution) {

    @Override
    public String toString() {
        return "ReviewSummary[" + id.value() + ", " + kind + ", " + status + "]";
    }
}
