package cn.bankscrm.engagement.contactway;

import cn.bankscrm.core.staff.WeComUserId;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is to be told WeCom of contact ways, and what it was told. */
@Component
@Transactional
class WayRows {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration MENDED = Duration.ofMinutes(15);
    private static final int LONGEST_BACKOFF = 6;

    /** Whom each code leads to now: those on duty below their caps, else the stand-ins; null where that is nobody. */
    static final String WANTED = """
            select m.way_id,
                coalesce(array_agg(m.wecom_userid order by m.wecom_userid collate "C") filter (where m.on_duty),
                    array_agg(m.wecom_userid order by m.wecom_userid collate "C") filter (where m.stand_in)) as users
            from (
                select m.way_id, s.wecom_userid, m.stand_in,
                    not m.stand_in and (m.days >> (:weekday - 1)) & 1 = 1 and :time::time >= m.begins and :time::time < m.ends
                        and (m.daily_cap = 0 or m.daily_cap > (
                            select count(*) from core.pub_friend_link l
                            where l.state = w.state and l.staff_id = m.staff_id and l.added_at >= :midnight)) as on_duty
                from engagement.contact_way_member m
                join engagement.contact_way w on w.id = m.way_id and w.ended_at is null
                join core.pub_staff s on s.id = m.staff_id and s.wecom_userid is not null
                where exists (
                    select from core.pub_staff_post p
                    where p.staff_id = m.staff_id and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today))
                ) m
            group by m.way_id""";

    private final JdbcClient db;
    private final Clock clock;

    WayRows(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * A code on the way to WeCom.
     *
     * @param unsureSince since when it may be there without our knowing; null where it cannot
     * @param wanted whom it is to lead to; empty where that is nobody
     * @param told null before it was made
     */
    record Way(
            ContactWayId id,
            String name,
            String state,
            boolean ended,
            @Nullable String configId,
            @Nullable URI picture,
            boolean readable,
            @Nullable String toldName,
            @Nullable List<String> told,
            List<WeComUserId> wanted,
            @Nullable Instant unsureSince,
            Instant leasedUntil) {

        /** Whom it leads to next: where nobody is there, those whom it leads to now. */
        List<WeComUserId> next() {
            return wanted.isEmpty() && told != null
                    ? told.stream().map(WeComUserId::new).toList()
                    : wanted;
        }

        boolean inStep() {
            return name.equals(toldName)
                    && (wanted.isEmpty()
                            || wanted.stream().map(WeComUserId::value).toList().equals(told));
        }
    }

    /** The codes that are not in WeCom as they should be, and whose time has come. */
    @Transactional(readOnly = true)
    public List<ContactWayId> due() {
        return moment("""
                        select w.id from engagement.contact_way w left join (%s) d on d.way_id = w.id
                        where w.next_at <= :now and (w.leased_until is null or w.leased_until <= :now)
                            and (w.ended_at is not null and w.removed_at is null
                                or w.ended_at is null and w.gone_at is null and (
                                    w.config_id is null and (d.users is not null or w.trouble is null)
                                    or w.config_id is not null and (
                                        w.address is null or w.told_name <> w.name or w.told_users <> d.users
                                        or (d.users is null) <> (coalesce(w.trouble, '') = 'NOBODY'))))
                        order by w.next_at, w.id limit 200
                        """.formatted(WANTED))
                .query((row, n) -> new ContactWayId(row.getLong("id")))
                .list();
    }

    /** Nobody else takes it for a while. Empty where somebody else has it. */
    public Optional<Way> take(ContactWayId id) {
        Instant until = clock.instant().plus(LEASE);
        int taken = db.sql("""
                        update engagement.contact_way set leased_until = :until
                        where id = :id and next_at <= :now and (leased_until is null or leased_until <= :now)
                        """)
                .param("until", Timestamp.from(until))
                .param("now", now())
                .param("id", id.value())
                .update();
        return taken == 0
                ? Optional.empty()
                : moment("""
                        select w.*, d.users as wanted from engagement.contact_way w left join (%s) d on d.way_id = w.id where w.id = :id
                        """.formatted(WANTED))
                        .param("id", id.value())
                        .query((row, n) -> way(row))
                        .optional();
    }

    /** From now on a code of it may be in WeCom. */
    public void unsure(ContactWayId id) {
        update(id, "unsure_since = :now");
    }

    /** None is: the call is known not to have arrived, or to have been refused. */
    public void sure(ContactWayId id) {
        update(id, "unsure_since = null");
    }

    /** It is there, whoever was told of it. */
    public void made(ContactWayId id, ContactWayPublishing.Made made) {
        set(id, """
                config_id = :config, picture = :picture, told_name = :name, told_users = :users::text[], told_at = :now,
                unsure_since = null, trouble = null, trouble_code = null, attempts = 0
                """)
                .param("config", made.configId())
                .param("picture", made.picture().toString())
                .param("name", made.name())
                .param("users", users(made.members()))
                .update();
    }

    public void told(ContactWayId id, String name, List<WeComUserId> members) {
        set(
                        id,
                        "told_name = :name, told_users = :users::text[], told_at = :now, trouble = null, trouble_code = null, attempts = 0")
                .param("name", name)
                .param("users", users(members))
                .update();
    }

    public void address(ContactWayId id, URI address) {
        set(id, "address = :address").param("address", address.toString()).update();
    }

    public void removed(ContactWayId id) {
        update(id, "removed_at = :now, unsure_since = null, trouble = null, trouble_code = null");
    }

    public void gone(ContactWayId id) {
        update(id, "gone_at = :now, trouble = 'GONE', trouble_code = null");
    }

    /** Whoever has it lets go; it is looked at again when something is to be done. */
    public void release(ContactWayId id) {
        update(id, "leased_until = null");
    }

    /** Nobody is there to lead to, or somebody is again. */
    public void nobody(ContactWayId id, boolean nobody) {
        update(id, nobody ? "trouble = 'NOBODY', trouble_code = null" : "trouble = null, trouble_code = null");
    }

    public void failed(ContactWayId id, WayFailure failure) {
        Instant next = clock.instant()
                .plus(
                        switch (failure.kind()) {
                            case LATER -> failure.retryAfter().orElse(AGAIN);
                            case UNKNOWN -> AGAIN;
                            case REFUSED -> MENDED;
                        });
        set(id, """
                next_at = greatest(:next, :now::timestamptz + least(attempts, :most) * interval '1 minute'),
                attempts = attempts + 1, trouble = :trouble::text, trouble_code = nullif(:code, 0)
                """)
                .param("next", Timestamp.from(next))
                .param("most", LONGEST_BACKOFF)
                .param(
                        "trouble",
                        failure.kind() == WayFailure.Kind.REFUSED
                                ? failure.trouble().name()
                                : null)
                .param("code", failure.code())
                .update();
    }

    /** The ids that WeCom gave to codes of ours. */
    @Transactional(readOnly = true)
    public Set<String> known() {
        return Set.copyOf(db.sql("select config_id from engagement.contact_way where config_id is not null")
                .query(String.class)
                .list());
    }

    private void update(ContactWayId id, String what) {
        set(id, what).update();
    }

    private JdbcClient.StatementSpec set(ContactWayId id, String what) {
        return db.sql("update engagement.contact_way set " + what + " where id = :id")
                .param("now", now())
                .param("id", id.value());
    }

    private JdbcClient.StatementSpec moment(String sql) {
        return moment(db, sql, clock.instant());
    }

    /** Gives {@link #WANTED} its moment. */
    static JdbcClient.StatementSpec moment(JdbcClient db, String sql, Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, ZONE);
        LocalDate today = local.toLocalDate();
        return db.sql(sql)
                .param("now", Timestamp.from(now))
                .param("today", today)
                .param("weekday", today.getDayOfWeek().getValue())
                .param("time", local.toLocalTime().toString())
                .param("midnight", Timestamp.from(today.atStartOfDay(ZONE).toInstant()));
    }

    private static String[] users(List<WeComUserId> members) {
        return members.stream().map(WeComUserId::value).sorted().toArray(String[]::new);
    }

    private static Way way(ResultSet row) throws SQLException {
        String picture = row.getString("picture");
        Timestamp unsure = row.getTimestamp("unsure_since");
        List<String> wanted = strings(row.getArray("wanted"));
        return new Way(
                new ContactWayId(row.getLong("id")),
                row.getString("name"),
                row.getString("state"),
                row.getTimestamp("ended_at") != null,
                row.getString("config_id"),
                picture == null ? null : URI.create(picture),
                row.getString("address") != null,
                row.getString("told_name"),
                strings(row.getArray("told_users")),
                wanted == null
                        ? List.of()
                        : wanted.stream().map(WeComUserId::new).toList(),
                unsure == null ? null : unsure.toInstant(),
                row.getTimestamp("leased_until").toInstant());
    }

    private static @Nullable List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
