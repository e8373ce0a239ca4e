package cn.bankscrm.core.privacy;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * The key ring for personal data: the keys that encrypt fields (several while they are rotated) and the one key under
 * which digests are made (never rotated without making every digest anew).
 *
 * <p>Written as two Tink key sets in JSON, each Base64, joined by a full stop, so that the ring fits one environment
 * variable.
 */
record PrivacyKeys(KeysetHandle fields, KeysetHandle digests) {

    private static final Configuration TINK = registered();

    private static Configuration registered() {
        try {
            AeadConfig.register();
            PrfConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JVM lacks AES-GCM or HMAC", e);
        }
    }

    static PrivacyKeys generate() {
        try {
            return new PrivacyKeys(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK),
                    KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, TINK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key ring can be made", e);
        }
    }

    /** @throws IllegalArgumentException when the text is no key ring; the message does not repeat it */
    static PrivacyKeys parse(String ring) {
        String[] parts = ring.strip().split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("scrm.privacy.keys is not two key sets joined by a full stop");
        }
        try {
            return new PrivacyKeys(keySet(parts[0]), keySet(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("scrm.privacy.keys holds no readable key sets", e);
        }
    }

    /** The same ring with one key more, by which fields are encrypted from now on; digests keep their key. */
    PrivacyKeys rotated() {
        try {
            KeysetHandle.Builder.Entry newest = KeysetHandle.generateEntryFromParameters(
                            PredefinedAeadParameters.AES256_GCM)
                    .withRandomId();
            KeysetHandle.Builder ring = KeysetHandle.newBuilder(fields).addEntry(newest);
            newest.makePrimary();
            return new PrivacyKeys(ring.build(), digests);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key can be added to the ring", e);
        }
    }

    String write() {
        return base64(fields) + "." + base64(digests);
    }

    private static KeysetHandle keySet(String base64) throws GeneralSecurityException {
        String json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        return TinkJsonProtoKeysetFormat.parseKeyset(json, TINK, InsecureSecretKeyAccess.get());
    }

    private static String base64(KeysetHandle keys) {
        try {
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(keys, TINK, InsecureSecretKeyAccess.get());
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key ring cannot be written", e);
        }
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "PrivacyKeys[" + fields.size() + " field keys]";
    }
}
