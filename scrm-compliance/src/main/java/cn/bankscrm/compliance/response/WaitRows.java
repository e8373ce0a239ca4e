package cn.bankscrm.compliance.response;

import cn.bankscrm.compliance.archive.ChatTurns.Touched;
import cn.bankscrm.compliance.archive.ConversationId;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Waits as rows; a wait is known by its conversation and the moment of the question. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class WaitRows {

    private final JdbcTemplate template;
    private final JdbcClient db;

    WaitRows(JdbcTemplate template) {
        this.template = template;
        this.db = JdbcClient.create(template);
    }

    /** A wait in all its columns. */
    record Row(Touched of, Wait span, int workingMinutes, int limitMinutes, Instant due) {}

    /** A wait that is kept, and whether somebody was alerted of it. */
    record Kept(ConversationId conversation, Wait span, boolean alerted) {}

    /** @return of each conversation a moment at which nobody waits, with nothing new before it */
    Map<ConversationId, Instant> beginnings(Collection<Touched> touched) {
        Map<ConversationId, Instant> begins = new HashMap<>();
        touched.forEach(one -> begins.put(one.conversation(), one.earliest()));
        db.sql("""
                        select w.conversation_id, min(w.asked_at) as asked_at
                        from unnest(:ids::bigint[], :earliest::timestamptz[]) as t (id, earliest)
                        join compliance.response_wait w on w.conversation_id = t.id
                            and w.asked_at <= t.earliest and (w.answered_at is null or w.answered_at >= t.earliest)
                        group by 1
                        """)
                .param("ids", ids(touched))
                .param(
                        "earliest",
                        touched.stream()
                                .map(one -> Timestamp.from(one.earliest()))
                                .toArray(Timestamp[]::new))
                .query(row -> {
                    begins.put(
                            new ConversationId(row.getLong("conversation_id")),
                            row.getTimestamp("asked_at").toInstant());
                });
        return begins;
    }

    /** What is kept of those conversations from those moments on. */
    List<Kept> since(Map<ConversationId, Instant> since) {
        List<Map.Entry<ConversationId, Instant>> asked = List.copyOf(since.entrySet());
        return db.sql("""
                        select w.conversation_id, w.asked_seq, w.asked_at, w.answered_at, w.alerted_at is not null as alerted
                        from unnest(:ids::bigint[], :since::timestamptz[]) as t (id, since)
                        join compliance.response_wait w on w.conversation_id = t.id and w.asked_at >= t.since
                        """)
                .param("ids", asked.stream().map(one -> one.getKey().value()).toArray(Long[]::new))
                .param(
                        "since",
                        asked.stream()
                                .map(one -> Timestamp.from(one.getValue()))
                                .toArray(Timestamp[]::new))
                .query((row, n) -> new Kept(
                        new ConversationId(row.getLong("conversation_id")),
                        new Wait(
                                row.getLong("asked_seq"),
                                row.getTimestamp("asked_at").toInstant(),
                                Optional.ofNullable(row.getTimestamp("answered_at"))
                                        .map(Timestamp::toInstant)),
                        row.getBoolean("alerted")))
                .list();
    }

    /** Customers' limits by contact: the shortest of their segments; who is in none has no entry. */
    Map<Long, Integer> limits(Collection<Long> contacts) {
        Map<Long, Integer> limits = new HashMap<>();
        db.sql("""
                        select b.contact_id, min(l.minutes) as minutes
                        from core.pub_binding b
                        join core.pub_customer c on c.id = b.customer_id
                        left join core.pub_segment_member s on s.customer_id = c.id
                        join compliance.response_limit l
                            on l.segment_id = any(c.segment_ids) or l.segment_id = any(s.segment_ids)
                        where b.contact_id = any(:contacts) and b.unbound_at is null
                        group by b.contact_id
                        """).param("contacts", contacts.toArray(Long[]::new)).query(row -> {
            limits.put(row.getLong("contact_id"), row.getInt("minutes"));
        });
        return limits;
    }

    /** The whole bank's limit, in working minutes. */
    int limit() {
        return db.sql("select minutes from compliance.response_limit where segment_id is null")
                .query(Integer.class)
                .single();
    }

    void remove(Collection<Kept> gone) {
        template.batchUpdate(
                "delete from compliance.response_wait where conversation_id = ? and asked_at = ?",
                gone,
                500,
                (statement, kept) -> {
                    statement.setLong(1, kept.conversation().value());
                    statement.setTimestamp(2, Timestamp.from(kept.span().askedAt()));
                });
    }

    /** A wait that is known keeps what became of it and the limit by which it was measured. */
    void put(Collection<Row> rows) {
        template.batchUpdate("""
                insert into compliance.response_wait
                    (conversation_id, staff_id, contact_id, asked_seq, asked_at, answered_at, working_minutes, limit_minutes, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (conversation_id, asked_at) do update
                set asked_seq = excluded.asked_seq, answered_at = excluded.answered_at, working_minutes = excluded.working_minutes
                """, rows, 500, (statement, row) -> {
            Wait wait = row.span();
            statement.setLong(1, row.of().conversation().value());
            statement.setLong(2, row.of().staff().value());
            statement.setObject(3, row.of().contact().map(id -> id.value()).orElse(null), Types.BIGINT);
            statement.setLong(4, wait.askedSeq());
            statement.setTimestamp(5, Timestamp.from(wait.askedAt()));
            statement.setTimestamp(6, wait.answeredAt().map(Timestamp::from).orElse(null));
            statement.setObject(7, wait.answeredAt().isPresent() ? row.workingMinutes() : null, Types.INTEGER);
            statement.setInt(8, row.limitMinutes());
            statement.setTimestamp(9, Timestamp.from(row.due()));
        });
    }

    /** Of a wait that was made anew under another question nobody is alerted twice. */
    void carryAlerts(Collection<Kept> gone, Instant now) {
        template.batchUpdate("""
                update compliance.response_wait set alerted_at = ?
                where conversation_id = ? and alerted_at is null
                    and asked_at <= coalesce(?::timestamptz, 'infinity') and coalesce(answered_at, 'infinity') >= ?
                """, gone, 500, (statement, kept) -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setLong(2, kept.conversation().value());
            statement.setTimestamp(
                    3, kept.span().answeredAt().map(Timestamp::from).orElse(null));
            statement.setTimestamp(4, Timestamp.from(kept.span().askedAt()));
        });
    }

    private static Long[] ids(Collection<Touched> touched) {
        return touched.stream().map(one -> one.conversation().value()).toArray(Long[]::new);
    }
}
