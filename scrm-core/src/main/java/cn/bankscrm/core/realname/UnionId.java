package cn.bankscrm.core.realname;

/**
 * A person's id across the bank's WeChat accounts.
 *
 * <p>Source: developers.weixin.qq.com, 开放平台「UnionID 机制」, as read 2026-07.
 */
public record UnionId(String value) {

    public UnionId {
        if (value.isBlank() || value.length() > 64 || !value.chars().allMatch(c -> c > 32 && c < 127)) {
            throw new IllegalArgumentException("A union id has 1 to 64 visible ASCII characters");
        }
    }

    /** Not the id: it follows a person through every account of the bank. */
    @Override
    public String toString() {
        return "UnionId[…]";
    }
}
