package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.privacy.FieldCipher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts files into the archive as if they had been fetched. */
public final class ArchivedFiles {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final MediaStore store;

    public ArchivedFiles(JdbcClient db, FieldCipher cipher, MediaStore store) {
        this.db = db;
        this.cipher = cipher;
        this.store = store;
    }

    /** In a folder. */
    public static MediaStore store(Path folder) {
        return new FolderMediaStore(folder);
    }

    public ChatMedia media() {
        return new ChatMedia(db, cipher, store);
    }

    /**
     * A file that some messages name.
     *
     * @return its id
     */
    public long add(String kind, String name, byte[] contents, Long... seqs) {
        byte[] sha256 = sha256(contents);
        byte[] fileId = sha256((kind + name + Arrays.toString(seqs)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        byte[] key = SealedPieces.newKey();
        String location = HexFormat.of().formatHex(fileId).substring(0, 20) + ".test";
        try {
            Path sealed = Files.createTempFile("sealed", null);
            for (int from = 0, number = 0; from < contents.length; from += 1_000, number++) {
                SealedPieces.append(
                        sealed,
                        key,
                        number,
                        Arrays.copyOfRange(contents, from, Math.min(contents.length, from + 1_000)));
            }
            store.put(location, sealed);
            Files.delete(sealed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long id = db.sql("""
                        insert into compliance.chat_media
                            (file_digest, sdkfileid_enc, kind, size, name_enc, state, key_enc, received, sha256, type, location,
                             named_at, next_try_at)
                        values (:digest, '\\x00', :kind, :size, :name, 'FETCHED', :key, :size, :sha256, :type, :location, now(), now())
                        returning id
                        """)
                .param("digest", fileId)
                .param("kind", kind)
                .param("size", contents.length)
                .param("name", name.isEmpty() ? null : cipher.encrypt(ChatSideRows.FILE_NAME, name))
                .param("key", cipher.encrypt(ChatMedia.KEY, Base64.getEncoder().encodeToString(key)))
                .param("sha256", sha256)
                .param("type", ContentType.of(Arrays.copyOf(contents, Math.min(contents.length, ContentType.HEAD))))
                .param("location", location)
                .query(Long.class)
                .single();
        for (Long seq : seqs) {
            db.sql("insert into compliance.chat_message_media (seq, media_id) values (:seq, :id)")
                    .param("seq", seq)
                    .param("id", id)
                    .update();
        }
        return id;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
