package cn.bankscrm.compliance.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * A record that was opened and understood.
 *
 * @param receivedAt stands in for the message's time where the message has none
 */
record ReadRecord(long seq, String msgId, Instant receivedAt, String json, ParsedMessage message) {

    Instant at() {
        return message.at().orElse(receivedAt);
    }

    byte[] digest() {
        return sha256(json);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /** Without what was said. */
    @Override
    public String toString() {
        return "ReadRecord[seq=" + seq + "]";
    }
}
