package cn.bankscrm.core.realname;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a friend has come on the way to certification. */
public enum InvitationState {
    /** No link was made. */
    NONE,
    /** A link was made and not opened yet. */
    SENT,
    /** The link was opened. */
    OPENED,
    /** The link expired, or a newer one took its place. */
    EXPIRED,
    /** The link was answered. */
    USED,
    /** A person has to decide. */
    IN_REVIEW;

    static InvitationState of(
            @Nullable Instant opened, @Nullable Instant used, @Nullable Instant revoked, Instant expires, Instant now) {
        if (used != null) {
            return USED;
        }
        if (revoked != null || !expires.isAfter(now)) {
            return EXPIRED;
        }
        return opened == null ? SENT : OPENED;
    }
}
