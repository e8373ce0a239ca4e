package cn.bankscrm.wecom.callback;

import cn.bankscrm.wecom.callback.CallbackRefused.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks and opens what WeCom sends to one app: SHA-1 signature over the sorted parts, AES-256-CBC with the first half
 * of the key as the initial vector, PKCS#7 padding to blocks of 32 bytes, and inside it the receiver's id.
 *
 * <p>Source: developer.work.weixin.qq.com, 加解密方案说明, as read 2026-07.
 */
final class CallbackCipher {

    private static final int PADDING_BLOCK = 32;
    private static final int RANDOM_BYTES = 16;
    private static final int HEAD_BYTES = RANDOM_BYTES + Integer.BYTES;

    private final String token;
    private final byte[] corpId;
    private final SecretKeySpec key;
    private final IvParameterSpec iv;
    // Ciphers and digests are for one thread at a time and dear to make; virtual threads come and go.
    private final Queue<Tools> idle = new ConcurrentLinkedQueue<>();

    /** @throws IllegalArgumentException when the key is not 43 letters and digits */
    CallbackCipher(String token, String encodingAesKey, String corpId) {
        if (!encodingAesKey.matches("[A-Za-z0-9+/]{43}")) {
            throw new IllegalArgumentException("An EncodingAESKey has 43 letters and digits");
        }
        this.token = token;
        this.corpId = corpId.getBytes(StandardCharsets.UTF_8);
        // 43 characters are 258 bits: the JDK's decoder lets the two that are too many be what they are.
        byte[] bytes = Base64.getDecoder().decode(encodingAesKey + "=");
        this.key = new SecretKeySpec(bytes, "AES");
        this.iv = new IvParameterSpec(bytes, 0, 16);
    }

    /**
     * @return what was encrypted
     * @throws CallbackRefused when the signature is not WeCom's, the text was not encrypted with our key, or it is
     *     meant for another corp
     */
    byte[] open(String signature, String timestamp, String nonce, String encrypted) {
        Tools tools = borrow();
        byte[] opened = open(tools, signature, timestamp, nonce, encrypted);
        // Not returned after a refusal: a cipher that failed may be in any state.
        idle.offer(tools);
        return opened;
    }

    private byte[] open(Tools tools, String signature, String timestamp, String nonce, String encrypted) {
        String[] parts = {token, timestamp, nonce, encrypted};
        Arrays.sort(parts);
        for (String part : parts) {
            tools.sha1.update(part.getBytes(StandardCharsets.UTF_8));
        }
        String expected = HexFormat.of().formatHex(tools.sha1.digest());
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8))) {
            throw new CallbackRefused(Reason.SIGNATURE);
        }
        try {
            byte[] padded = tools.aes.doFinal(Base64.getDecoder().decode(encrypted));
            return message(padded, unpaddedLength(padded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CallbackRefused(Reason.MALFORMED);
        }
    }

    private byte[] message(byte[] plain, int length) {
        int size = length < HEAD_BYTES ? -1 : ByteBuffer.wrap(plain).getInt(RANDOM_BYTES);
        if (size < 0 || size > length - HEAD_BYTES) {
            throw new CallbackRefused(Reason.MALFORMED);
        }
        byte[] receiver = Arrays.copyOfRange(plain, HEAD_BYTES + size, length);
        if (!MessageDigest.isEqual(corpId, receiver)) {
            throw new CallbackRefused(Reason.RECEIVER);
        }
        return Arrays.copyOfRange(plain, HEAD_BYTES, HEAD_BYTES + size);
    }

    private static int unpaddedLength(byte[] padded) {
        int pad = padded.length == 0 ? 0 : padded[padded.length - 1];
        if (pad < 1 || pad > PADDING_BLOCK || pad > padded.length) {
            throw new CallbackRefused(Reason.MALFORMED);
        }
        for (int i = padded.length - pad; i < padded.length; i++) {
            if (padded[i] != pad) {
                throw new CallbackRefused(Reason.MALFORMED);
            }
        }
        return padded.length - pad;
    }

    private Tools borrow() {
        Tools tools = idle.poll();
        return tools != null ? tools : new Tools(key, iv);
    }

    private static final class Tools {

        final MessageDigest sha1;
        final Cipher aes;

        Tools(SecretKeySpec key, IvParameterSpec iv) {
            try {
                sha1 = MessageDigest.getInstance("SHA-1");
                aes = Cipher.getInstance("AES/CBC/NoPadding");
                aes.init(Cipher.DECRYPT_MODE, key, iv);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The JVM lacks SHA-1 or AES", e);
            }
        }
    }
}
