package cn.bankscrm.compliance.archive;

import cn.bankscrm.compliance.archive.People.Known;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Conversations by their keys. Called inside a transaction, which then holds them: always in the order of keys. */
@Component
class ConversationRows {

    private final JdbcClient db;

    ConversationRows(JdbcClient db) {
        this.db = db;
    }

    /**
     * Finds or enters them.
     *
     * @param newest of each, the time of its newest message
     * @return an id for every key
     */
    Map<String, Long> ids(Collection<ConversationKey> keys, Map<String, Instant> newest, Known people) {
        Map<String, ConversationKey> sorted = new TreeMap<>();
        keys.forEach(key -> sorted.putIfAbsent(key.value(), key));
        List<ConversationKey> all = List.copyOf(sorted.values());
        Map<String, Long> ids = new HashMap<>();
        db.sql("""
                        insert into compliance.conversation (key, kind, staff_id, contact_id, room_id, last_at)
                        select key, kind, staff_id, contact_id, room_id, last_at
                        from unnest(:keys::text[], :kinds::text[], :staff::bigint[], :contacts::bigint[], :rooms::text[],
                            :times::timestamptz[]) as named (key, kind, staff_id, contact_id, room_id, last_at)
                        order by key
                        on conflict (key) do update
                        set last_at = greatest(conversation.last_at, excluded.last_at),
                            contact_id = coalesce(conversation.contact_id, excluded.contact_id),
                            staff_id = coalesce(conversation.staff_id, excluded.staff_id)
                        returning key, id
                        """)
                .param("keys", column(all, ConversationKey::value))
                .param("kinds", column(all, key -> key.kind().name()))
                .param("staff", all.stream().map(key -> staff(key, people)).toArray(Long[]::new))
                .param("contacts", all.stream().map(key -> contact(key, people)).toArray(Long[]::new))
                .param("rooms", column(all, key -> key.room().orElse(null)))
                .param(
                        "times",
                        all.stream()
                                .map(key -> Timestamp.from(newest.getOrDefault(key.value(), Instant.EPOCH)))
                                .toArray(Timestamp[]::new))
                .query(row -> {
                    ids.put(row.getString("key"), row.getLong("id"));
                });
        return ids;
    }

    /** A room is nobody's own, nor is a chat among members. */
    private static @Nullable Long staff(ConversationKey key, Known people) {
        return key.kind() == Conversation.Kind.SINGLE
                ? key.member().flatMap(people::staffId).orElse(null)
                : null;
    }

    private static @Nullable Long contact(ConversationKey key, Known people) {
        return key.kind() == Conversation.Kind.SINGLE
                ? key.contact().flatMap(people::contactId).orElse(null)
                : null;
    }

    private static @Nullable String[] column(
            List<ConversationKey> keys, Function<ConversationKey, @Nullable String> field) {
        return keys.stream().map(field).toArray(String[]::new);
    }
}
