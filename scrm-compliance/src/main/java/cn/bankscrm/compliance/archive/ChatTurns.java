package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Conversations of a member with a customer as who spoke when, for whoever counts time and reads no words. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ChatTurns {

    private final JdbcClient db;
    private final FieldCipher cipher;

    ChatTurns(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    /**
     * A conversation in which something is new.
     *
     * @param earliest the time of the earliest message that is new, or was taken back by what is
     */
    public record Touched(
            ConversationId conversation, StaffId staff, Optional<ExternalContactId> contact, Instant earliest) {}

    /**
     * What follows a place.
     *
     * @param place of the last record; the one asked for where nothing follows
     * @param records how many there were
     */
    public record Page(long place, int records, List<Touched> conversations) {

        public Page {
            conversations = List.copyOf(conversations);
        }
    }

    public Page after(long place, int limit) {
        Map<Long, Touched> touched = new HashMap<>();
        List<Long> places = new ArrayList<>();
        db.sql("""
                        select r.place, c.id, c.staff_id, c.contact_id, least(m.at, o.at) as earliest
                        from (
                            select place, seq, at from compliance.archive_record
                            where place > :place order by place limit :limit) r
                        left join lateral (
                            select seq, at, conversation_id from compliance.chat_message where at = r.at and seq = r.seq
                            offset 0) m on true
                        left join compliance.conversation c
                            on c.id = m.conversation_id and c.kind = 'SINGLE' and c.staff_id is not null
                        left join compliance.chat_recall x on x.seq = r.seq
                        left join compliance.archive_record o on o.msgid = x.msgid and o.state = 'READ'
                        order by r.place
                        """).param("place", place).param("limit", limit).query(row -> {
            places.add(row.getLong("place"));
            long id = row.getLong("id");
            if (!row.wasNull()) {
                long contact = row.getLong("contact_id");
                boolean unknown = row.wasNull();
                Touched one = new Touched(
                        new ConversationId(id),
                        new StaffId(row.getLong("staff_id")),
                        unknown ? Optional.empty() : Optional.of(new ExternalContactId(contact)),
                        row.getTimestamp("earliest").toInstant());
                touched.merge(id, one, (a, b) -> a.earliest().isAfter(b.earliest()) ? b : a);
            }
        });
        return new Page(places.isEmpty() ? place : places.getLast(), places.size(), List.copyOf(touched.values()));
    }

    /** @param since of each conversation, from when on; what was said at that moment is among it */
    public Map<ConversationId, List<ChatTurn>> since(Map<ConversationId, Instant> since) {
        Map<ConversationId, List<ChatTurn>> turns = new HashMap<>();
        List<Map.Entry<ConversationId, Instant>> asked = List.copyOf(since.entrySet());
        db.sql("""
                        select m.*, exists (
                            select from compliance.chat_recall x where x.msgid = m.msgid and x.kind = 'RECALL') as recalled
                        from unnest(:ids::bigint[], :since::timestamptz[]) as a (id, since)
                        cross join lateral (
                            select seq, at, msgid, conversation_id, from_staff, kind,
                                case when kind = 'text' and not from_staff then text_enc end as said
                            from compliance.chat_message
                            where conversation_id = a.id and at >= a.since and action in ('SEND', 'EDIT')
                            offset 0) m
                        order by m.conversation_id, m.at, m.seq
                        """)
                .param("ids", asked.stream().map(one -> one.getKey().value()).toArray(Long[]::new))
                .param(
                        "since",
                        asked.stream()
                                .map(one -> Timestamp.from(one.getValue()))
                                .toArray(Timestamp[]::new))
                .query(row -> {
                    ConversationId id = new ConversationId(row.getLong("conversation_id"));
                    turns.computeIfAbsent(id, key -> new ArrayList<>())
                            .add(new ChatTurn(
                                    id,
                                    row.getLong("seq"),
                                    row.getTimestamp("at").toInstant(),
                                    row.getBoolean("from_staff"),
                                    row.getString("kind"),
                                    text(row.getBytes("said")),
                                    row.getBoolean("recalled")));
                });
        return turns;
    }

    private Optional<String> text(byte @Nullable [] said) {
        return Optional.ofNullable(said).map(bytes -> cipher.decrypt(ChatMessages.TEXT, bytes));
    }
}
