package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.friendlink.FriendLinkId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a member of staff is chatting with: a friend of theirs.
 *
 * @param maskedContact the friend's masked name in WeChat; null where WeCom has not told it
 * @param certified whether somebody certified the contact, as whomever
 * @param customer whom the contact is certified as, where that is a customer whom the reader may see
 * @param customerId likewise
 */
public record ChatPartner(
        ExternalContactId contact,
        FriendLinkId link,
        @Nullable String maskedContact,
        boolean certified,
        Optional<CustomerNo> customer,
        Optional<CustomerId> customerId) {

    @Override
    public String toString() {
        return "ChatPartner[" + contact.value() + "]";
    }
}
