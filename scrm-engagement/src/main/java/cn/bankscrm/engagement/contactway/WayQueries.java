package cn.bankscrm.engagement.contactway;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Codes and what came of them, as far as a scope reaches. */
@Component
@Transactional(readOnly = true)
public class WayQueries {

    /** The most codes of one look. */
    public static final int MOST = 500;

    private static final int MOST_CHOICES = 100;

    private final JdbcClient db;
    private final PageAddress addresses;
    private final Clock clock;

    WayQueries(JdbcClient db, PageAddress addresses, Clock clock) {
        this.db = db;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** A member of staff who is planned for a code, or may be. */
    public record Choice(
            StaffId staff,
            String number,
            String name,
            String institution,
            @Nullable WayMember plan) {}

    /** What happened on a day: the friends of that day, and what became of them since. */
    public record Day(LocalDate day, WayFigures figures) {}

    /** An orphan in WeCom. */
    public record Orphan(String configId, String state, String remark, int members, Instant foundAt, boolean going) {}

    /**
     * @param text in name or channel; empty for all
     * @param from first day of the figures
     * @param until last day
     */
    public List<WayLine> list(String text, LocalDate from, LocalDate until, DataScope scope) {
        return lines("(:text = '' or strpos(lower(w.name || ' ' || w.channel), lower(:text)) > 0)", from, until, scope)
                .param("text", text)
                .query((row, n) -> line(row))
                .list();
    }

    public Optional<WayLine> find(ContactWayId id, LocalDate from, LocalDate until, DataScope scope) {
        return lines("w.id = :id", from, until, scope)
                .param("id", id.value())
                .query((row, n) -> line(row))
                .optional();
    }

    private JdbcClient.StatementSpec lines(String which, LocalDate from, LocalDate until, DataScope scope) {
        return span("""
                with w as (
                    select w.* from engagement.contact_way w where %s and %s
                    order by w.ended_at is not null, w.id desc limit :most
                ), f as (
                    select a.way_id, count(*) as added, count(*) filter (where a.first_add) as fresh,
                        count(*) filter (where a.certified) as certified, count(*) filter (where a.deleted) as deleted
                    from engagement.contact_way_add a
                    where a.way_id in (select id from w) and a.added_at >= :begin and a.added_at < :end and %s
                    group by a.way_id
                ), o as (
                    select d.way_id, sum(d.opened) as opened from engagement.contact_way_day d
                    where d.way_id in (select id from w) and d.day between :from and :until group by d.way_id
                )
                select w.*, i.name as institution_name, coalesce(o.opened, 0) as opened, coalesce(f.added, 0) as added,
                    coalesce(f.fresh, 0) as fresh, coalesce(f.certified, 0) as certified, coalesce(f.deleted, 0) as deleted,
                    array(select coalesce(nullif(s.name, ''), s.wecom_userid) from core.pub_staff s
                        where s.wecom_userid = any(w.told_users) order by 1) as leads_to
                from w
                join core.pub_institution i on i.id = w.institution_id
                left join f on f.way_id = w.id
                left join o on o.way_id = w.id
                order by w.ended_at is not null, w.id desc
                """.formatted(which, WayScope.in(scope), WayScope.adds(scope)), from, until, scope);
    }

    /** Every day of the span, the earliest first. */
    public List<Day> days(ContactWayId id, LocalDate from, LocalDate until, DataScope scope) {
        return span("""
                        select d.day::date as day, coalesce(o.opened, 0) as opened, coalesce(f.added, 0) as added,
                            coalesce(f.fresh, 0) as fresh, coalesce(f.certified, 0) as certified, coalesce(f.deleted, 0) as deleted
                        from generate_series(:from::date, :until::date, interval '1 day') d(day)
                        left join (
                            select (a.added_at at time zone 'Asia/Shanghai')::date as day, count(*) as added,
                                count(*) filter (where a.first_add) as fresh, count(*) filter (where a.certified) as certified,
                                count(*) filter (where a.deleted) as deleted
                            from engagement.contact_way_add a
                            join engagement.contact_way w on w.id = a.way_id
                            where w.id = :id and %s and %s and a.added_at >= :begin and a.added_at < :end group by 1) f on f.day = d.day
                        left join (
                            select o.day, o.opened from engagement.contact_way_day o
                            join engagement.contact_way w on w.id = o.way_id
                            where w.id = :id and %s) o on o.day = d.day
                        order by d.day
                        """.formatted(WayScope.in(scope), WayScope.adds(scope), WayScope.in(scope)), from, until, scope)
                .param("id", id.value())
                .query((row, n) -> new Day(row.getObject("day", LocalDate.class), figures(row)))
                .list();
    }

    /** Those planned for a code first, then others who work at the institution or below it, as many as fit a page. */
    public List<Choice> choices(InstitutionId institution, Optional<ContactWayId> way, String text) {
        return db.sql("""
                        select s.id, coalesce(s.staff_no, '') as staff_no, coalesce(nullif(s.name, ''), s.wecom_userid) as name,
                            i.name as institution_name, m.stand_in, m.days, m.begins, m.ends, m.daily_cap
                        from core.pub_staff s
                        join core.pub_staff_post p on p.staff_id = s.id
                            and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                        join core.pub_institution_path u on u.institution_id = p.institution_id and u.ancestor_id = :institution
                        join core.pub_institution i on i.id = p.institution_id
                        left join engagement.contact_way_member m on m.staff_id = s.id and m.way_id = :way
                        where s.wecom_userid is not null
                            and (m.way_id is not null or :text = '' or strpos(lower(coalesce(s.name, '')), lower(:text)) > 0
                                or starts_with(coalesce(s.staff_no, ''), :text))
                        order by m.way_id is null, m.stand_in, u.depth, s.staff_no, s.id
                        limit :most
                        """)
                .param("today", today())
                .param("institution", institution.value())
                .param("way", way.map(ContactWayId::value).orElse(0L))
                .param("text", text)
                .param("most", MOST_CHOICES)
                .query((row, n) -> new Choice(
                        new StaffId(row.getLong("id")),
                        row.getString("staff_no"),
                        row.getString("name"),
                        row.getString("institution_name"),
                        member(row)))
                .list();
    }

    /** Who is planned for a code: whom the reader may see, in post or not. */
    public List<Choice> members(ContactWayId id) {
        return db.sql("""
                        select s.id, coalesce(s.staff_no, '') as staff_no, coalesce(nullif(s.name, ''), s.wecom_userid) as name,
                            coalesce(i.name, '') as institution_name, m.stand_in, m.days, m.begins, m.ends, m.daily_cap
                        from engagement.contact_way_member m
                        join core.pub_staff s on s.id = m.staff_id
                        left join core.pub_staff_post p on p.staff_id = s.id
                            and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                        left join core.pub_institution i on i.id = p.institution_id
                        where m.way_id = :id order by m.stand_in, s.staff_no, s.id
                        """)
                .param("today", today())
                .param("id", id.value())
                .query((row, n) -> new Choice(
                        new StaffId(row.getLong("id")),
                        row.getString("staff_no"),
                        row.getString("name"),
                        row.getString("institution_name"),
                        member(row)))
                .list();
    }

    /** The channels that there are, for a choice. */
    public List<String> channels(DataScope scope) {
        return db.sql("select distinct w.channel from engagement.contact_way w where %s order by 1 limit 100"
                        .formatted(WayScope.in(scope)))
                .param("root", WayScope.root(scope))
                .query((row, n) -> row.getString("channel"))
                .list();
    }

    /** What WeCom has and we do not know; for those who see the whole bank. */
    public List<Orphan> orphans(DataScope scope) {
        return scope instanceof DataScope.WholeBank
                ? db.sql("""
                                select config_id, state, remark, members, found_at, removal_at is not null as going
                                from engagement.contact_way_orphan order by found_at desc, config_id limit 200
                                """)
                        .query((row, n) -> new Orphan(
                                row.getString("config_id"),
                                row.getString("state"),
                                row.getString("remark"),
                                row.getInt("members"),
                                row.getTimestamp("found_at").toInstant(),
                                row.getBoolean("going")))
                        .list()
                : List.of();
    }

    private JdbcClient.StatementSpec span(String sql, LocalDate from, LocalDate until, DataScope scope) {
        return db.sql(sql)
                .param("from", from)
                .param("until", until)
                .param("begin", begin(from))
                .param("end", begin(until.plusDays(1)))
                .param("most", MOST)
                .param("root", WayScope.root(scope));
    }

    private WayLine line(ResultSet row) throws SQLException {
        String trouble = row.getString("trouble");
        String address = row.getString("address");
        Timestamp ended = row.getTimestamp("ended_at");
        Array leadsTo = row.getArray("leads_to");
        return new WayLine(
                new ContactWayId(row.getLong("id")),
                new InstitutionId(row.getLong("institution_id")),
                row.getString("institution_name"),
                row.getString("name"),
                row.getString("channel"),
                row.getString("state"),
                addresses.of(row.getString("code")),
                row.getBoolean("on_page"),
                row.getString("places"),
                address == null ? null : URI.create(address),
                List.of((String[]) leadsTo.getArray()),
                trouble == null ? null : WayTrouble.valueOf(trouble),
                ended == null ? null : ended.toInstant(),
                row.getTimestamp("made_at").toInstant(),
                figures(row));
    }

    private static WayFigures figures(ResultSet row) throws SQLException {
        return new WayFigures(
                row.getLong("opened"),
                row.getLong("added"),
                row.getLong("fresh"),
                row.getLong("certified"),
                row.getLong("deleted"));
    }

    private static @Nullable WayMember member(ResultSet row) throws SQLException {
        LocalTime begins = row.getObject("begins", LocalTime.class);
        return begins == null
                ? null
                : WayMember.of(
                        row.getLong("id"),
                        row.getBoolean("stand_in"),
                        row.getInt("days"),
                        begins,
                        row.getObject("ends", LocalTime.class),
                        row.getInt("daily_cap"));
    }

    private LocalDate today() {
        return clock.instant().atZone(WayRows.ZONE).toLocalDate();
    }

    private static Timestamp begin(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(WayRows.ZONE).toInstant());
    }
}
