package cn.bankscrm.compliance.archive;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;

/** The bank's private keys by version: each record is opened with the one it was sealed for, and no other. */
final class PrivateKeys {

    private static final String BEGIN_PKCS1 = "-----BEGIN RSA PRIVATE KEY-----";

    /** The ASN.1 head of a PKCS #8 key without its lengths: version 0 and the algorithm rsaEncryption. */
    private static final byte[] RSA_HEAD = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0xd, 1, 1, 1, 5, 0
    };

    private final Map<Integer, PrivateKey> keys = new TreeMap<>();

    /** @throws IllegalArgumentException when one is no RSA key; the message names its version alone */
    PrivateKeys(Map<Integer, String> pems) {
        pems.forEach((version, pem) -> {
            if (!pem.isBlank()) {
                keys.put(version, read(version, pem));
            }
        });
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    Set<Integer> versions() {
        return keys.keySet();
    }

    /**
     * @param sealed Base64
     * @return empty when it was not sealed for this key
     */
    Optional<String> open(int version, String sealed) {
        PrivateKey key = keys.get(version);
        if (key == null) {
            throw new IllegalArgumentException("There is no key of version " + version);
        }
        try {
            Cipher rsa = cipher();
            rsa.init(Cipher.DECRYPT_MODE, key);
            byte[] opened = rsa.doFinal(Base64.getMimeDecoder().decode(sealed));
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Corretto's where its library loads: each record costs one such operation, and it needs a third of the JDK's time.
     */
    private static Cipher cipher() throws GeneralSecurityException {
        String transformation = "RSA/ECB/PKCS1Padding";
        return corretto()
                ? Cipher.getInstance(transformation, AmazonCorrettoCryptoProvider.INSTANCE)
                : Cipher.getInstance(transformation);
    }

    /** The cipher's own: one of the JDK's would be converted for each record, which takes longer than to open it. */
    private static KeyFactory factory() throws GeneralSecurityException {
        return corretto()
                ? KeyFactory.getInstance("RSA", AmazonCorrettoCryptoProvider.INSTANCE)
                : KeyFactory.getInstance("RSA");
    }

    private static boolean corretto() {
        return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
    }

    private static PrivateKey read(int version, String pem) {
        // an environment variable may hold its line breaks as \n
        String text = pem.replace("\\n", "\n").strip();
        boolean pkcs1 = text.startsWith(BEGIN_PKCS1);
        try {
            byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            return factory().generatePrivate(new PKCS8EncodedKeySpec(pkcs1 ? asPkcs8(der) : der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("scrm.wecom.archive.private-keys." + version
                    + " is no RSA private key in PEM (BEGIN PRIVATE KEY or BEGIN RSA PRIVATE KEY)");
        }
    }

    private static byte[] asPkcs8(byte[] pkcs1) {
        byte[] octets = joined(new byte[] {4}, length(pkcs1.length), pkcs1);
        return joined(new byte[] {0x30}, length(RSA_HEAD.length + octets.length), RSA_HEAD, octets);
    }

    private static byte[] length(int bytes) {
        return bytes < 128 ? new byte[] {(byte) bytes} : new byte[] {(byte) 0x82, (byte) (bytes >> 8), (byte) bytes};
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "PrivateKeys" + keys.keySet();
    }
}
