package cn.bankscrm.web.account;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator asks for an account that may read chats.
 *
 * @param staffNo whose it is among the staff; a number, or the WeCom account where there is no number yet
 * @param staffName as the register of staff has it
 * @param weComUserId that will sign in by WeCom's code
 * @param noWeCom declared: the person has no WeCom account
 * @param decidable whether whoever asks may decide it
 */
record OfficerRequest(
        long id,
        Kind kind,
        String username,
        String displayName,
        String institutionCode,
        String institutionName,
        @Nullable String staffNo,
        @Nullable String staffName,
        @Nullable String weComUserId,
        boolean noWeCom,
        String askedBy,
        Instant askedAt,
        boolean decidable) {

    /** What it is about. The names are stored. */
    enum Kind {
        /** A new account. */
        OPEN,
        /** The role of an account, or an officer's institution or person. */
        CHANGE,
        /** A new password. */
        PASSWORD,
        /** A closed or locked account is to sign in again. */
        ENABLE;

        /** As the audit log names it. */
        String fact() {
            return "account-" + name().toLowerCase(Locale.ROOT);
        }
    }
}
