package cn.bankscrm.simulator.callback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and encrypts callbacks as WeCom does: SHA-1 over the sorted parts; AES-256-CBC with the key's first half as IV
 * over {@code random(16) ‖ length(4, big-endian) ‖ message ‖ receiveid}, padded to a multiple of 32 with the padding's
 * length in each of its bytes.
 *
 * <p>Source: WeCom developer documentation 90968 (加解密方案说明).
 */
final class CallbackCipher {
    static final int RANDOM_LENGTH = 16;
    private static final int BLOCK = 32;
    private static final int IV_LENGTH = 16;

    private final String token;
    private final String receiveId;
    private final SecretKeySpec key;
    private final IvParameterSpec iv;

    CallbackCipher(CallbackKeys keys, String receiveId) {
        this.token = keys.token();
        this.receiveId = receiveId;
        byte[] raw = keyBytes(keys.aesKey());
        this.key = new SecretKeySpec(raw, "AES");
        this.iv = new IvParameterSpec(raw, 0, IV_LENGTH);
    }

    String sign(String timestamp, String nonce, String encrypted) {
        String joined = String.join(
                "", Stream.of(token, timestamp, nonce, encrypted).sorted().toList());
        return HexFormat.of().formatHex(digest("SHA-1", joined));
    }

    /** Encrypts with 16 random bytes in front. */
    String encrypt(byte[] random, String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] receiver = receiveId.getBytes(StandardCharsets.UTF_8);
        int length = RANDOM_LENGTH + Integer.BYTES + text.length + receiver.length;
        int padding = BLOCK - length % BLOCK;
        ByteBuffer plain = ByteBuffer.allocate(length + padding);
        plain.put(random).putInt(text.length).put(text).put(receiver);
        Arrays.fill(plain.array(), length, length + padding, (byte) padding);
        return Base64.getEncoder().encodeToString(run(Cipher.ENCRYPT_MODE, plain.array()));
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(digest("SHA-256", text));
    }

    // a 43rd character with trailing bits set is legal here; the JDK's decoder passes over them only with its padding
    private static byte[] keyBytes(String aesKey) {
        return Arrays.copyOf(Base64.getDecoder().decode(aesKey + "="), BLOCK);
    }

    private byte[] run(int mode, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, key, iv);
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is missing from this JDK", e);
        }
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is missing from this JDK", e);
        }
    }
}
