package cn.bankscrm.core.importing;

import cn.bankscrm.core.privacy.FieldCipher;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.Random;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder in which uploaded files wait, encrypted: they are personal data at rest.
 *
 * <p>Each file has a key of its own (AES-256-GCM in segments, after HKDF), which stands before it, encrypted with the
 * key ring; so files are as large as they like and rotated keys open what they closed.
 */
final class EncryptedFiles {

    private static final int KEY_BYTES = 32;
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final String KEY_FIELD = "import.file_key";
    private static final byte[] PURPOSE = "import".getBytes(StandardCharsets.UTF_8);
    private static final String SUFFIX = ".csv.enc";

    private final Path folder;
    private final FieldCipher cipher;

    EncryptedFiles(Path folder, FieldCipher cipher) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.cipher = cipher;
    }

    /**
     * @return the name under which it is kept; on the disk, not only on its way there
     * @throws NotStored when the disk takes no more
     */
    String store(InputStream content) throws IOException {
        String name = UUID.randomUUID() + SUFFIX;
        Path file = folder.resolve(name);
        try (FileChannel channel = made(file)) {
            byte[] key = Random.randBytes(KEY_BYTES);
            byte[] wrapped = cipher.encrypt(KEY_FIELD, Base64.getEncoder().encodeToString(key));
            DataOutputStream header = new DataOutputStream(new Unclosed(channel));
            header.writeInt(wrapped.length);
            header.write(wrapped);
            header.flush();
            try (OutputStream out = streaming(key).newEncryptingStream(new Unclosed(channel), PURPOSE)) {
                content.transferTo(out);
            }
            channel.force(true);
            return name;
        } catch (GeneralSecurityException e) {
            Files.deleteIfExists(file);
            throw new IOException("The file cannot be encrypted", e);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static FileChannel made(Path file) throws NotStored {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new NotStored(e);
        }
    }

    InputStream open(String name) throws IOException {
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(folder.resolve(name)), 1 << 16));
        try {
            byte[] wrapped = new byte[in.readInt()];
            in.readFully(wrapped);
            byte[] key = Base64.getDecoder().decode(cipher.decrypt(KEY_FIELD, wrapped));
            return streaming(key).newDecryptingStream(in, PURPOSE);
        } catch (GeneralSecurityException e) {
            in.close();
            throw new IOException("The file cannot be decrypted", e);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    /**
     * Removes what an upload or the end of an import left behind when the process died.
     *
     * @param before files written to later may be uploads under way
     */
    void keepOnly(Set<String> names, Instant before) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(SUFFIX)
                        && !names.contains(name)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Names this folder for good, so that a node that comes back finds the imports whose files it holds. */
    String nodeName() throws IOException {
        Path file = folder.resolve("node");
        if (!Files.exists(file)) {
            Files.writeString(
                    file,
                    UUID.randomUUID().toString(),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.SYNC,
                    StandardOpenOption.WRITE);
        }
        return Files.readString(file).strip();
    }

    private static StreamingAead streaming(byte[] key) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
    }

    /**
     * Leaves the channel open when the cipher stream closes, for what was written must be forced to the disk first; and
     * tells a disk that takes no more from an upload that broke off.
     */
    static final class Unclosed extends java.io.FilterOutputStream {

        Unclosed(FileChannel channel) {
            super(Channels.newOutputStream(channel));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new NotStored(e);
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
