package cn.bankscrm.engagement.touch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts touches that are due into sends, one node at a time: by member, content and day. A touch is put into a send once
 * and for ever.
 */
@Component
class SendGrouping {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** What was not sent within this time after its moment is not sent any more. */
    static final Duration WORTH_SENDING = Duration.ofDays(3);

    private static final int GROUPS_AT_A_TIME = 200;
    private static final long ONE_NODE_AT_A_TIME = 0x7A67_0010L;

    private static final String DUE = """
            t.state = 'PLANNED' and t.channel = :channel and t.send_id is null and t.wished_for <= :now
                and (t.planned_for is null or t.planned_for <= :now)
            """;

    private final JdbcClient db;
    private final Clock clock;

    SendGrouping(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    private record Group(long staff, long content) {}

    /** @return whether there were any */
    @Transactional
    boolean group(Channel channel) {
        db.sql("select pg_advisory_xact_lock(:key)")
                .param("key", ONE_NODE_AT_A_TIME)
                .query(row -> {});
        Instant now = clock.instant();
        giveUp(channel, now);
        List<Group> groups = db.sql("select distinct t.staff_id, t.content_id from engagement.touch t where " + DUE
                        + " limit :most")
                .param("channel", channel.name())
                .param("now", Timestamp.from(now))
                .param("most", GROUPS_AT_A_TIME)
                .query((row, n) -> new Group(row.getLong("staff_id"), row.getLong("content_id")))
                .list();
        groups.forEach(group -> fill(channel, group, now));
        return !groups.isEmpty();
    }

    private void giveUp(Channel channel, Instant now) {
        db.sql("""
                        update engagement.touch t
                        set state = case when t.content_id is null then 'FAILED' else 'EXPIRED' end, state_at = :now,
                            why = jsonb_build_object('reason', case when t.content_id is null then 'NO_CONTENT' else 'LATE' end)
                        where t.state = 'PLANNED' and t.channel = :channel and t.send_id is null and t.wished_for <= :now
                          and (t.content_id is null or coalesce(t.planned_for, t.wished_for) < :late)
                        """)
                .param("channel", channel.name())
                .param("now", Timestamp.from(now))
                .param("late", Timestamp.from(now.minus(WORTH_SENDING)))
                .update();
    }

    private void fill(Channel channel, Group group, Instant now) {
        int moved;
        do {
            long send = open(channel, group, now);
            moved = db.sql("""
                            update engagement.touch
                            set send_id = :send
                            where (id, wished_for) in (
                                select t.id, t.wished_for from engagement.touch t
                                where %s and t.content_id = :content and t.staff_id = :staff
                                order by t.wished_for, t.id
                                limit :room - (select count(*) from engagement.touch o where o.send_id = :send))
                            """.formatted(DUE))
                    .param("send", send)
                    .param("channel", channel.name())
                    .param("now", Timestamp.from(now))
                    .param("content", group.content())
                    .param("staff", group.staff())
                    .param("room", MassSending.MOST_CUSTOMERS)
                    .update();
        } while (moved == MassSending.MOST_CUSTOMERS);
    }

    /** The day's send that was not called yet and has room, or a new one. */
    private long open(Channel channel, Group group, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZONE);
        String same = "s.channel = :channel and s.staff_id = :staff and s.content_id = :content" + " and s.day = :day";
        return db.sql("""
                        select s.id from engagement.send s
                        where %s and s.state = 'READY' and s.attempts = 0 and s.leased_until is null
                          and (select count(*) from engagement.touch o where o.send_id = s.id) < :room
                        order by s.part limit 1
                        for update
                        """.formatted(same))
                .param("channel", channel.name())
                .param("staff", group.staff())
                .param("content", group.content())
                .param("day", day)
                .param("room", MassSending.MOST_CUSTOMERS)
                .query(Long.class)
                .optional()
                .orElseGet(() -> db.sql("""
                                insert into engagement.send (channel, staff_id, content_id, day, part, state_at, next_at)
                                select :channel, :staff, :content, :day, coalesce(max(s.part), 0) + 1, :now, :now
                                from engagement.send s where %s
                                returning id
                                """.formatted(same))
                        .param("channel", channel.name())
                        .param("staff", group.staff())
                        .param("content", group.content())
                        .param("day", day)
                        .param("now", Timestamp.from(now))
                        .query(Long.class)
                        .single());
    }
}
