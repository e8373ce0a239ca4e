package cn.bankscrm.core.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** AES-256-GCM and HMAC-SHA-256 by Google Tink; safe for use by many threads. */
final class TinkFieldCipher implements FieldCipher {

    private static final int DIGEST_BYTES = 32;

    private final Aead aead;
    private final PrfSet prf;

    TinkFieldCipher(PrivacyKeys keys) {
        try {
            aead = keys.fields().getPrimitive(RegistryConfiguration.get(), Aead.class);
            prf = keys.digests().getPrimitive(RegistryConfiguration.get(), PrfSet.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key ring holds keys of an unknown kind", e);
        }
    }

    @Override
    public byte[] encrypt(String field, String plain) {
        try {
            return aead.encrypt(plain.getBytes(StandardCharsets.UTF_8), field.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A value of " + field + " cannot be encrypted", e);
        }
    }

    @Override
    public String decrypt(String field, byte[] encrypted) {
        try {
            return new String(aead.decrypt(encrypted, field.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new UnreadablePersonalData(field, e);
        }
    }

    @Override
    public byte[] digest(String field, String plain) {
        try {
            // The field's name is part of what is digested: equal values of two fields do not look alike.
            return prf.computePrimary((field + '\n' + plain).getBytes(StandardCharsets.UTF_8), DIGEST_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A value of " + field + " cannot be digested", e);
        }
    }
}
