package cn.bankscrm.web.account;

import cn.bankscrm.web.security.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as its administrator sees it.
 *
 * @param institutionCode where it looks from
 * @param staffNo whose it is among the staff; a number, or the WeCom account where there is no number yet
 * @param weComUserId of an officer, the one confirmed; of others, that of somebody who is not in the register of staff
 * @param noWeCom declared: the person has no WeCom account
 * @param weComDiffers an officer whose WeCom account in the register is not the one confirmed, and does not sign in
 * @param waits whether something about it waits for a compliance officer
 * @param lockedUntil after too many wrong passwords; null when not, or no more
 * @param disabled closed by an administrator
 * @param version to be handed back with a change
 */
record Account(
        String username,
        String displayName,
        Role role,
        @Nullable String institutionCode,
        @Nullable String institutionName,
        @Nullable String staffNo,
        @Nullable String weComUserId,
        boolean noWeCom,
        boolean weComDiffers,
        boolean waits,
        @Nullable Instant lockedUntil,
        boolean disabled,
        @Nullable Instant lastSignInAt,
        long version) {

    public boolean isOpen() {
        return !disabled && lockedUntil == null;
    }

    /** Whether it may read chats. */
    public boolean isOfficer() {
        return role == Role.COMPLIANCE;
    }
}
