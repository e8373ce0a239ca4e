package cn.bankscrm.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;

/** How the chain digests: both give 32 bytes. The names are stored. */
public enum DigestAlgorithm {
    /** FIPS 180-4. */
    SHA_256,
    /** GB/T 32905-2016 (国密). */
    SM3;

    /** What is hashed differs by its first byte (RFC 9162 §2.1.1): a leaf cannot be passed off as a node. */
    private static final byte[] LEAF = {0};

    private static final byte[] NODE = {1};
    private static final byte[] LINK = {2};

    byte[] of(byte[]... parts) {
        return switch (this) {
            case SHA_256 -> sha256(parts);
            case SM3 -> sm3(parts);
        };
    }

    byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] leaf(byte[] content) {
        return of(LEAF, content);
    }

    byte[] node(byte[] left, byte[] right) {
        return of(NODE, left, right);
    }

    /** The next value of the chain of all entries. */
    byte[] link(byte[] previous, byte[] leaf) {
        return of(LINK, previous, leaf);
    }

    private static byte[] sha256(byte[][] parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private static byte[] sm3(byte[][] parts) {
        SM3Digest digest = new SM3Digest();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }
}
