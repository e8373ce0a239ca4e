package cn.bankscrm.compliance.evidence;

import cn.bankscrm.compliance.archive.ChatMedia;
import cn.bankscrm.compliance.picture.Pictures;
import cn.bankscrm.compliance.picture.ReadPicture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What goes beside the messages into a pack: the files they name, and what customers agreed to. */
@Component
class PackAttachments {

    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", ".jpg"),
            Map.entry("image/png", ".png"),
            Map.entry("image/gif", ".gif"),
            Map.entry("image/webp", ".webp"),
            Map.entry("audio/wav", ".wav"),
            Map.entry("audio/amr", ".amr"),
            Map.entry("audio/mpeg", ".mp3"),
            Map.entry("audio/mp4", ".m4a"),
            Map.entry("video/mp4", ".mp4"),
            Map.entry("application/pdf", ".pdf"));

    private final JdbcClient db;
    private final ChatMedia media;
    private final Pictures pictures;

    PackAttachments(JdbcClient db, ChatMedia media, Pictures pictures) {
        this.db = db;
        this.pictures = pictures;
        this.media = media;
    }

    /**
     * Writes the files that are here, each once, and the list of all.
     *
     * @return the list of files, as it stands in the pack
     */
    List<Map<String, @Nullable Object>> write(PackWriter pack, List<Long> seqs) throws IOException {
        List<Map<String, @Nullable Object>> files = db.sql("""
                        select u.seq, f.id, f.kind, f.size, f.state, f.type, f.sha256, f.md5
                        from compliance.chat_message_media u join compliance.chat_media f on f.id = u.media_id
                        where u.seq = any(:seqs) order by u.seq, f.id
                        """)
                .param("seqs", seqs.toArray(Long[]::new))
                .query((row, number) -> file(row))
                .list();
        Map<Long, ReadPicture> found =
                pictures.of(files.stream().map(PackAttachments::id).distinct().toList());
        Map<Long, String> written = new HashMap<>();
        for (Map<String, @Nullable Object> line : files) {
            long id = id(line);
            Optional.ofNullable(found.get(id)).ifPresent(picture -> line.put("picture", written(picture)));
            String name = written.get(id);
            if (name == null) {
                name = contents(pack, id, line);
                written.put(id, name);
            }
            line.put("file", name.isEmpty() ? null : name);
        }
        pack.json("media.json", files);
        return files;
    }

    private static long id(Map<String, @Nullable Object> line) {
        return (Long) Objects.requireNonNull(line.get("id"));
    }

    private static Map<String, Object> written(ReadPicture picture) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("state", picture.state().name());
        picture.reason().ifPresent(reason -> line.put("reason", reason.name()));
        picture.text().ifPresent(text -> line.put("text", text));
        line.put(
                "codes",
                picture.codes().stream()
                        .map(code -> {
                            Map<String, String> one = new LinkedHashMap<>();
                            one.put("kind", code.kind().name());
                            one.put("format", code.format());
                            one.put("payload", code.payload());
                            return one;
                        })
                        .toList());
        return line;
    }

    /** @return the name in the pack; empty where the file is not here */
    private String contents(PackWriter pack, long id, Map<String, @Nullable Object> line) throws IOException {
        Optional<InputStream> found;
        try {
            found = media.open(id);
        } catch (NoSuchFileException e) {
            // kept no more where it was kept: the pack says so rather than not be made
            line.put("state", "LOST");
            return "";
        }
        if (found.isEmpty()) {
            return "";
        }
        String name = "media/" + id + ENDINGS.getOrDefault(String.valueOf(line.get("mediaType")), ".bin");
        try (InputStream in = found.get()) {
            String digest = pack.file(name, in::transferTo);
            if (!digest.equals(line.get("sha256"))) {
                throw new IOException("File " + id + " of a chat is not what was fetched");
            }
        }
        return name;
    }

    /** Of the customers and rooms of these messages' conversations. */
    List<Map<String, @Nullable Object>> consents(List<EvidenceRecords.Key> messages) {
        return db.sql("""
                        select c.external_userid, c.with_id, c.status, c.changed_at
                        from compliance.chat_consent c
                        where exists (
                            select from unnest(:ids, cast(:times as timestamptz[])) as asked (id, at)
                            join compliance.chat_message m on m.at = asked.at and m.seq = asked.id
                            join compliance.conversation v on v.id = m.conversation_id
                            where c.contact_id = m.contact_id or c.with_id = v.room_id)
                        order by c.external_userid, c.with_id
                        """)
                .param("ids", messages.stream().map(EvidenceRecords.Key::id).toArray(Long[]::new))
                .param(
                        "times",
                        messages.stream().map(key -> key.at().toString()).toArray(String[]::new))
                .query((row, number) -> {
                    Map<String, @Nullable Object> line = new LinkedHashMap<>();
                    line.put("customer", row.getString("external_userid"));
                    line.put("with", row.getString("with_id"));
                    line.put("status", row.getString("status"));
                    line.put(
                            "changed",
                            row.getObject("changed_at", OffsetDateTime.class)
                                    .toInstant()
                                    .toString());
                    return line;
                })
                .list();
    }

    private static Map<String, @Nullable Object> file(ResultSet row) throws SQLException {
        byte[] sha256 = row.getBytes("sha256");
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("seq", row.getLong("seq"));
        line.put("id", row.getLong("id"));
        line.put("type", row.getString("kind"));
        line.put("mediaType", row.getString("type"));
        line.put("size", row.getObject("size"));
        line.put("md5", row.getString("md5"));
        line.put("state", row.getString("state"));
        line.put("sha256", sha256 == null ? null : HexFormat.of().formatHex(sha256));
        return line;
    }
}
