package cn.bankscrm.core.realname;

import cn.bankscrm.core.friendlink.FriendLinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link for certification, made for one friend.
 *
 * @param token what stands in the link's address: whoever has it may answer
 * @param staffName the friend's member of staff
 * @param staffTitle their position today; null for none
 * @param institution where they work; null where they hold no post
 * @param maskedContact the friend's masked name in WeChat; null where WeCom has not told it
 */
public record Invitation(
        InvitationId id,
        FriendLinkId link,
        String token,
        Instant madeAt,
        Instant expiresAt,
        InvitationState state,
        String staffName,
        @Nullable String staffTitle,
        @Nullable String institution,
        @Nullable String maskedContact) {

    /** Without the token: it is a key. */
    @Override
    public String toString() {
        return "Invitation[" + id.value() + ", " + state + "]";
    }
}
