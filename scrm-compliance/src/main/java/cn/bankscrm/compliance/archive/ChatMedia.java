package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.privacy.FieldCipher;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The files that messages name. As with {@link ChatMessages}, who may look is decided and written down before. */
@Component
public class ChatMedia {

    static final String KEY = "chat.media_key";

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final MediaStore store;

    ChatMedia(JdbcClient db, FieldCipher cipher, MediaStore store) {
        this.db = db;
        this.cipher = cipher;
        this.store = store;
    }

    /** Whether a file is here. */
    public enum State {
        PENDING,
        FETCHED,
        /** WeCom had it no more. */
        EXPIRED,
        /** What WeCom sent is not what the message said. */
        BROKEN
    }

    /**
     * @param seq of the message that names it
     * @param kind as WeCom calls what it is in: image, voice, file …
     * @param size in bytes, as it is here or as the message said; empty where nobody said
     * @param type what its first bytes say that it is, as a media type; empty until it is here
     * @param name as its sender called it; empty where it has none
     * @param sha256 of its contents, in hexadecimal; empty until it is here
     */
    public record File(
            long id,
            long seq,
            String kind,
            OptionalLong size,
            String name,
            State state,
            Optional<String> sha256,
            Optional<String> type) {

        /** Whether it can be opened; a broken one can, but is not what the message said. */
        public boolean isHere() {
            return type.isPresent();
        }

        /** Without the name. */
        @Override
        public String toString() {
            return "File[id=" + id + ", kind=" + kind + ", state=" + state + "]";
        }
    }

    /** The files of some messages, in the order of messages and files. */
    @Transactional
    public List<File> of(Collection<Long> seqs) {
        return db.sql("""
                        select m.id, u.seq, m.kind, case when m.location is null then m.size else m.received end as size,
                            m.name_enc, m.state, m.sha256, m.type
                        from compliance.chat_message_media u
                        join compliance.chat_media m on m.id = u.media_id
                        where u.seq = any(:seqs)
                        order by u.seq, m.id
                        """)
                .param("seqs", seqs.toArray(Long[]::new))
                .query((row, n) -> file(row))
                .list();
    }

    /**
     * A file in the clear, to be closed by the caller.
     *
     * @return empty when it is not here
     * @throws IOException when it was lost or changed where it is kept
     */
    public Optional<InputStream> open(long id) throws IOException {
        @SuppressWarnings("ArrayRecordComponent") // a key, never compared
        record Kept(String location, byte @Nullable [] key) {}
        Optional<Kept> kept = db.sql("""
                        select location, key_enc from compliance.chat_media
                        where id = :id and location is not null
                        """)
                .param("id", id)
                .query((row, n) -> new Kept(row.getString("location"), row.getBytes("key_enc")))
                .optional();
        if (kept.isEmpty() || kept.get().key() == null) {
            return Optional.empty();
        }
        byte[] key = Base64.getDecoder().decode(cipher.decrypt(KEY, kept.get().key()));
        return Optional.of(SealedPieces.open(store.open(kept.get().location()), key));
    }

    private File file(ResultSet row) throws SQLException {
        long size = row.getLong("size");
        OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(size);
        byte[] name = row.getBytes("name_enc");
        byte[] sha256 = row.getBytes("sha256");
        return new File(
                row.getLong("id"),
                row.getLong("seq"),
                row.getString("kind"),
                known,
                name == null ? "" : cipher.decrypt(ChatSideRows.FILE_NAME, name),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(sha256).map(HexFormat.of()::formatHex),
                Optional.ofNullable(row.getString("type")));
    }
}
