package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The sends as a queue: taken on lease, moved on, put off. */
@Component
class SendRows {

    /** Longer than all calls of one send take. */
    static final Duration LEASE = Duration.ofMinutes(5);

    /** A call whose answer was lost may still be on its way for so long. */
    static final Duration SETTLES = Duration.ofMinutes(1);

    private static final int ONE_OF_A_MEMBER = 0x7A67_0011;

    private static final String BACKOFF = """
            :now::timestamptz + greatest(:after / 1000.0, least(600, power(2, least(attempts, 10)))) * interval '1 s'
            """;

    private final JdbcClient db;
    private final Clock clock;

    SendRows(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * A send that is at work.
     *
     * @param staffNo null, as sender, for one who has none
     * @param unsureSince since when a call may have arrived; null when none can have
     * @param attempt counts the leases: another one, and another node has it
     */
    record Send(
            SendId id,
            Channel channel,
            SendState state,
            StaffId staff,
            @Nullable StaffNo staffNo,
            @Nullable WeComUserId sender,
            ContentId content,
            LocalDate day,
            @Nullable String message,
            @Nullable String link,
            @Nullable Instant unsureSince,
            @Nullable String jobId,
            @Nullable String weComId,
            @Nullable Instant draftedAt,
            @Nullable Instant confirmedAt,
            @Nullable String ending,
            int attempt) {}

    /** Takes what is due. @return their ids */
    @Transactional
    List<SendId> take(Channel channel, Collection<SendState> states, int most) {
        Instant now = clock.instant();
        return db.sql("""
                        update engagement.send s
                        set leased_until = :until, attempts = attempts + 1
                        where s.id in (
                            select d.id from engagement.send d
                            where d.channel = :channel and d.state = any(:states) and d.next_at <= :now
                              and (d.leased_until is null or d.leased_until <= :now)
                            order by d.next_at, d.id limit :most
                            for update skip locked)
                        returning s.id
                        """)
                .param("until", Timestamp.from(now.plus(LEASE)))
                .param("channel", channel.name())
                .param("states", states.stream().map(Enum::name).toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, n) -> new SendId(row.getLong("id")))
                .list();
    }

    Send read(SendId id) {
        return db.sql("""
                        select s.id, s.channel, s.state, s.staff_id, s.content_id, s.day, s.message, s.link, s.unsure_since,
                            s.job_id, s.wecom_id, s.drafted_at, s.confirmed_at, s.ending, s.attempts, p.staff_no, p.wecom_userid
                        from engagement.send s left join core.pub_staff p on p.id = s.staff_id
                        where s.id = :id
                        """).param("id", id.value()).query((row, n) -> send(row)).single();
    }

    private static Send send(ResultSet row) throws SQLException {
        String number = row.getString("staff_no");
        String user = row.getString("wecom_userid");
        return new Send(
                new SendId(row.getLong("id")),
                Channel.valueOf(row.getString("channel")),
                SendState.valueOf(row.getString("state")),
                new StaffId(row.getLong("staff_id")),
                number == null ? null : new StaffNo(number),
                user == null ? null : new WeComUserId(user),
                new ContentId(row.getLong("content_id")),
                row.getObject("day", LocalDate.class),
                row.getString("message"),
                row.getString("link"),
                instant(row, "unsure_since"),
                row.getString("job_id"),
                row.getString("wecom_id"),
                instant(row, "drafted_at"),
                instant(row, "confirmed_at"),
                row.getString("ending"),
                row.getInt("attempts"));
    }

    /**
     * Finds the contacts of those who are to get it: friends of the member now. Who is none gets nothing.
     *
     * @return each once
     */
    @Transactional
    List<ExternalUserId> recipients(SendId id) {
        db.sql("""
                        update engagement.touch t
                        set contact_id = (
                            select l.contact_id from core.pub_binding b
                            join core.pub_friend_link l on l.contact_id = b.contact_id and l.staff_id = t.staff_id
                                and l.ended_at is null
                            where b.customer_id = t.customer_id and b.unbound_at is null
                            order by l.added_at desc limit 1)
                        where t.send_id = :id and t.contact_id is null
                        """).param("id", id.value()).update();
        db.sql("""
                        update engagement.touch t
                        set state = 'FAILED', state_at = :now, why = jsonb_build_object('reason', 'NO_FRIEND')
                        where t.send_id = :id and t.state = 'PLANNED' and not exists (
                            select from core.pub_friend_link l
                            where l.staff_id = t.staff_id and l.contact_id = t.contact_id and l.ended_at is null)
                        """).param("id", id.value()).param("now", now()).update();
        return db.sql("""
                        select distinct c.external_userid
                        from engagement.touch t join core.pub_external_contact c on c.id = t.contact_id
                        where t.send_id = :id and t.state = 'PLANNED'
                        order by 1
                        """)
                .param("id", id.value())
                .query((row, n) -> new ExternalUserId(row.getString("external_userid")))
                .list();
    }

    /** Whether no send has it as its own. */
    boolean isUnknown(String weComId) {
        return db.sql("select not exists (select from engagement.send where wecom_id = :id)")
                .param("id", weComId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Says, before it is done, that WeCom is called. Of one member only one send is called at a time: what is found at
     * WeCom later is then that one.
     *
     * @return until when it may be called; empty when it may not now
     */
    @Transactional
    Optional<Instant> calling(Send send, String message, @Nullable String title, @Nullable String link) {
        Instant now = clock.instant();
        Instant until = now.plus(LEASE);
        db.sql("select pg_advisory_xact_lock(:key, :staff)")
                .param("key", ONE_OF_A_MEMBER)
                .param("staff", Long.hashCode(send.staff().value()))
                .query(row -> {});
        int begun = db.sql("""
                        update engagement.send s
                        set state = 'CALLING', state_at = :now, message = :message, card_title = :title, link = :link,
                            unsure_since = coalesce(unsure_since, :now), leased_until = :until
                        where s.id = :id and s.state in ('READY', 'CALLING') and s.leased_until > :now and s.attempts = :attempt
                          and not exists (
                            select from engagement.send o
                            where o.staff_id = s.staff_id and o.state = 'CALLING' and o.id <> s.id)
                        """)
                .param("now", Timestamp.from(now))
                .param("message", message)
                .param("title", title)
                .param("link", link)
                .param("until", Timestamp.from(until))
                .param("id", send.id().value())
                .param("attempt", send.attempt())
                .update();
        return begun == 1 ? Optional.of(until) : Optional.empty();
    }

    /** The job that makes a moment is known; what it made is asked for later. */
    @Transactional
    void accepted(SendId id, String jobId) {
        db.sql("""
                        update engagement.send
                        set job_id = :job, leased_until = null, next_at = :next
                        where id = :id and state = 'CALLING'
                        """)
                .param("job", jobId)
                .param("next", Timestamp.from(clock.instant().plusSeconds(2)))
                .param("id", id.value())
                .update();
    }

    /** It lies before the member. */
    @Transactional
    void drafted(SendId id, String weComId, List<ExternalUserId> refused) {
        Timestamp now = now();
        int drafted = db.sql("""
                        update engagement.send
                        set state = 'DRAFTED', state_at = :now, drafted_at = :now, wecom_id = :weCom, unsure_since = null,
                            leased_until = null, attempts = 0, next_at = :next
                        where id = :id and state = 'CALLING'
                        """)
                .param("now", now)
                .param("weCom", weComId)
                .param("next", Timestamp.from(clock.instant().plus(SETTLES)))
                .param("id", id.value())
                .update();
        if (drafted == 0) {
            return;
        }
        db.sql("""
                        update engagement.touch t
                        set state = 'FAILED', state_at = :now, why = jsonb_build_object('reason', 'NOT_TAKEN')
                        from core.pub_external_contact c
                        where t.send_id = :id and t.state = 'PLANNED' and c.id = t.contact_id and c.external_userid = any(:refused)
                        """)
                .param("now", now)
                .param("id", id.value())
                .param("refused", refused.stream().map(ExternalUserId::value).toArray(String[]::new))
                .update();
        db.sql("""
                        update engagement.touch set state = 'OFFERED', state_at = :now
                        where send_id = :id and state = 'PLANNED'
                        """).param("now", now).param("id", id.value()).update();
    }

    /** It did not arrive, for certain: what was before is still so. */
    @Transactional
    void later(Send send, Optional<Duration> retryAfter) {
        db.sql("""
                        update engagement.send
                        set state = case when state = 'CALLING' and :unsure::timestamptz is null then 'READY' else state end,
                            state_at = :now, unsure_since = :unsure, leased_until = null, next_at = %s
                        where id = :id and state in ('READY', 'CALLING') and attempts = :attempt
                        """.formatted(BACKOFF))
                .param("unsure", send.unsureSince() == null ? null : Timestamp.from(send.unsureSince()))
                .param("now", now())
                .param("after", retryAfter.orElse(Duration.ZERO).toMillis())
                .param("id", send.id().value())
                .param("attempt", send.attempt())
                .update();
    }

    /** Is looked at again later, longer each time; whether it arrived stays open where it is. */
    @Transactional
    void putOff(Send send, Optional<Duration> retryAfter) {
        db.sql("update engagement.send set leased_until = null, next_at = " + BACKOFF
                        + " where id = :id and attempts = :attempt")
                .param("now", now())
                .param("after", retryAfter.orElse(Duration.ZERO).toMillis())
                .param("id", send.id().value())
                .param("attempt", send.attempt())
                .update();
    }

    /** Comes to nothing, with all its touches. */
    @Transactional
    void failed(SendId id, SendReason reason, int code) {
        db.sql("""
                        update engagement.send
                        set state = 'FAILED', state_at = :now, reason = :reason, code = nullif(:code, 0), leased_until = null,
                            unsure_since = null
                        where id = :id and state in ('READY', 'CALLING')
                        """)
                .param("now", now())
                .param("reason", reason.name())
                .param("code", code)
                .param("id", id.value())
                .update();
        touches(
                id,
                List.of("PLANNED"),
                reason == SendReason.LATE ? TouchState.EXPIRED : TouchState.FAILED,
                reason.name());
    }

    /** The content went before anything left. */
    @Transactional
    void withdrawn(SendId id) {
        db.sql("""
                        update engagement.send
                        set state = 'WITHDRAWN', state_at = :now, leased_until = null, unsure_since = null
                        where id = :id and state in ('READY', 'CALLING')
                        """).param("now", now()).param("id", id.value()).update();
        touches(id, List.of("PLANNED"), TouchState.WITHDRAWN, null);
    }

    void touches(SendId id, List<String> from, TouchState to, @Nullable String reason) {
        db.sql("""
                        update engagement.touch
                        set state = :to, state_at = :now,
                            why = case when :reason::text is null then why else jsonb_build_object('reason', :reason::text) end
                        where send_id = :id and state = any(:from)
                        """)
                .param("to", to.name())
                .param("now", now())
                .param("reason", reason)
                .param("id", id.value())
                .param("from", from.toArray(String[]::new))
                .update();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
