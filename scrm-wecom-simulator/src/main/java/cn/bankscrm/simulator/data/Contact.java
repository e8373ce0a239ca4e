package cn.bankscrm.simulator.data;

import org.jspecify.annotations.Nullable;

/**
 * An external contact (外部联系人), in the field names of WeCom's {@code external_contact}.
 *
 * @param type 1 a WeChat user, 2 a WeCom user of another corp
 * @param gender 0 unknown, 1 male, 2 female
 * @param unionid WeChat users only
 * @param corpName WeCom users only, as are {@code corpFullName} and {@code position}
 */
public record Contact(
        String externalUserid,
        String name,
        @Nullable String position,
        @Nullable String avatar,
        @Nullable String corpName,
        @Nullable String corpFullName,
        int type,
        int gender,
        @Nullable String unionid) {

    public static Contact weChatUser(String externalUserid, String name, int gender, String unionid) {
        return new Contact(externalUserid, name, null, null, null, null, 1, gender, unionid);
    }
}
