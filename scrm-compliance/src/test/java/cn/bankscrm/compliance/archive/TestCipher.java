package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts as the real one does, under a key of the test. */
final class TestCipher implements FieldCipher {

    private static final byte[] KEY = new byte[32];
    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] encrypt(String field, String plain) {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, field, nonce, plain.getBytes(StandardCharsets.UTF_8));
        byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return all;
    }

    @Override
    public String decrypt(String field, byte[] encrypted) {
        return new String(
                crypt(
                        Cipher.DECRYPT_MODE,
                        field,
                        Arrays.copyOf(encrypted, 12),
                        Arrays.copyOfRange(encrypted, 12, encrypted.length)),
                StandardCharsets.UTF_8);
    }

    @Override
    public byte[] digest(String field, String plain) {
        return ReadRecord.sha256(field + plain);
    }

    private static byte[] crypt(int mode, String field, byte[] nonce, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(field.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
