package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.staff.StaffId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the touches of channel TASK, and the sends, that lie before a member of staff. */
@Component
class TouchTasks {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** For so many days in a row a task may be done; then it is taken back. */
    static final int OPEN_DAYS = 3;

    private static final int BESIDE_A_CHAT = 5;

    /** A touch {@code t} that waits for its member. Takes {@code :staff}, {@code :oldest}, {@code :tomorrow}. */
    private static final String OPEN = """
            t.staff_id = :staff and t.channel = 'TASK' and t.state = 'PLANNED' and t.wished_for >= :oldest
                and coalesce(t.planned_for, t.wished_for) < :tomorrow
            """;

    /**
     * What is told of the few that are shown: the plan's words stand in the version that the customer came in under.
     */
    private static final String SHOWN = """
            with open as (
                select t.id, t.key, t.source, t.source_id, t.customer_id, t.contact_id, t.content_id, t.worth,
                    coalesce(t.planned_for, t.wished_for) as from_at, count(*) over () as total,
                    coalesce(t.planned_for, t.wished_for) < :lastDay as last_day
                from engagement.touch t
                where %s
                    and (:contact::bigint is null or t.contact_id = :contact or t.customer_id = :customer)
                order by last_day desc, t.worth desc, from_at, t.id
                limit :most)
            select o.*, c.customer_no, c.aum, c.name_enc, x.name_enc as contact_name_enc, coalesce(p.name, '') as plan,
                coalesce(w.words, '') as words, v.title, b.contact_id as friend
            from open o
            left join core.customer c on c.id = o.customer_id
            left join core.external_contact x on x.id = o.contact_id and c.id is null
            left join engagement.sop_plan p on o.source = 'SOP' and p.id = o.source_id
            left join lateral (
                select n.rule -> 'steps' -> (case when o.source = 'SOP' then split_part(o.key, ':', 4)::integer end - 1) ->> 'words' as words
                from engagement.sop_enrolment e
                join engagement.sop_version n on n.id = e.version_id
                where e.id = case when o.source = 'SOP' then split_part(o.key, ':', 3)::bigint end) w on true
            left join lateral (
                select l.contact_id from core.pub_friend_link l
                where l.staff_id = :staff and l.contact_id = o.contact_id and l.ended_at is null limit 1) b on true
            left join engagement.content_version v on v.content_id = o.content_id and v.state = 'PUBLISHED'
                and v.valid_from <= :today and (v.valid_to is null or v.valid_to >= :today)
            order by o.last_day desc, o.worth desc, o.from_at, o.id
            """.formatted(OPEN);

    private static final String SENDS = """
            select s.id, s.channel, s.drafted_at, coalesce(s.card_title, v.title, '') as title,
                (select count(*) from engagement.touch t where t.send_id = s.id) as reaches
            from engagement.send s
            left join lateral (
                select v.title from engagement.content_version v
                where v.content_id = s.content_id and v.state = 'PUBLISHED' limit 1) v on true
            where s.staff_id = :staff and s.state = 'DRAFTED' and s.confirmed_at is null and s.drafted_at is not null
            order by s.drafted_at, s.id
            limit :most
            """;

    private final JdbcClient db;
    private final FieldCipher cipher;

    TouchTasks(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    /** Those that are shown, and how many there are. */
    record Found(List<DayTask> tasks, int all) {

        Found {
            tasks = List.copyOf(tasks);
        }
    }

    Found touches(StaffId staff, int most, Instant now) {
        return touches(staff, null, null, most, now);
    }

    /** Those about one partner of a chat. */
    List<DayTask> about(ChatPartner partner, StaffId staff, Instant now) {
        return touches(
                        staff,
                        partner.contact().value(),
                        partner.customerId().map(CustomerId::value).orElse(null),
                        BESIDE_A_CHAT,
                        now)
                .tasks();
    }

    private Found touches(StaffId staff, @Nullable Long contact, @Nullable Long customer, int most, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        int[] all = new int[1];
        List<DayTask> tasks = db.sql(SHOWN)
                .param("staff", staff.value())
                .param("oldest", begin(today.minusDays(OPEN_DAYS + 30L)))
                .param("tomorrow", begin(today.plusDays(1)))
                .param("lastDay", begin(today.minusDays(OPEN_DAYS - 2L)))
                .param("today", today)
                .param("contact", contact)
                .param("customer", customer)
                .param("most", most)
                .query((row, number) -> {
                    all[0] = row.getInt("total");
                    return touch(row);
                })
                .list();
        return new Found(tasks, all[0]);
    }

    List<DayTask> sends(StaffId staff, int most, Instant now) {
        return db.sql(SENDS)
                .param("staff", staff.value())
                .param("most", most)
                .query((row, number) -> send(row, now))
                .list();
    }

    /** How many tasks the member did today. */
    int done(StaffId staff, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        return db.sql("""
                        select count(*) from engagement.touch
                        where staff_id = :staff and state = 'SENT' and channel = 'TASK' and wished_for >= :oldest
                            and state_at >= :today
                        """)
                .param("staff", staff.value())
                .param("oldest", begin(today.minusDays(OPEN_DAYS + 30L)))
                .param("today", begin(today))
                .query(Integer.class)
                .single();
    }

    private DayTask touch(ResultSet row) throws SQLException {
        boolean lastDay = row.getBoolean("last_day");
        Instant from = row.getTimestamp("from_at").toInstant();
        String no = row.getString("customer_no");
        String title = row.getString("title");
        return new DayTask(
                new TaskKey(TaskKind.TOUCH, row.getLong("id")),
                lastDay ? Rank.LAST_DAY : Rank.PLANNED,
                no == null
                        ? masked("external_contact.name", row.getBytes("contact_name_enc"))
                        : masked("customer.name", row.getBytes("name_enc")),
                no == null ? null : new CustomerNo(no),
                row.getBigDecimal("aum"),
                Objects.requireNonNull(row.getString("plan")),
                Objects.requireNonNull(row.getString("words")),
                title,
                from,
                until(from),
                row.getBigDecimal("worth"),
                1,
                title != null && row.getObject("friend") != null,
                null);
    }

    private static DayTask send(ResultSet row, Instant now) throws SQLException {
        Instant drafted = row.getTimestamp("drafted_at").toInstant();
        Instant until = drafted.atZone(ZONE).plusDays(OPEN_DAYS).toInstant();
        int reaches = row.getInt("reaches");
        TaskKind kind = TaskKind.valueOf(row.getString("channel"));
        return new DayTask(
                new TaskKey(kind, row.getLong("id")),
                until.atZone(ZONE).toLocalDate().isAfter(LocalDate.ofInstant(now, ZONE))
                        ? Rank.REACHES_MANY
                        : Rank.LAST_DAY,
                null,
                null,
                null,
                Objects.requireNonNull(row.getString("title")),
                "",
                null,
                drafted,
                until,
                BigDecimal.valueOf(reaches),
                reaches,
                false,
                null);
    }

    /** A touch is taken back at the end of its third day. */
    static Instant until(Instant from) {
        return from.atZone(ZONE)
                .toLocalDate()
                .plusDays(OPEN_DAYS)
                .atStartOfDay(ZONE)
                .toInstant();
    }

    static Timestamp begin(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(ZONE).toInstant());
    }

    private @Nullable String masked(String field, byte @Nullable [] encrypted) {
        return Optional.ofNullable(encrypted)
                .map(name -> Masking.name(cipher.decrypt(field, name)))
                .orElse(null);
    }
}
