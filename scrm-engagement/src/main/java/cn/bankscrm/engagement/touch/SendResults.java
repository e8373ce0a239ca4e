package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.activity.Activities;
import cn.bankscrm.core.activity.Activity;
import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.touch.MassSending.Delivery;
import cn.bankscrm.engagement.touch.MassSending.Outcome;
import cn.bankscrm.engagement.touch.SendRows.Send;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what became of sends: with the member, and with each customer. */
@Component
class SendResults {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient db;
    private final SendRows rows;
    private final Activities activities;
    private final Clock clock;

    SendResults(JdbcClient db, SendRows rows, Activities activities, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.activities = activities;
        this.clock = clock;
    }

    @Transactional
    void confirmed(SendId id, Instant at) {
        db.sql("""
                        update engagement.send
                        set confirmed_at = coalesce(confirmed_at, :at),
                            state = case when state = 'DRAFTED' then 'CONFIRMED' else state end
                        where id = :id and state in ('DRAFTED', 'CONFIRMED', 'ENDING')
                        """).param("at", Timestamp.from(at)).param("id", id.value()).update();
    }

    /** One page of them; what was known is passed over. */
    @Transactional
    void delivered(SendId id, List<Delivery> deliveries) {
        List<Delivery> known = deliveries.stream()
                .filter(one -> one.outcome() != Outcome.WAITING)
                .toList();
        if (known.isEmpty()) {
            return;
        }
        List<Activity> sent = db
                .sql("""
                        update engagement.touch t
                        set state = case when d.outcome = 'SENT' then 'SENT' else 'FAILED' end,
                            state_at = case when d.outcome = 'SENT' then d.at else :now end,
                            why = case when d.outcome <> 'SENT' then jsonb_build_object('reason', d.outcome) end
                        from unnest(:to::text[], :outcomes::text[], :ats::timestamptz[]) as d (external_userid, outcome, at)
                        join core.pub_external_contact c on c.external_userid = d.external_userid
                        where t.send_id = :id and t.contact_id = c.id and t.state = 'OFFERED'
                        returning t.id, t.state, t.state_at, t.customer_id, t.contact_id, t.staff_id, t.channel, t.content_id
                        """)
                .param("now", now())
                .param("to", known.stream().map(one -> one.to().value()).toArray(String[]::new))
                .param(
                        "outcomes",
                        known.stream().map(one -> one.outcome().name()).toArray(String[]::new))
                .param("ats", known.stream().map(one -> one.at().toString()).toArray(String[]::new))
                .param("id", id.value())
                .query((row, n) -> new Written(row.getString("state"), activity(row)))
                .list()
                .stream()
                .filter(written -> written.state().equals("SENT"))
                .map(Written::activity)
                .toList();
        activities.record(sent);
    }

    /**
     * A moment is published: its touch has reached whoever sees it. Customers go on liking it, so it stays open until
     * its time is over.
     */
    @Transactional
    void published(SendId id, MomentPublishing.Echo echo) {
        db.sql("""
                        update engagement.send
                        set confirmed_at = coalesce(confirmed_at, :now),
                            state = case when state = 'DRAFTED' then 'CONFIRMED' else state end,
                            visible = :visible, likes = :likes, comments = :comments
                        where id = :id and state in ('DRAFTED', 'CONFIRMED', 'ENDING')
                        """)
                .param("now", now())
                .param("visible", echo.visible())
                .param("likes", echo.likes())
                .param("comments", echo.comments())
                .param("id", id.value())
                .update();
        rows.touches(id, List.of("OFFERED"), TouchState.SENT, null);
    }

    private record Written(String state, Activity activity) {}

    private static Activity activity(ResultSet row) throws SQLException {
        Long customer = row.getObject("customer_id", Long.class);
        return new Activity(
                row.getTimestamp("state_at").toInstant(),
                ActivityKind.TOUCHED,
                customer == null ? null : new CustomerId(customer),
                new ExternalContactId(row.getLong("contact_id")),
                new StaffId(row.getLong("staff_id")),
                "touch:" + row.getLong("id"),
                Map.of("channel", row.getString("channel"), "content", Long.toString(row.getLong("content_id"))));
    }

    /** After a look at WeCom: closes the send when all is known, or when it was taken back; else looks again later. */
    @Transactional
    void looked(Send send) {
        // what a member confirmed at the last moment may still be on its way to customers
        if (send.ending() != null && !confirmedLately(send)) {
            rows.touches(
                    send.id(), List.of("OFFERED"), TouchState.valueOf(Objects.requireNonNull(send.ending())), null);
        }
        int closed =
                db.sql("""
                        update engagement.send s
                        set state = 'CLOSED', state_at = :now, leased_until = null
                        where s.id = :id and s.state in ('DRAFTED', 'CONFIRMED', 'ENDING')
                          and (s.channel <> 'MOMENT' or s.state = 'ENDING')
                          and not exists (select from engagement.touch t where t.send_id = s.id and t.state = 'OFFERED')
                        """).param("now", now()).param("id", send.id().value()).update();
        if (closed == 0) {
            db.sql("update engagement.send set leased_until = null, attempts = 0, next_at = :next where id = :id")
                    .param("next", Timestamp.from(clock.instant().plus(pause(send))))
                    .param("id", send.id().value())
                    .update();
        }
    }

    private boolean confirmedLately(Send send) {
        Instant confirmed = send.confirmedAt();
        return confirmed != null && confirmed.plus(DAY).isAfter(clock.instant());
    }

    /** The older, the more seldom. */
    private Duration pause(Send send) {
        Instant since = send.confirmedAt() == null ? Objects.requireNonNull(send.draftedAt()) : send.confirmedAt();
        Duration age = Duration.between(since, clock.instant());
        if (age.compareTo(HOUR) < 0) {
            return Duration.ofMinutes(2);
        }
        return age.compareTo(DAY) < 0 ? Duration.ofMinutes(15) : Duration.ofHours(2);
    }

    /** Whatever lies before members for longer than that is taken back. */
    @Transactional
    int endOld(Channel channel) {
        return db.sql("""
                        update engagement.send
                        set state = 'ENDING', ending = 'EXPIRED', state_at = :now, next_at = :now
                        where channel = :channel and state in ('DRAFTED', 'CONFIRMED') and drafted_at < :old
                          and (leased_until is null or leased_until <= :now)
                        """)
                .param("now", now())
                .param("channel", channel.name())
                .param("old", Timestamp.from(clock.instant().minus(SendGrouping.WORTH_SENDING)))
                .update();
    }

    /** What is not confirmed is taken back where its content is gone, or all of it is of instructions that are over. */
    @Transactional
    int endWithdrawn(Channel channel) {
        return db.sql("""
                        update engagement.send s
                        set state = 'ENDING', ending = 'WITHDRAWN', state_at = :now, next_at = :now
                        where s.channel = :channel and s.state = 'DRAFTED'
                          and (s.leased_until is null or s.leased_until <= :now)
                          and (not exists (
                                select from engagement.content_version v
                                where v.content_id = s.content_id and v.state = 'PUBLISHED' and v.valid_from <= :today
                                  and (v.valid_to is null or v.valid_to >= :today))
                            or (select bool_and(t.source = 'INSTRUCTION' and i.state <> 'RUNNING')
                                from engagement.touch t
                                left join engagement.instruction i on i.id = t.source_id and t.source = 'INSTRUCTION'
                                where t.send_id = s.id and t.state = 'OFFERED'))
                        """)
                .param("now", now())
                .param("channel", channel.name())
                .param("today", clock.instant().atZone(SendGrouping.ZONE).toLocalDate())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
