package cn.bankscrm.compliance.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The keys that sign (Ed25519): the first signs, all tell that they did. Written as pairs of private and public key in
 * Base64, a colon within a pair, a full stop between pairs, so that the ring fits one environment variable.
 */
final class EvidenceKeys {

    private static final String ALGORITHM = "Ed25519";

    private final List<KeyPair> pairs;

    private EvidenceKeys(List<KeyPair> pairs) {
        this.pairs = pairs;
    }

    static EvidenceKeys generate() {
        try {
            return new EvidenceKeys(
                    List.of(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has Ed25519", e);
        }
    }

    /** @throws IllegalArgumentException when the text is no ring; the message does not repeat it */
    static EvidenceKeys parse(String ring) {
        List<KeyPair> pairs = new ArrayList<>();
        for (String pair : ring.strip().split("\\.", -1)) {
            String[] parts = pair.split(":", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("scrm.evidence.keys is no list of pairs of keys");
            }
            try {
                PrivateKey secret = KeyFactory.getInstance(ALGORITHM)
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[0])));
                KeyPair read = new KeyPair(publicKey(Base64.getDecoder().decode(parts[1])), secret);
                byte[] probe = {1};
                if (!verifies(read.getPublic().getEncoded(), probe, sign(read.getPrivate(), probe))) {
                    throw new IllegalArgumentException("scrm.evidence.keys holds keys that do not belong together");
                }
                pairs.add(read);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalArgumentException("scrm.evidence.keys holds no readable keys", e);
            }
        }
        return new EvidenceKeys(pairs);
    }

    /** A ring with a new key that signs from now on. */
    EvidenceKeys rotated() {
        List<KeyPair> ring = new ArrayList<>(generate().pairs);
        ring.addAll(pairs);
        return new EvidenceKeys(ring);
    }

    String write() {
        Base64.Encoder base64 = Base64.getEncoder();
        return pairs.stream()
                .map(pair -> base64.encodeToString(pair.getPrivate().getEncoded()) + ":"
                        + base64.encodeToString(pair.getPublic().getEncoded()))
                .collect(Collectors.joining("."));
    }

    /** The id of the key that signs now. */
    String current() {
        return id(currentPublic());
    }

    byte[] currentPublic() {
        return pairs.getFirst().getPublic().getEncoded();
    }

    /** Public keys of all pairs. */
    List<byte[]> publicKeys() {
        return pairs.stream().map(pair -> pair.getPublic().getEncoded()).toList();
    }

    boolean has(String id) {
        return publicKeys().stream().anyMatch(key -> id(key).equals(id));
    }

    byte[] sign(byte[] statement) {
        try {
            return sign(pairs.getFirst().getPrivate(), statement);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key does not sign", e);
        }
    }

    /** By which statements name a key: the first half of its SHA-256. */
    static String id(byte[] publicKey) {
        return java.util.HexFormat.of().formatHex(Arrays.copyOf(DigestAlgorithm.SHA_256.of(publicKey), 16));
    }

    /** @param publicKey as X.509 encodes it */
    static boolean verifies(byte[] publicKey, byte[] statement, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(publicKey(publicKey));
            verifier.update(statement);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] sign(PrivateKey key, byte[] statement) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(key);
        signer.update(statement);
        return signer.sign();
    }

    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "EvidenceKeys[" + pairs.size() + "]";
    }
}
