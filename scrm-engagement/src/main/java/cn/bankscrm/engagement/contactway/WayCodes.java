package cn.bankscrm.engagement.contactway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Codes nobody guesses. */
final class WayCodes {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHANNEL_BYTES = 4;
    private static final int STATE_RANDOM = 12;
    /** 131 bits. */
    private static final int PUBLIC = 22;

    private static final SecureRandom RANDOM = new SecureRandom();

    private WayCodes() {}

    /** A state: what it begins with is the same for all codes of a channel. */
    static String state(String channel) {
        return prefix(channel) + random(STATE_RANDOM);
    }

    /** What the states of a channel begin with. Referral codes begin with another letter. */
    static String prefix(String channel) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(channel.getBytes(StandardCharsets.UTF_8));
            return "w" + HexFormat.of().formatHex(digest, 0, CHANNEL_BYTES) + "-";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static String publicCode() {
        return random(PUBLIC);
    }

    static boolean isPublicCode(String code) {
        return code.length() == PUBLIC && code.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return text.toString();
    }
}
