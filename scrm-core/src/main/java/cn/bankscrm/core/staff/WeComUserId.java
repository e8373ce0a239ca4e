package cn.bankscrm.core.staff;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A member's account in WeCom (成员 UserID): 1 to 64 of letters, digits and {@code _-@.}, compared without regard to
 * case. Written as WeCom wrote it first.
 *
 * <p>Source: developer.work.weixin.qq.com, page 90196, as read 2026-07.
 */
public record WeComUserId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_\\-@.]{1,64}");

    public WeComUserId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("A WeCom user id has 1 to 64 letters, digits or _-@.");
        }
    }

    /** The form to compare by. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeComUserId that && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
