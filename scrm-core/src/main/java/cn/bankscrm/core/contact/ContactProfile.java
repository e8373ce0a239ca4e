package cn.bankscrm.core.contact;

import org.jspecify.annotations.Nullable;

/**
 * Who an external contact is, as WeCom tells it.
 *
 * @param kind 1 WeChat user, 2 WeCom user
 * @param name the name the person goes by in WeChat; personal data
 * @param gender 0 unknown, 1 male, 2 female
 * @param unionid the person's id across the bank's WeChat accounts; null where WeCom does not tell it
 */
public record ContactProfile(
        ExternalUserId externalUserId,
        @Nullable Integer kind,
        @Nullable String name,
        @Nullable Integer gender,
        @Nullable String unionid) {

    @Override
    public String toString() {
        return "ContactProfile[" + externalUserId + "]";
    }
}
