package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;

/**
 * Somebody who has just added a member, and may be greeted.
 *
 * @param state of the code that they scanned; empty without one
 * @param code for the welcome message
 * @param at when they did, to the second
 */
public record NewFriend(WeComUserId member, ExternalUserId contact, String state, String code, Instant at) {

    /** Without the code. */
    @Override
    public String toString() {
        return "NewFriend[" + member + ", " + at + "]";
    }
}
