package cn.bankscrm.core.contact;

import java.util.Set;

/**
 * WeCom told who these contacts are, union ids among it. Published inside the transaction that enters it.
 *
 * @param contacts those whose union id was told
 */
public record ContactsDescribed(Set<ExternalUserId> contacts) {

    public ContactsDescribed {
        contacts = Set.copyOf(contacts);
    }
}
