package cn.bankscrm.simulator.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The corp's public keys by version, the newest of which seals. The random key of a message is sealed with RSA (PKCS
 * #1), as WeCom does; how WeCom's library seals the message itself is not documented, so here it is AES-256-CBC under
 * the random key (64 hexadecimal digits), with the 16 bytes of the vector before it.
 */
public final class ChatKeys {
    private static final int BITS = 2048;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, PublicKey> publicKeys = new TreeMap<>();
    private final Map<Integer, String> privateKeys = new TreeMap<>();
    private final Optional<Path> folder;

    /** Keys that end with this. */
    public ChatKeys() {
        this.folder = Optional.empty();
    }

    /** Keys of a folder, {@code 1.pem} and on; those that are uploaded are written there. */
    public ChatKeys(Path folder) {
        this.folder = Optional.of(folder);
        for (int version = 1; Files.exists(file(folder, version)); version++) {
            try {
                hold(version, Files.readString(file(folder, version)));
            } catch (IOException e) {
                throw new UncheckedIOException(folder.toString(), e);
            }
        }
    }

    /** What was sealed, each in Base64. */
    record Sealed(int version, String randomKey, String body) {}

    /** A new private key in PEM (PKCS #8). */
    public static String newPrivateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(pair.getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has RSA", e);
        }
    }

    /**
     * The bank uploads the public half of a key: from now on it seals.
     *
     * @param privateKey in PEM (PKCS #8); kept here so that a test can ask for it
     * @return its version
     */
    public synchronized int upload(String privateKey) {
        int version = publicKeys.isEmpty() ? 1 : ((TreeMap<Integer, PublicKey>) publicKeys).lastKey() + 1;
        hold(version, privateKey);
        folder.ifPresent(kept -> {
            try {
                Files.createDirectories(kept);
                Files.writeString(file(kept, version), privateKey, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new UncheckedIOException(kept.toString(), e);
            }
        });
        return version;
    }

    private void hold(int version, String privateKey) {
        publicKeys.put(version, publicHalf(privateKey));
        privateKeys.put(version, privateKey);
    }

    private static Path file(Path folder, int version) {
        return folder.resolve(version + ".pem");
    }

    /** Private keys by version. */
    public synchronized Map<Integer, String> privateKeys() {
        if (publicKeys.isEmpty()) {
            upload(newPrivateKey());
        }
        return Map.copyOf(privateKeys);
    }

    Sealed seal(String message) {
        int version;
        PublicKey key;
        synchronized (this) {
            version = privateKeys().keySet().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElseThrow();
            key = publicKeys.get(version);
        }
        try {
            byte[] randomKey = new byte[32];
            random.nextBytes(randomKey);
            Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            rsa.init(Cipher.ENCRYPT_MODE, key);
            byte[] sealedKey = rsa.doFinal(HexFormat.of().formatHex(randomKey).getBytes(StandardCharsets.US_ASCII));
            byte[] vector = new byte[16];
            random.nextBytes(vector);
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(randomKey, "AES"), new IvParameterSpec(vector));
            byte[] body = aes.doFinal(message.getBytes(StandardCharsets.UTF_8));
            byte[] all = new byte[vector.length + body.length];
            System.arraycopy(vector, 0, all, 0, vector.length);
            System.arraycopy(body, 0, all, vector.length, body.length);
            return new Sealed(
                    version,
                    Base64.getEncoder().encodeToString(sealedKey),
                    Base64.getEncoder().encodeToString(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The message cannot be sealed", e);
        }
    }

    private static PublicKey publicHalf(String pem) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            if (rsa.generatePrivate(new PKCS8EncodedKeySpec(der)) instanceof RSAPrivateCrtKey key) {
                return rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            }
            throw new IllegalArgumentException("the archive's key is no RSA private key in PEM (PKCS #8)");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the archive's key is no RSA private key in PEM (PKCS #8)", e);
        }
    }
}
