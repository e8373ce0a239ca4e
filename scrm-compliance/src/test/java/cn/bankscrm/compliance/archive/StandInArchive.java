package cn.bankscrm.compliance.archive;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An archive in memory: real RSA over random keys, AES-CBC over messages. Its keys are short because private RSA
 * operations would otherwise be nearly all of a test's time; long ones are read in the tests of the adapter.
 */
final class StandInArchive implements ChatArchiveSource {

    private static final int KEY_BITS = 512;

    private final Map<Integer, KeyPair> keys = new TreeMap<>();
    private final TreeMap<Long, EncryptedRecord> records = new TreeMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final List<Long> asked = new ArrayList<>();
    private long nextSeq = 1;
    private int version;
    private int pieceBytes = 1000;
    private boolean repeats;
    private List<EncryptedRecord> lastPage = List.of();

    StandInArchive() {
        rotate();
    }

    /** From now on another key seals. */
    int rotate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            keys.put(++version, generator.generateKeyPair());
            return version;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String privateKey(int ofVersion) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(Objects.requireNonNull(keys.get(ofVersion))
                                .getPrivate()
                                .getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** @return its number */
    long add(String msgId, String json) {
        try {
            byte[] key = new byte[16];
            random.nextBytes(key);
            String keyText = HexFormat.of().formatHex(key);
            Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            rsa.init(
                    Cipher.ENCRYPT_MODE,
                    Objects.requireNonNull(keys.get(version)).getPublic());
            byte[] iv = new byte[16];
            random.nextBytes(iv);
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            byte[] body = aes.doFinal(json.getBytes(StandardCharsets.UTF_8));
            byte[] all = new byte[16 + body.length];
            System.arraycopy(iv, 0, all, 0, 16);
            System.arraycopy(body, 0, all, 16, body.length);
            return add(new EncryptedRecord(
                    nextSeq,
                    msgId,
                    version,
                    Base64.getEncoder().encodeToString(rsa.doFinal(keyText.getBytes(StandardCharsets.UTF_8))),
                    Base64.getEncoder().encodeToString(all)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    long add(EncryptedRecord entry) {
        records.put(entry.seq(), entry);
        nextSeq = entry.seq() + 1;
        return entry.seq();
    }

    EncryptedRecord at(long seq) {
        return Objects.requireNonNull(records.get(seq));
    }

    void put(EncryptedRecord entry) {
        records.put(entry.seq(), entry);
    }

    EncryptedRecord take(long seq) {
        EncryptedRecord taken = at(seq);
        records.remove(seq);
        return taken;
    }

    void skip(int numbers) {
        nextSeq += numbers;
    }

    void file(String sdkFileId, byte[] contents) {
        files.put(sdkFileId, contents);
    }

    void pieces(int bytes) {
        pieceBytes = bytes;
    }

    /** The next page is the last one once more, whatever is asked for. */
    void repeatPage() {
        repeats = true;
    }

    List<Long> asked() {
        return asked;
    }

    @Override
    public String name() {
        return "stand-in";
    }

    @Override
    public synchronized List<EncryptedRecord> pull(long afterSeq, int limit) {
        asked.add(afterSeq);
        if (repeats) {
            repeats = false;
            return lastPage;
        }
        lastPage =
                records.tailMap(afterSeq, false).values().stream().limit(limit).toList();
        return lastPage;
    }

    @Override
    public List<Opened> open(List<Sealed> sealed) {
        return sealed.stream().map(StandInArchive::open).toList();
    }

    static Opened open(Sealed sealed) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed.ciphertext());
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(HexFormat.of().parseHex(sealed.randomKey()), "AES"),
                    new IvParameterSpec(all, 0, 16));
            return new Opened.Message(new String(aes.doFinal(all, 16, all.length - 16), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return new Opened.Refused(10008);
        }
    }

    @Override
    public MediaPiece media(String sdkFileId, String index) {
        byte[] file = files.get(sdkFileId);
        if (file == null) {
            throw new ArchiveSourceFailure(ArchiveSourceFailure.Kind.EXPIRED, 10010);
        }
        int from = index.isEmpty() ? 0 : Integer.parseInt(index);
        int to = Math.min(file.length, from + pieceBytes);
        return new MediaPiece(java.util.Arrays.copyOfRange(file, from, to), String.valueOf(to), to == file.length);
    }
}
