package cn.bankscrm.core.realname;

import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.institution.InstitutionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A review in the queue.
 *
 * @param maskedContact the contact's masked name in WeChat; null where WeCom has not told it
 * @param staff the friend's member of staff; null where no friend link is known
 * @param institution the name of where the review belongs; null for the whole bank
 * @param home the same
 */
public record ReviewSummary(
        ReviewId id,
        ReviewKind kind,
        Route route,
        ReviewStatus status,
        Instant raisedAt,
        @Nullable String maskedContact,
        @Nullable StaffRef staff,
        @Nullable String institution,
        @Nullable InstitutionId home) {

    @Override
    public String toString() {
        return "ReviewSummary[" + id.value() + ", " + kind + ", " + status + "]";
    }
}
