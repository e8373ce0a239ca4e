package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads the archive. Takes no scope: who may ask is decided before, by the right to read chats, and written down by
 * whoever shows what was read. Its transactions are not read-only, for those of a person read as {@code scrm_reader},
 * to whom chats are closed altogether; so are those of all who read the archive.
 */
@Component
@Transactional
public class ChatMessages {

    static final String TEXT = "chat.text";
    static final String RAW = "chat.raw";

    private static final int LARGEST_PAGE = 10_000;

    // "offset 0" keeps the planner from joining whole partitions: each message is fetched by its key
    private static final String COLUMNS = """
            select r.place, m.seq, m.msgid, m.at, m.conversation_id, m.action, m.from_id, m.to_ids, m.staff_id, m.from_staff,
                   m.contact_id, m.kind, m.text_enc, m.raw_enc, m.digest,
                   (select min(c.at) from compliance.chat_recall c where c.msgid = m.msgid) as recalled_at
            """;
    private static final String BY_KEY = """
            cross join lateral (
                select * from compliance.chat_message where at = r.at and seq = r.seq
                offset 0) m
            """;

    private final JdbcClient db;
    private final FieldCipher cipher;

    ChatMessages(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    /** @param seq WeCom's number of the record */
    public Optional<ChatMessage> message(long seq) {
        return messages(List.of(seq)).stream().findFirst();
    }

    /** @return those of them that are there, in the order of their time */
    public List<ChatMessage> messages(Collection<Long> seqs) {
        List<ChatMessage> found = db.sql(
                        COLUMNS + "from compliance.archive_record r\n" + BY_KEY + "where r.seq = any(:seqs)")
                .param("seqs", seqs.toArray(Long[]::new))
                .query((row, n) -> message(row))
                .list();
        return inOrder(found);
    }

    /**
     * What follows a place, in the order of places: for whoever works through the whole archive.
     *
     * @param place of the last message done, 0 to begin
     * @param limit 1 to 10,000
     */
    public List<ChatMessage> messagesAfter(long place, int limit) {
        return db.sql(COLUMNS + "from compliance.archive_record r\n" + BY_KEY + """
                        where r.place > :place
                        order by r.place
                        limit :limit
                        """)
                .param("place", place)
                .param("limit", Math.clamp(limit, 1, LARGEST_PAGE))
                .query((row, n) -> message(row))
                .list();
    }

    /** The place of the newest message; 0 where there is none. */
    public long lastPlace() {
        return db.sql("select coalesce(max(place), 0) from compliance.archive_record")
                .query(Long.class)
                .single();
    }

    /**
     * A message with those before and after it in its conversation, in the order of their time.
     *
     * @param seq in the middle
     * @param each how many on each side, 0 to 500
     * @return empty when the conversation does not hold the message
     */
    public List<ChatMessage> conversation(ConversationId conversation, long seq, int each) {
        Optional<Instant> at = db.sql("""
                        select m.at
                        from compliance.archive_record r
                        join compliance.chat_message m on m.at = r.at and m.seq = r.seq
                        where r.seq = :seq and m.conversation_id = :conversation
                        """)
                .param("seq", seq)
                .param("conversation", conversation.value())
                .query((row, n) -> row.getTimestamp("at").toInstant())
                .optional();
        if (at.isEmpty()) {
            return List.of();
        }
        List<ChatMessage> found = new ArrayList<>(beside(conversation, at.get(), seq, each + 1, "<=", "desc"));
        found.addAll(beside(conversation, at.get(), seq, each, ">", "asc"));
        return inOrder(found);
    }

    /** The newest messages of a conversation up to a time, in the order of their time. */
    public List<ChatMessage> newest(ConversationId conversation, Instant until, int limit) {
        return inOrder(beside(conversation, until, Long.MAX_VALUE, limit, "<=", "desc"));
    }

    public Optional<Conversation> conversation(ConversationId id) {
        return db.sql("""
                        select id, kind, staff_id, contact_id, room_id, last_at
                        from compliance.conversation
                        where id = :id
                        """)
                .param("id", id.value())
                .query((row, n) -> conversation(row))
                .optional();
    }

    private List<ChatMessage> beside(
            ConversationId conversation, Instant at, long seq, int limit, String side, String order) {
        return db.sql(COLUMNS + """
                        from (
                            select * from compliance.chat_message
                            where conversation_id = :conversation and (at, seq) %1$s (:at, :seq)
                            order by at %2$s, seq %2$s
                            limit :limit) m
                        join compliance.archive_record r on r.seq = m.seq
                        """.formatted(side, order))
                .param("conversation", conversation.value())
                .param("at", Timestamp.from(at))
                .param("seq", seq)
                .param("limit", Math.clamp(limit, 0, 501))
                .query((row, n) -> message(row))
                .list();
    }

    private static List<ChatMessage> inOrder(List<ChatMessage> messages) {
        return messages.stream()
                .sorted(Comparator.comparing(ChatMessage::at).thenComparingLong(ChatMessage::seq))
                .toList();
    }

    private ChatMessage message(ResultSet row) throws SQLException {
        byte[] text = row.getBytes("text_enc");
        return new ChatMessage(
                row.getLong("place"),
                row.getLong("seq"),
                row.getString("msgid"),
                row.getTimestamp("at").toInstant(),
                new ConversationId(row.getLong("conversation_id")),
                ChatMessage.Action.valueOf(row.getString("action")),
                row.getString("from_id"),
                texts(row.getArray("to_ids")),
                id(row, "staff_id").map(StaffId::new),
                row.getBoolean("from_staff"),
                id(row, "contact_id").map(ExternalContactId::new),
                row.getString("kind"),
                Optional.ofNullable(text == null ? null : cipher.decrypt(TEXT, text)),
                cipher.decrypt(RAW, row.getBytes("raw_enc")),
                HexFormat.of().formatHex(row.getBytes("digest")),
                Optional.ofNullable(row.getTimestamp("recalled_at")).map(Timestamp::toInstant));
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                new ConversationId(row.getLong("id")),
                Conversation.Kind.valueOf(row.getString("kind")),
                id(row, "staff_id").map(StaffId::new),
                id(row, "contact_id").map(ExternalContactId::new),
                Optional.ofNullable(row.getString("room_id")),
                row.getTimestamp("last_at").toInstant());
    }

    private static Optional<Long> id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(id);
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
