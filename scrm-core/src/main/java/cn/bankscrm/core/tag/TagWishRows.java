package cn.bankscrm.core.tag;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The wishes that wait, as a queue: taken on lease, settled or put off. Wishes about tags and groups are taken by one
 * node at a time, in the order in which they were made.
 */
@Component
class TagWishRows {

    static final Duration LEASE = Duration.ofMinutes(3);

    /** A reading that began before a tag was put on may come in after it: then the platform's copy lacks the tag. */
    static final Duration RECHECK = Duration.ofMinutes(5);

    private static final long ONE_NODE_AT_A_TIME = 0x7A67_0001L;

    private final JdbcClient db;
    private final Clock clock;

    TagWishRows(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @return the ids of those taken */
    @Transactional
    List<Long> takeDefinitions(int most) {
        db.sql("select pg_advisory_xact_lock(:key)")
                .param("key", ONE_NODE_AT_A_TIME)
                .query(rs -> {});
        return db
                .sql("""
                        update core.tag_wish
                        set leased_until = :until, attempts = attempts + 1
                        where id in (
                            select id from core.tag_wish
                            where status = 'WAITING' and link_id is null and next_attempt_at <= :now
                            order by id limit :most)
                          and not exists (
                            select from core.tag_wish
                            where status = 'WAITING' and link_id is null and leased_until > :now)
                        returning id
                        """)
                .param("until", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", now())
                .param("most", most)
                .query((row, n) -> row.getLong("id"))
                .list()
                .stream()
                .sorted()
                .toList();
    }

    /** Those of the wishes that wait still, with what the register knows, in their order. */
    List<DefinitionWish> definitions(Collection<Long> ids) {
        return db.sql("""
                        select w.id, w.kind, w.tag_id is not null as of_tag, w.name, w.known_name, w.sort_order,
                               coalesce(g.name, w.group_name) as group_name,
                               case when w.kind = 'CREATE' then g.wecom_group_id
                                    when w.tag_id is not null then t.wecom_tag_id else g.wecom_group_id end as target,
                               case when w.tag_id is not null then t.name else g.name end as current_name,
                               case when w.tag_id is not null then t.sort_order else g.sort_order end as current_order,
                               coalesce(case when w.tag_id is not null then t.deleted else g.deleted end, false) as gone,
                               w.kind = 'CREATE' and exists (
                                   select from core.tag s where s.group_id = g.id and s.name = w.name and not s.deleted)
                                   as there
                        from core.tag_wish w
                        left join core.tag t on t.id = w.tag_id
                        left join lateral (
                            select * from core.tag_group known
                            where known.id = w.group_id
                               or (w.group_id is null and w.tag_id is null and known.kind = 'CORP'
                                   and not known.deleted and known.name = w.group_name)
                            order by known.id limit 1) g on true
                        where w.id = any(:ids) and w.status = 'WAITING'
                        order by w.id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> new DefinitionWish(
                        row.getLong("id"),
                        TagWish.Kind.valueOf(row.getString("kind")),
                        row.getString("target"),
                        row.getBoolean("of_tag"),
                        row.getBoolean("gone"),
                        row.getString("current_name"),
                        row.getObject("current_order", Long.class),
                        row.getBoolean("there"),
                        row.getString("group_name"),
                        row.getString("name"),
                        row.getString("known_name"),
                        row.getObject("sort_order", Long.class)))
                .list();
    }

    /** Takes all that is due for some friends. @return their ids */
    @Transactional
    List<Long> takeMarks(int mostLinks) {
        return db.sql("""
                        with due as (
                            select id from core.tag_wish
                            where status = 'WAITING' and link_id in (
                                select link_id from core.tag_wish
                                where status = 'WAITING' and link_id is not null and next_attempt_at <= :now
                                    and (leased_until is null or leased_until <= :now)
                                order by by_rule, next_attempt_at, id limit :most)
                              and next_attempt_at <= :now and (leased_until is null or leased_until <= :now)
                            for update skip locked)
                        update core.tag_wish w
                        set unsure = unsure or leased_until is not null,
                            leased_until = :until,
                            attempts = attempts + 1,
                            attempted_at = case when unsure or leased_until is not null then attempted_at else cast(:now as timestamptz) end
                        from due where due.id = w.id
                        returning w.id
                        """)
                .param("until", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", now())
                .param("most", mostLinks)
                .query((row, n) -> row.getLong("id"))
                .list();
    }

    /** Those of the wishes that wait still, with what the register knows. */
    List<MarkWish> marks(Collection<Long> ids) {
        return db.sql("""
                        select w.id, w.kind = 'MARK' as wanted, w.link_id, s.wecom_userid, c.external_userid, t.wecom_tag_id,
                               l.ended_at is not null as ended, t.deleted, w.unsure, w.attempted_at,
                               exists (select from core.friend_link_tag f
                                       where f.link_id = w.link_id and f.tag_id = w.tag_id) as present
                        from core.tag_wish w
                        join core.friend_link l on l.id = w.link_id
                        join core.staff s on s.id = l.staff_id
                        join core.external_contact c on c.id = l.contact_id
                        join core.tag t on t.id = w.tag_id
                        where w.id = any(:ids) and w.status = 'WAITING' and s.wecom_userid is not null
                        order by w.id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query(TagWishRows::mark)
                .list();
    }

    private static MarkWish mark(ResultSet row, int n) throws SQLException {
        Timestamp attempted = row.getTimestamp("attempted_at");
        return new MarkWish(
                row.getLong("id"),
                row.getBoolean("wanted"),
                row.getLong("link_id"),
                new WeComUserId(row.getString("wecom_userid")),
                new ExternalUserId(row.getString("external_userid")),
                row.getString("wecom_tag_id"),
                row.getBoolean("present"),
                row.getBoolean("ended"),
                row.getBoolean("deleted"),
                row.getBoolean("unsure"),
                attempted == null ? null : attempted.toInstant());
    }

    /** A wish that was turned round meanwhile is another one and waits on. */
    @Transactional
    void done(long id, TagWish.Kind kind) {
        boolean mark = kind == TagWish.Kind.MARK || kind == TagWish.Kind.UNMARK;
        settle(
                id,
                kind,
                TagWish.Status.DONE,
                null,
                null,
                mark ? Timestamp.from(clock.instant().plus(RECHECK)) : null);
    }

    @Transactional
    void refused(long id, TagWish.Kind kind, TagWishReason reason, int code) {
        TagWish.Status status = reason.overruled() ? TagWish.Status.OVERRULED : TagWish.Status.FAILED;
        settle(id, kind, status, reason, code == 0 ? null : code, null);
    }

    private void settle(
            long id,
            TagWish.Kind kind,
            TagWish.Status status,
            @Nullable TagWishReason reason,
            @Nullable Integer code,
            @Nullable Timestamp recheck) {
        db.sql("""
                        update core.tag_wish
                        set status = :status, reason = :reason, code = :code, settled_at = :now, leased_until = null,
                            recheck_at = :recheck
                        where id = :id and kind = :kind and status = 'WAITING'
                        """)
                .param("id", id)
                .param("kind", kind.name())
                .param("status", status.name())
                .param("reason", reason == null ? null : reason.name())
                .param("code", code)
                .param("now", now())
                .param("recheck", recheck)
                .update();
    }

    /**
     * Lets wishes wait on, longer each time, and gives up those of people that have waited for a day.
     *
     * @param unsure whether they may have arrived
     */
    @Transactional
    void putOff(Collection<Long> ids, boolean unsure, Optional<Duration> retryAfter) {
        db.sql("""
                        update core.tag_wish
                        set leased_until = null,
                            unsure = unsure or :unsure,
                            attempted_at = case when :unsure then coalesce(attempted_at, cast(:now as timestamptz)) when unsure then attempted_at end,
                            next_attempt_at = cast(:now as timestamptz) + greatest(:retryAfter, least(600, power(2, least(attempts, 10)))) * interval '1 s'
                        where id = any(:ids) and status = 'WAITING'
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("unsure", unsure)
                .param("retryAfter", retryAfter.map(Duration::toSeconds).orElse(0L))
                .param("now", now())
                .update();
        db.sql("""
                        update core.tag_wish
                        set status = 'FAILED', reason = 'UNREACHABLE', settled_at = :now
                        where id = any(:ids) and status = 'WAITING' and not by_rule
                            and wished_at < cast(:now as timestamptz) - interval '1 day'
                        """).param("ids", ids.toArray(Long[]::new)).param("now", now()).update();
    }

    /** Gives back what was taken and not touched. */
    @Transactional
    void release(Collection<Long> ids) {
        db.sql("""
                        update core.tag_wish
                        set leased_until = null, attempts = greatest(attempts - 1, 0),
                            attempted_at = case when unsure then attempted_at end
                        where id = any(:ids) and status = 'WAITING'
                        """).param("ids", ids.toArray(Long[]::new)).update();
    }

    /** Contacts whose tags were changed a while ago and are not here as they were wished. */
    @Transactional
    List<ExternalUserId> takeRechecks(int most) {
        return db.sql("""
                        with due as (
                            update core.tag_wish set recheck_at = null
                            where id in (
                                select id from core.tag_wish where recheck_at <= :now
                                order by recheck_at limit :most for update skip locked)
                            returning link_id, tag_id, kind)
                        select distinct c.external_userid
                        from due
                        join core.friend_link l on l.id = due.link_id and l.ended_at is null
                        join core.external_contact c on c.id = l.contact_id
                        where (due.kind = 'MARK') <> exists (
                            select from core.friend_link_tag f where f.link_id = due.link_id and f.tag_id = due.tag_id)
                        """)
                .param("now", now())
                .param("most", most)
                .query((row, n) -> new ExternalUserId(row.getString("external_userid")))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
