package cn.bankscrm.core.realname;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.friendlink.FriendLinkId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says who they are: what there is to decide upon.
 *
 * @param contact locked by the caller
 * @param link to which friend link the invitation was sent; null by way of the app
 * @param at when the customer agreed
 * @param fitting the customers who fit in everything that was stated
 * @param near customers who fit in part, at most a handful: evidence for a review
 */
record Claim(
        Route route,
        ExternalContactId contact,
        @Nullable FriendLinkId link,
        Instant at,
        String consentVersion,
        Stated stated,
        Trace trace,
        List<CustomerId> fitting,
        List<CustomerId> near) {

    Claim {
        fitting = List.copyOf(fitting);
        near = List.copyOf(near);
    }

    /**
     * What was stated; personal data.
     *
     * @param name null by way of the app
     * @param mobile as typed, in its normal form where it is a mobile number
     * @param customerNo null by way of the link
     * @param unionId null where WeChat did not tell
     */
    record Stated(
            @Nullable String name,
            String mobile,
            @Nullable String customerNo,
            @Nullable UnionId unionId) {

        @Override
        public String toString() {
            return "Stated[…]";
        }
    }
}
