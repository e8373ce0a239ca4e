package cn.bankscrm.compliance.evidence;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What goes beside the messages into a pack: the files they name, and what customers agreed to. */
@Component
class PackAttachments {

    private final JdbcClient db;

    PackAttachments(JdbcClient db) {
        this.db = db;
    }

    /** @return the list of files, as it stands in the pack */
    List<Map<String, @Nullable Object>> write(PackWriter pack, List<Long> seqs) throws IOException {
        List<Map<String, @Nullable Object>> files = db.sql("""
                        select u.seq, f.id, f.kind, f.size, f.state, f.sha256, f.md5
                        from compliance.chat_message_media u join compliance.chat_media f on f.id = u.media_id
                        where u.seq = any(:seqs) order by u.seq, f.id
                        """)
                .param("seqs", seqs.toArray(Long[]::new))
                .query((row, number) -> file(row))
                .list();
        pack.json("media.json", files);
        return files;
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
        line.put("size", row.getObject("size"));
        line.put("md5", row.getString("md5"));
        line.put("state", row.getString("state"));
        line.put("sha256", sha256 == null ? null : HexFormat.of().formatHex(sha256));
        return line;
    }
}
