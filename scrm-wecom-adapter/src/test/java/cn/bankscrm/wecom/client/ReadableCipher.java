package cn.bankscrm.wecom.client;

import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Turns letters around: enough to see that nothing is stored as it is. */
public final class ReadableCipher implements FieldCipher {

    @Override
    public byte[] encrypt(String field, String plain) {
        return new StringBuilder(plain).reverse().toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decrypt(String field, byte[] encrypted) {
        return new StringBuilder(new String(encrypted, StandardCharsets.UTF_8))
                .reverse()
                .toString();
    }

    @Override
    public byte[] digest(String field, String plain) {
        return ByteBuffer.allocate(32)
                .putInt(field.hashCode())
                .putInt(plain.hashCode())
                .array();
    }
}
