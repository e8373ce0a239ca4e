package cn.bankscrm.wecom.client;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.staff.WeComUserId;
import java.util.Map;

/**
 * A contact and its live links.
 *
 * @param links by member; user ids compare without regard to case
 */
public record ContactWithLinks(ContactProfile profile, Map<WeComUserId, LinkDetails> links) {

    public ContactWithLinks {
        links = Map.copyOf(links);
    }
}
