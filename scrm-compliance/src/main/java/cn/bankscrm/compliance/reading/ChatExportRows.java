package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.archive.SealedFiles;
import cn.bankscrm.compliance.evidence.PackSelection;
import cn.bankscrm.compliance.reading.ChatExport.State;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Wishes for evidence packs as rows. Its transactions are not read-only: see {@link ReadChats}. */
@Component
@Transactional
class ChatExportRows {

    private static final String KEY = "chat.media_key";

    /** Of one's own, or of one's part of the bank, but for those of one's own chats. */
    private static final String SEEN = """
            (e.asked_by = :account or exists (
                select from core.pub_institution_path p
                where p.institution_id = e.institution_id and p.ancestor_id = :institution))
            and not exists (
                select from compliance.conversation c where c.id = e.conversation_id and c.staff_id = :self::bigint)
            """;

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    ChatExportRows(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    long ask(
            ConversationId conversation,
            PackSelection selection,
            String reason,
            String recipient,
            long institution,
            String account) {
        return db.sql("""
                        insert into compliance.chat_export
                            (conversation_id, first_day, last_day, seqs, reason, recipient, institution_id, asked_by, asked_at)
                        values (:conversation, :first, :last, :seqs, :reason, :recipient, :institution, :account, :now)
                        returning id
                        """)
                .param("conversation", conversation.value())
                .param("first", selection instanceof PackSelection.Conversation c ? c.from() : null)
                .param("last", selection instanceof PackSelection.Conversation c ? c.to() : null)
                .param(
                        "seqs",
                        selection instanceof PackSelection.Messages m ? m.seqs().toArray(Long[]::new) : null)
                .param("reason", reason)
                .param("recipient", recipient)
                .param("institution", institution)
                .param("account", account)
                .param("now", now())
                .query(Long.class)
                .single();
    }

    /** How many messages are selected, of those that there are in the conversation. */
    int messages(ConversationId conversation, PackSelection selection) {
        return switch (selection) {
            case PackSelection.Conversation span ->
                db.sql("""
                                select count(*) from compliance.chat_message
                                where conversation_id = :conversation
                                    and at >= cast(:from as date)::timestamp at time zone 'Asia/Shanghai'
                                    and at < (cast(:to as date) + 1)::timestamp at time zone 'Asia/Shanghai'
                                """)
                        .param("conversation", conversation.value())
                        .param("from", span.from())
                        .param("to", span.to())
                        .query(Integer.class)
                        .single();
            case PackSelection.Messages some ->
                db.sql("""
                                select count(*) from compliance.archive_record r
                                join compliance.chat_message m on m.at = r.at and m.seq = r.seq
                                where r.seq = any(:seqs) and m.conversation_id = :conversation
                                """)
                        .param("conversation", conversation.value())
                        .param("seqs", some.seqs().toArray(Long[]::new))
                        .query(Integer.class)
                        .single();
        };
    }

    Optional<ChatExport> find(long id) {
        return db.sql("select * from compliance.chat_export where id = :id")
                .param("id", id)
                .query((row, n) -> export(row))
                .optional();
    }

    /** One that the auditor sees. */
    Optional<ChatExport> find(long id, Auditor auditor) {
        return db.sql("select e.* from compliance.chat_export e where e.id = :id and " + SEEN)
                .params(seer(auditor))
                .param("id", id)
                .query((row, n) -> export(row))
                .optional();
    }

    /**
     * Those that the auditor sees, newest first.
     *
     * @param after the last of the part before; empty for the first part
     */
    List<ChatExport> list(Auditor auditor, Optional<Long> after, int most) {
        return db.sql("select e.* from compliance.chat_export e where " + SEEN
                        + " and (:after::bigint is null or e.id < :after) order by e.id desc limit :most")
                .params(seer(auditor))
                .param("after", after.orElse(null))
                .param("most", most)
                .query((row, n) -> export(row))
                .list();
    }

    /** How many wait for somebody like the auditor to decide. */
    long waiting(Auditor auditor) {
        return db.sql("select count(*) from compliance.chat_export e where " + SEEN
                        + " and e.state = 'ASKED' and lower(e.asked_by) <> lower(:account)")
                .params(seer(auditor))
                .query(Long.class)
                .single();
    }

    private static Map<String, @Nullable Object> seer(Auditor auditor) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("account", auditor.account());
        values.put("institution", auditor.institution().value());
        values.put("self", auditor.self().map(staff -> staff.value()).orElse(null));
        return values;
    }

    /** @return false when it was decided already */
    boolean decide(long id, State state, String account, @Nullable String reason) {
        return db.sql("""
                        update compliance.chat_export
                        set state = :state, decided_by = :account, decided_at = :now, decision_reason = :reason
                        where id = :id and state = 'ASKED' and lower(asked_by) <> lower(:account)
                        """)
                        .param("state", state.name())
                        .param("account", account)
                        .param("now", now())
                        .param("reason", reason)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** The next that is to be made and nobody is at, for a time. */
    Optional<ChatExport> lease(Duration lease) {
        return db.sql("""
                        with next as (
                            select id from compliance.chat_export
                            where state = 'APPROVED' and (leased_until is null or leased_until <= :now)
                            order by id limit 1 for update skip locked)
                        update compliance.chat_export e
                        set leased_until = :until, tries = tries + 1, done = 0
                        from next where e.id = next.id
                        returning e.*
                        """)
                .param("now", now())
                .param("until", Timestamp.from(clock.instant().plus(lease)))
                .query((row, n) -> export(row))
                .optional();
    }

    /** In a transaction of its own: whoever makes the pack is in another. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void progress(long id, int done, int total, Duration lease) {
        db.sql("update compliance.chat_export set done = :done, total = :total, leased_until = :until where id = :id")
                .param("done", done)
                .param("total", total)
                .param("until", Timestamp.from(clock.instant().plus(lease)))
                .param("id", id)
                .update();
    }

    void ready(long id, String name, SealedFiles.Kept kept, long bytes, byte[] sha256, Instant expires) {
        db.sql("""
                        update compliance.chat_export
                        set state = 'READY', name = :name, location = :location, key_enc = :key, bytes = :bytes, sha256 = :sha256,
                            built_at = :now, expires_at = :expires, leased_until = null, failure = null, done = total
                        where id = :id
                        """)
                .param("name", name)
                .param("location", kept.name())
                .param("key", cipher.encrypt(KEY, kept.key()))
                .param("bytes", bytes)
                .param("sha256", sha256)
                .param("now", now())
                .param("expires", Timestamp.from(expires))
                .param("id", id)
                .update();
    }

    /** @param tries after so many it is given up */
    void failed(long id, String failure, int tries) {
        db.sql("""
                        update compliance.chat_export
                        set failure = :failure, state = case when tries >= :tries then 'FAILED' else state end
                        where id = :id
                        """)
                .param("failure", failure)
                .param("tries", tries)
                .param("id", id)
                .update();
    }

    Optional<SealedFiles.Kept> file(long id) {
        return db.sql("select location, key_enc from compliance.chat_export where id = :id and state = 'READY'")
                .param("id", id)
                .query((row, n) ->
                        new SealedFiles.Kept(row.getString("location"), cipher.decrypt(KEY, row.getBytes("key_enc"))))
                .optional();
    }

    List<ChatExport> expired() {
        return db.sql("select * from compliance.chat_export where state = 'READY' and expires_at <= :now order by id")
                .param("now", now())
                .query((row, n) -> export(row))
                .list();
    }

    void gone(long id) {
        db.sql("""
                        update compliance.chat_export set state = 'EXPIRED', location = null, key_enc = null where id = :id
                        """).param("id", id).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static ChatExport export(ResultSet row) throws SQLException {
        long conversation = row.getLong("conversation_id");
        Date first = row.getDate("first_day");
        long bytes = row.getLong("bytes");
        OptionalLong size = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(bytes);
        return new ChatExport(
                row.getLong("id"),
                new ConversationId(conversation),
                first == null
                        ? new PackSelection.Messages(
                                List.of((Long[]) row.getArray("seqs").getArray()))
                        : new PackSelection.Conversation(
                                conversation,
                                first.toLocalDate(),
                                row.getDate("last_day").toLocalDate()),
                row.getString("reason"),
                row.getString("recipient"),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                State.valueOf(row.getString("state")),
                row.getString("decided_by"),
                instant(row.getTimestamp("decided_at")),
                row.getString("decision_reason"),
                row.getInt("done"),
                row.getInt("total"),
                row.getString("name"),
                size,
                instant(row.getTimestamp("expires_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant).orElse(null);
    }
}
