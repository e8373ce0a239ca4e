package cn.bankscrm.wecom.inbox;

import cn.bankscrm.core.inbound.CallbackInbox;
import cn.bankscrm.core.inbound.DeadLetter;
import cn.bankscrm.core.inbound.DeadLetterContent;
import cn.bankscrm.core.inbound.InboxEventId;
import cn.bankscrm.core.inbound.InboxState;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.UnreadablePersonalData;
import cn.bankscrm.wecom.event.EventFields;
import cn.bankscrm.wecom.event.MalformedEvent;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The inbox as its keepers see it. */
@Component
class WeComCallbackInbox implements CallbackInbox {

    private static final Logger log = LoggerFactory.getLogger(WeComCallbackInbox.class);

    /** What may be shown: ids and kinds. Names, mobiles, addresses, texts and codes are not among them. */
    private static final List<String> SHOWN = List.of(
            "ToUserName",
            "CreateTime",
            "MsgType",
            "Event",
            "ChangeType",
            "AgentID",
            "UserID",
            "NewUserID",
            "ExternalUserID",
            "Source",
            "FailReason",
            "Department",
            "Id",
            "ParentId",
            "TagId",
            "TagType",
            "StrategyId",
            "ChatId",
            "UpdateDetail");

    private static final String DEAD = """
            select w.id, w.event_at, w.relation, w.attempts, w.failure_kind, w.failure, w.failed_at,
                   i.app, i.event, i.received_at, i.deliveries, i.payload_enc
            from wecom.inbox_work w
            join wecom.inbox i on i.event_at = w.event_at and i.id = w.id
            where w.status = 'DEAD'
            """;

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final InboxBell bell;
    private final Clock clock;

    WeComCallbackInbox(JdbcClient db, FieldCipher cipher, InboxBell bell, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public InboxState state() {
        Instant now = clock.instant();
        Optional<Instant> lastEventAt = db.sql("select max(received_at) from wecom.inbox")
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
        return db.sql("""
                        select count(*) filter (where status = 'PENDING' and coalesce(leased_until <= :now, true)) as pending,
                               count(*) filter (where status = 'PENDING' and leased_until > :now) as processing,
                               count(*) filter (where status = 'DEAD') as dead,
                               min(received_at) filter (where status = 'PENDING') as oldest
                        from wecom.inbox_work
                        """)
                .param("now", Timestamp.from(now))
                .query((row, n) -> new InboxState(
                        row.getLong("pending"),
                        row.getLong("processing"),
                        row.getLong("dead"),
                        since(row.getTimestamp("oldest"), now),
                        lastEventAt))
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public List<DeadLetter> deadLetters(Optional<InboxEventId> before, int limit) {
        return db.sql(DEAD + " and w.id < :before order by w.id desc limit :limit")
                .param("before", before.map(InboxEventId::value).orElse(Long.MAX_VALUE))
                .param("limit", Math.clamp(limit, 1, 200))
                .query((row, n) -> letter(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<DeadLetterContent> deadLetter(InboxEventId id) {
        return db.sql(DEAD + " and w.id = :id")
                .param("id", id.value())
                .query((row, n) -> new DeadLetterContent(letter(row), shown(row.getBytes("payload_enc"))))
                .optional();
    }

    @Override
    @Transactional
    public boolean replay(InboxEventId id, String by) {
        boolean found = db.sql("""
                        update wecom.inbox_work
                        set status = 'PENDING', attempts = 0, faults = 0, next_attempt_at = :now,
                            failure_kind = null, failure = null, failed_at = null
                        where id = :id and status = 'DEAD'
                        """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id.value())
                        .update()
                == 1;
        if (found) {
            log.atInfo()
                    .addKeyValue("inboxEvent", id.value())
                    .addKeyValue("by", by)
                    .log("A dead letter is tried again");
            bell.ring();
        }
        return found;
    }

    @Override
    @Transactional
    public boolean close(InboxEventId id, String reason, String by) {
        if (reason.isBlank() || reason.length() > 500) {
            throw new IllegalArgumentException("A reason has 1 to 500 characters");
        }
        boolean found = db.sql("""
                        update wecom.inbox_work
                        set status = 'CLOSED', closed_by = :by, closed_reason = :reason, closed_at = :now
                        where id = :id and status = 'DEAD'
                        """)
                        .param("by", by)
                        .param("reason", reason)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id.value())
                        .update()
                == 1;
        if (found) {
            log.atInfo()
                    .addKeyValue("inboxEvent", id.value())
                    .addKeyValue("by", by)
                    .log("A dead letter was closed");
        }
        return found;
    }

    private Map<String, String> shown(byte[] payload) {
        Map<String, String> shown = new LinkedHashMap<>();
        try {
            EventFields fields = EventFields.read(
                    cipher.decrypt(DurableInbox.PAYLOAD, payload).getBytes(StandardCharsets.UTF_8));
            SHOWN.forEach(name -> fields.text(name).ifPresent(text -> shown.put(name, text)));
        } catch (UnreadablePersonalData | MalformedEvent e) {
            shown.clear(); // which is why it is a dead letter
        }
        return shown;
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                new InboxEventId(row.getLong("id")),
                row.getString("app"),
                row.getString("event"),
                row.getString("relation"),
                row.getTimestamp("event_at").toInstant(),
                row.getTimestamp("received_at").toInstant(),
                row.getInt("deliveries"),
                row.getInt("attempts"),
                row.getString("failure_kind"),
                row.getString("failure"),
                row.getTimestamp("failed_at").toInstant());
    }

    private static Duration since(@Nullable Timestamp oldest, Instant now) {
        Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
