package cn.bankscrm.wecom.client;

import cn.bankscrm.core.contact.ExternalUserId;
import java.util.Optional;

/**
 * External contacts as WeCom knows them at this moment. Every call asks WeCom; nothing is cached. Not to be called
 * inside a transaction.
 */
public interface ContactDirectory {

    /**
     * @return the contact with all its live links to members that the platform may see; empty when WeCom knows no such
     *     link (any more)
     * @throws WeComFailure when WeCom gave no usable answer
     */
    Optional<ContactWithLinks> contact(ExternalUserId contact);
}
