package cn.bankscrm.core.realname;

import cn.bankscrm.core.contact.ExternalUserId;
import org.jspecify.annotations.Nullable;

/**
 * Whom the bank's app means: by WeCom's id of the contact, by the union id, or by both.
 *
 * @param contact null where the app knows the union id alone
 * @param unionId null where the app knows the contact alone
 */
public record WeChatPerson(
        @Nullable ExternalUserId contact, @Nullable UnionId unionId) {

    public WeChatPerson {
        if (contact == null && unionId == null) {
            throw new IllegalArgumentException("A person in WeChat is named by one of the two ids");
        }
    }

    public static WeChatPerson of(ExternalUserId contact) {
        return new WeChatPerson(contact, null);
    }

    public static WeChatPerson of(UnionId unionId) {
        return new WeChatPerson(null, unionId);
    }
}
