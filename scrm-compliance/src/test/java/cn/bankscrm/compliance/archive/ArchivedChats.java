package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts messages into the archive as if they had been pulled, decrypted and read. */
public final class ArchivedChats {

    /** Numbers after this one are free where an archive is pulled meanwhile. */
    public static final long BEYOND = 1_000_000_000;

    private long after;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;
    private final FieldCipher cipher;

    public ArchivedChats(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    /** Keeps out of the way of what is pulled meanwhile. */
    public ArchivedChats besideASource() {
        after = BEYOND;
        return this;
    }

    /**
     * The conversation of a member with a customer, made when it is first asked for.
     *
     * @param staff WeCom's id of the member
     * @param external WeCom's id of the customer
     */
    public ConversationId single(String staff, String external) {
        return conversation("single:" + staff + ":" + external, "SINGLE", staff(staff), contact(external), null);
    }

    public ConversationId room(String room) {
        return conversation("room:" + room, "ROOM", null, null, room);
    }

    private ConversationId conversation(
            String key, String kind, @Nullable Long staff, @Nullable Long contact, @Nullable String room) {
        return db.sql("""
                        insert into compliance.conversation (key, kind, staff_id, contact_id, room_id, last_at)
                        values (:key, :kind, :staff, :contact, :room, 'epoch')
                        on conflict (key) do update set key = excluded.key returning id
                        """)
                .param("key", key)
                .param("kind", kind)
                .param("staff", staff)
                .param("contact", contact)
                .param("room", room)
                .query((row, n) -> new ConversationId(row.getLong("id")))
                .single();
    }

    /** Somebody says something. @return the number of the record */
    public long said(ConversationId in, Instant at, String from, List<String> to, String text) {
        ObjectNode content = JSON.createObjectNode().put("content", text);
        return message(in, at, from, to, "text", content, Optional.of(text));
    }

    /**
     * A message of any kind.
     *
     * @param content what stands under the key of the kind
     * @param text what can be searched
     * @return the number of the record
     */
    public long message(
            ConversationId in,
            Instant at,
            String from,
            List<String> to,
            String kind,
            ObjectNode content,
            Optional<String> text) {
        long seq = db.sql("select greatest(max(seq), :beyond) + 1 from compliance.archive_record")
                .param("beyond", after)
                .query(Long.class)
                .single();
        String msgId = "m" + seq;
        ObjectNode json = JSON.createObjectNode()
                .put("msgid", msgId)
                .put("action", kind.equals("revoke") ? "recall" : "send")
                .put("from", from);
        to.forEach(json.putArray("tolist")::add);
        json.put("msgtime", at.toEpochMilli()).put("msgtype", kind).set(kind, content);
        String raw = json.toString();
        db.sql("""
                        insert into compliance.chat_message
                            (at, seq, msgid, conversation_id, action, from_id, to_ids, staff_id, from_staff, contact_id, kind,
                             text_enc, raw_enc, digest)
                        select :at, :seq, :msgid, c.id, :action, :from, :to, coalesce(:sender, c.staff_id), :sender::bigint is not null,
                            coalesce(c.contact_id, :contact), :kind, :text, :raw, :digest
                        from compliance.conversation c where c.id = :conversation
                        """)
                .param("at", Timestamp.from(at))
                .param("seq", seq)
                .param("msgid", msgId)
                .param("conversation", in.value())
                .param("action", kind.equals("revoke") ? "RECALL" : "SEND")
                .param("from", from)
                .param("to", to.toArray(String[]::new))
                .param("sender", staff(from))
                .param("contact", contact(from))
                .param("kind", kind)
                .param("text", text.map(t -> cipher.encrypt("chat.text", t)).orElse(null))
                .param("raw", cipher.encrypt("chat.raw", raw))
                .param("digest", sha256(raw))
                .update();
        if (kind.equals("revoke")) {
            db.sql("insert into compliance.chat_recall (msgid, seq, kind, at) values (:msgid, :seq, 'RECALL', :at)")
                    .param("msgid", content.path("pre_msgid").asString())
                    .param("seq", seq)
                    .param("at", Timestamp.from(at))
                    .update();
        }
        read(seq, msgId, at);
        return seq;
    }

    private void read(long seq, String msgId, Instant at) {
        long place = db.sql("update compliance.archive_place set last = last + 1 returning last")
                .query(Long.class)
                .single();
        db.sql("""
                        insert into compliance.archive_record (seq, msgid, public_key_version, received_at, state, at, place)
                        values (:seq, :msgid, 1, :at, 'READ', :at, :place)
                        """)
                .param("seq", seq)
                .param("msgid", msgId)
                .param("at", Timestamp.from(at))
                .param("place", place)
                .update();
    }

    private @Nullable Long staff(String userId) {
        return db.sql("select id from core.staff where lower(wecom_userid) = lower(:id)")
                .param("id", userId)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private @Nullable Long contact(String external) {
        return db.sql("select id from core.external_contact where external_userid = :id")
                .param("id", external)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
