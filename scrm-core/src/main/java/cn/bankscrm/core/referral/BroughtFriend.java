package cn.bankscrm.core.referral;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.friendlink.FriendLinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A friend whom a customer brought to a manager.
 *
 * @param certified whether the friend is certified as some customer now
 * @param customer as whom; null for nobody, and for a customer outside the reader's scope
 * @param maskedName of that customer, or of the friend who is not certified; null outside the reader's scope, or where
 *     WeCom has not told it
 * @param referrer who brought them; null for a customer outside the reader's scope
 * @param maskedReferrer their name; null as above
 */
public record BroughtFriend(
        FriendLinkId link,
        Instant addedAt,
        StaffRef manager,
        boolean certified,
        @Nullable CustomerNo customer,
        @Nullable String maskedName,
        @Nullable CustomerNo referrer,
        @Nullable String maskedReferrer) {

    /** Where a list stands: after this friend it goes on. */
    public record Position(Instant addedAt, FriendLinkId link) {}

    @Override
    public String toString() {
        return "BroughtFriend[" + link.value() + "]";
    }
}
