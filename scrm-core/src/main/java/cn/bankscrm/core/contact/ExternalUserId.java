package cn.bankscrm.core.contact;

/**
 * WeCom's id of an external contact ({@code wm…} or {@code wo…}); differs for each corp and each kind of caller.
 *
 * <p>Source: developer.work.weixin.qq.com, page 92114, as read 2026-07.
 */
public record ExternalUserId(String value) {

    public ExternalUserId {
        if (value.isBlank() || value.length() > 64 || !value.chars().allMatch(c -> c > 32 && c < 127)) {
            throw new IllegalArgumentException("An external user id has 1 to 64 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
