package cn.bankscrm.core.privacy;

/** How personal data is shown by default: enough to recognise, too little to use. */
public final class Masking {

    private Masking() {}

    /** {@code 王小明} becomes {@code 王**}, {@code 李雷} becomes {@code 李*}; counted in characters, not UTF-16 units. */
    public static String name(String name) {
        int first = name.offsetByCodePoints(0, Math.min(1, name.codePointCount(0, name.length())));
        return name.substring(0, first) + "*".repeat(name.codePointCount(first, name.length()));
    }

    /** {@code 13812341234} becomes {@code 138****1234}; anything shorter than 8 digits is hidden whole. */
    public static String mobile(String mobile) {
        return mobile.length() < 8 ? "****" : mobile.substring(0, 3) + "****" + mobile.substring(mobile.length() - 4);
    }
}
