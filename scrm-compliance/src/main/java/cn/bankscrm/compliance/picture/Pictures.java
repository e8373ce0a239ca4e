package cn.bankscrm.compliance.picture;

import cn.bankscrm.core.privacy.FieldCipher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was found in pictures. As with messages, who may look is decided and written down before. */
@Component
public class Pictures {

    private final JdbcClient db;
    private final FieldCipher cipher;

    public Pictures(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    private record Row(long media, ReadPicture picture) {}

    /** What is known of some files, by their number; nothing of those that are no pictures, or not here yet. */
    @Transactional
    public Map<Long, ReadPicture> of(Collection<Long> files) {
        Map<Long, List<PictureCode>> codes = codes(files);
        Map<Long, ReadPicture> pictures = new HashMap<>();
        db.sql("""
                        select m.id, p.state, p.reason, p.text_enc
                        from compliance.chat_media m
                        join compliance.picture p on p.sha256 = m.sha256
                        where m.id = any(:files)
                        """)
                .param("files", files.toArray(Long[]::new))
                .query((row, n) -> new Row(
                        row.getLong("id"),
                        new ReadPicture(
                                ReadPicture.State.valueOf(row.getString("state")),
                                Optional.ofNullable(row.getString("reason")).map(Trouble::valueOf),
                                codes.getOrDefault(row.getLong("id"), List.of()),
                                text(row.getBytes("text_enc")))))
                .list()
                .forEach(row -> pictures.put(row.media(), row.picture()));
        return pictures;
    }

    private Optional<String> text(byte @Nullable [] encrypted) {
        return encrypted == null ? Optional.empty() : Optional.of(cipher.decrypt(TextRows.TEXT, encrypted));
    }

    private Map<Long, List<PictureCode>> codes(Collection<Long> files) {
        Map<Long, List<PictureCode>> codes = new HashMap<>();
        db.sql("""
                        select m.id, c.kind, c.format, c.payload_enc
                        from compliance.chat_media m
                        join compliance.picture_code c on c.sha256 = m.sha256
                        where m.id = any(:files)
                        order by m.id, c.number
                        """).param("files", files.toArray(Long[]::new)).query(row -> {
            codes.computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                    .add(new PictureCode(
                            CodeKind.valueOf(row.getString("kind")),
                            Objects.requireNonNull(row.getString("format")),
                            cipher.decrypt(PictureRows.PAYLOAD, row.getBytes("payload_enc"))));
        });
        return codes;
    }

    /**
     * The messages that sent a picture with a code.
     *
     * @param kind for this alone; null for any
     * @return WeCom's numbers of the messages
     */
    @Transactional
    public Set<Long> messagesWith(@Nullable CodeKind kind) {
        return Set.copyOf(db.sql("""
                        select distinct u.seq
                        from compliance.picture_code c
                        join compliance.chat_media m on m.sha256 = c.sha256
                        join compliance.chat_message_media u on u.media_id = m.id
                        where :kind::text is null or c.kind = :kind
                        """)
                .param("kind", kind == null ? null : kind.name())
                .query(Long.class)
                .list());
    }
}
