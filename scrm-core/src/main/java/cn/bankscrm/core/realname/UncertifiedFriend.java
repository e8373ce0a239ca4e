package cn.bankscrm.core.realname;

import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.friendlink.FriendLinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A living friend link whose contact nobody has certified yet.
 *
 * @param maskedContact the friend's masked name in WeChat; null where WeCom has not told it
 * @param invitation the newest one; null where there is none
 */
public record UncertifiedFriend(
        FriendLinkId link,
        @Nullable String maskedContact,
        Instant addedAt,
        StaffRef staff,
        InvitationState state,
        @Nullable InvitationId invitation) {

    @Override
    public String toString() {
        return "UncertifiedFriend[" + link.value() + "]";
    }
}
