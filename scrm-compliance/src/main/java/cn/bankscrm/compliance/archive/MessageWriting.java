package cn.bankscrm.compliance.archive;

import cn.bankscrm.compliance.archive.People.Known;
import cn.bankscrm.core.privacy.FieldCipher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes opened messages, and that their records are read, in one transaction. */
@Component
class MessageWriting {

    private final JdbcClient db;
    private final JdbcTemplate copies;
    private final ConversationRows conversations;
    private final People people;
    private final ChatSideRows sides;
    private final FieldCipher cipher;
    private final TransactionTemplate transaction;

    MessageWriting(
            JdbcTemplate copies,
            ConversationRows conversations,
            People people,
            ChatSideRows sides,
            FieldCipher cipher,
            PlatformTransactionManager transactions) {
        this.db = JdbcClient.create(copies);
        this.copies = copies;
        this.conversations = conversations;
        this.people = people;
        this.sides = sides;
        this.cipher = cipher;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A message ready to be written: all that costs time is done before the transaction begins. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record Prepared(ReadRecord entry, ConversationKey conversation, byte[] text, byte[] raw) {}

    /**
     * @return the places that the messages took
     * @throws LeaseLost when one of the records was read meanwhile; nothing was written
     */
    ChatArchived write(List<ReadRecord> records) {
        Known known = people.find(participants(records));
        List<Prepared> prepared = records.stream()
                .map(entry -> new Prepared(
                        entry,
                        ConversationKey.of(entry.message(), known),
                        entry.message().text().isEmpty()
                                ? new byte[0]
                                : cipher.encrypt(
                                        ChatMessages.TEXT, entry.message().text()),
                        cipher.encrypt(ChatMessages.RAW, entry.json())))
                .toList();
        return transaction.execute(status -> write(prepared, known));
    }

    /** Notes that records cannot be read; their ciphertext stays. */
    void unreadable(Map<Long, String> reasons) {
        transaction.executeWithoutResult(status -> db.sql("""
                        update compliance.archive_record r
                        set state = 'UNREADABLE', reason = told.reason
                        from unnest(:seqs::bigint[], :reasons::text[]) as told (seq, reason)
                        where r.seq = told.seq and r.state = 'PENDING'
                        """)
                .param("seqs", reasons.keySet().toArray(Long[]::new))
                .param("reasons", reasons.values().toArray(String[]::new))
                .update());
    }

    private ChatArchived write(List<Prepared> prepared, Known known) {
        Map<String, Instant> newest = new HashMap<>();
        List<ConversationKey> keys = new ArrayList<>();
        for (Prepared one : prepared) {
            keys.add(one.conversation());
            newest.merge(one.conversation().value(), one.entry().at(), (a, b) -> a.isAfter(b) ? a : b);
        }
        Map<String, Long> ids = conversations.ids(keys, newest, known);
        List<ReadRecord> records = prepared.stream().map(Prepared::entry).toList();
        copy(prepared, ids, known);
        sides.write(records, known);
        // last, because other nodes wait for their places until this transaction ends
        long last = db.sql("update compliance.archive_place set last = last + :n returning last")
                .param("n", prepared.size())
                .query(Long.class)
                .single();
        read(records, last - prepared.size());
        return new ChatArchived(last - prepared.size() + 1, last);
    }

    private void read(List<ReadRecord> records, long before) {
        int changed = db.sql("""
                        update compliance.archive_record r
                        set state = 'READ', reason = null, random_key = null, ciphertext = null, at = told.at,
                            place = :before + told.nth
                        from unnest(:seqs::bigint[], :times::timestamptz[]) with ordinality as told (seq, at, nth)
                        where r.seq = told.seq and r.state = 'PENDING'
                        """)
                .param("before", before)
                .param("seqs", records.stream().map(ReadRecord::seq).toArray(Long[]::new))
                .param(
                        "times",
                        records.stream()
                                .map(entry -> Timestamp.from(entry.at()))
                                .toArray(Timestamp[]::new))
                .update();
        if (changed != records.size()) {
            throw new LeaseLost();
        }
    }

    private void copy(List<Prepared> prepared, Map<String, Long> ids, Known known) {
        BinaryCopy rows = new BinaryCopy();
        for (Prepared one : prepared) {
            ParsedMessage message = one.entry().message();
            ConversationKey conversation = one.conversation();
            rows.row(14);
            rows.time(one.entry().at());
            rows.bigint(one.entry().seq());
            rows.text(one.entry().msgId());
            rows.bigint(ids.get(conversation.value()));
            rows.text(message.action().name());
            rows.text(message.from());
            rows.texts(message.to());
            rows.bigint(conversation.member().flatMap(known::staffId).orElse(null));
            rows.bool(!message.from().isEmpty() && !known.isExternal(message.from()));
            rows.bigint(conversation.contact().flatMap(known::contactId).orElse(null));
            rows.text(message.kind());
            rows.bytes(one.text().length == 0 ? null : one.text());
            rows.bytes(one.raw());
            rows.bytes(one.entry().digest());
        }
        byte[] all = rows.end();
        copies.execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                                copy compliance.chat_message (at, seq, msgid, conversation_id, action, from_id, to_ids, staff_id,
                                    from_staff, contact_id, kind, text_enc, raw_enc, digest)
                                from stdin with (format binary)
                                """, new ByteArrayInputStream(all));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Set<String> participants(List<ReadRecord> records) {
        Set<String> ids = new HashSet<>();
        for (ReadRecord entry : records) {
            ids.add(entry.message().from());
            ids.addAll(entry.message().to());
            entry.message().agreement().ifPresent(agreement -> ids.add(agreement.externalUserId()));
        }
        ids.remove("");
        return ids;
    }
}
