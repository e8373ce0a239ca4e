package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.contact.ContactListing.Listed;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the platform has of the links that a run is about: to tell what is new, and what WeCom has no more. */
@Component
class LinkBooks {

    /** The relation by which the inbox keeps events in order. */
    private static final String RELATION = "'link:' || %s || ':' || %s";

    private final JdbcClient db;

    LinkBooks(JdbcClient db) {
        this.db = db;
    }

    /** Notes every live link of these members; to be called before WeCom is asked for its list. */
    void note(long run, Collection<WeComUserId> members) {
        db.sql("""
                        insert into wecom.sync_candidate (run_id, userid, external_userid)
                        select :run, lower(s.wecom_userid), c.external_userid
                        from core.pub_staff s
                        join core.pub_friend_link l on l.staff_id = s.id and l.ended_at is null
                        join core.pub_external_contact c on c.id = l.contact_id
                        where lower(s.wecom_userid) = any(:members)
                        on conflict do nothing
                        """).param("run", run).param("members", keys(members)).update();
    }

    /** Notes every live link of members whose friends WeCom does not list: they left, or may have none any more. */
    void noteBeyondTheLists(long run) {
        db.sql("""
                        insert into wecom.sync_candidate (run_id, userid, external_userid)
                        select :run, m.userid, c.external_userid
                        from wecom.member m
                        join core.pub_friend_link l on l.staff_id = m.staff_id and l.ended_at is null
                        join core.pub_external_contact c on c.id = l.contact_id
                        where m.deleted or not m.customer_contact
                        on conflict do nothing
                        """).param("run", run).update();
    }

    int countRemaining(long run) {
        return db.sql("select count(*) from wecom.sync_candidate where run_id = :run")
                .param("run", run)
                .query(Integer.class)
                .single();
    }

    /** Strikes off what WeCom has listed. */
    void strike(long run, List<Link> links) {
        db.sql("""
                        delete from wecom.sync_candidate c
                        using unnest(:members::text[], :contacts::text[]) as listed (userid, external_userid)
                        where c.run_id = :run
                          and c.userid = listed.userid
                          and c.external_userid = listed.external_userid
                        """)
                .param("run", run)
                .param("members", members(links))
                .param("contacts", contacts(links))
                .update();
    }

    /** Forgets what was noted of these members: their list could not be read. */
    void forget(long run, Collection<WeComUserId> members) {
        db.sql("delete from wecom.sync_candidate where run_id = :run and userid = any(:members)")
                .param("run", run)
                .param("members", keys(members))
                .update();
    }

    void forgetAll(long run) {
        db.sql("delete from wecom.sync_candidate where run_id = :run")
                .param("run", run)
                .update();
    }

    /** What was noted and not struck off, a few at a time. */
    List<Link> remaining(long run, int limit) {
        return db.sql("""
                        select userid, external_userid
                        from wecom.sync_candidate
                        where run_id = :run
                        order by external_userid, userid
                        limit :limit
                        """)
                .param("run", run)
                .param("limit", limit)
                .query((row, n) -> new Link(
                        new WeComUserId(row.getString("userid")), new ExternalUserId(row.getString("external_userid"))))
                .list();
    }

    /**
     * Of these links, those that are live here, with when they began; without any whose callback is still to be worked
     * off.
     */
    List<LiveLink> liveAndQuiet(List<Link> links) {
        return db.sql("""
                        select s.wecom_userid, c.external_userid, l.added_at
                        from unnest(:members::text[], :contacts::text[]) as asked (userid, external_userid)
                        join core.pub_staff s on lower(s.wecom_userid) = asked.userid
                        join core.pub_external_contact c on c.external_userid = asked.external_userid
                        join core.pub_friend_link l
                          on l.staff_id = s.id and l.contact_id = c.id and l.ended_at is null
                        where not exists (
                            select from wecom.inbox_work i
                            where i.status = 'PENDING' and i.relation = %s)
                        """.formatted(RELATION.formatted("asked.userid", "asked.external_userid")))
                .param("members", members(links))
                .param("contacts", contacts(links))
                .query((row, n) -> new LiveLink(
                        new Link(
                                new WeComUserId(row.getString("wecom_userid")),
                                new ExternalUserId(row.getString("external_userid"))),
                        row.getTimestamp("added_at").toInstant()))
                .list();
    }

    /** Of these links, those that are not live here. */
    List<Link> notLive(List<Link> links) {
        return db.sql("""
                        select asked.userid, asked.external_userid
                        from unnest(:members::text[], :contacts::text[]) as asked (userid, external_userid)
                        where not exists (
                            select from core.pub_staff s
                            join core.pub_friend_link l on l.staff_id = s.id and l.ended_at is null
                            join core.pub_external_contact c on c.id = l.contact_id
                            where lower(s.wecom_userid) = asked.userid and c.external_userid = asked.external_userid)
                        """)
                .param("members", members(links))
                .param("contacts", contacts(links))
                .query((row, n) -> new Link(
                        new WeComUserId(row.getString("userid")), new ExternalUserId(row.getString("external_userid"))))
                .list();
    }

    /** How many of these members' friends deleted them, by the days of this span that have any. */
    Map<LocalDate, Long> deletedByCustomers(Collection<WeComUserId> members, LocalDate from, LocalDate to) {
        Map<LocalDate, Long> counts = new HashMap<>();
        db.sql("""
                        select (l.ended_at at time zone 'Asia/Shanghai')::date as day, count(*) as links
                        from core.pub_friend_link l
                        join core.pub_staff s on s.id = l.staff_id
                        where lower(s.wecom_userid) = any(:members)
                          and l.ended_by = 'CUSTOMER'
                          and (l.ended_at at time zone 'Asia/Shanghai')::date between :from and :to
                        group by day
                        """)
                .param("members", keys(members))
                .param("from", from)
                .param("to", to)
                .query(row -> {
                    counts.put(row.getObject("day", LocalDate.class), row.getLong("links"));
                });
        return counts;
    }

    /**
     * Of these links, those that no life of ours began with, and no callback is about to tell of.
     *
     * @param before links younger than this are not called unknown: their callback may be on its way
     */
    Set<Link> unknown(List<Listed> listed, Instant before) {
        if (listed.isEmpty()) {
            return Set.of();
        }
        List<Link> links = listed.stream().map(Link::of).toList();
        return db
                .sql("""
                        select asked.userid, asked.external_userid
                        from (
                            select userid, external_userid, to_timestamp(seconds) as begun_at
                            from unnest(:members::text[], :contacts::text[], :begins::bigint[])
                                 as told (userid, external_userid, seconds)
                        ) asked
                        where asked.begun_at < :before
                          and not exists (
                              select from core.pub_staff s
                              join core.pub_friend_link l on l.staff_id = s.id
                              join core.pub_external_contact c on c.id = l.contact_id
                              where lower(s.wecom_userid) = asked.userid
                                and c.external_userid = asked.external_userid
                                and l.added_at between asked.begun_at - interval '2 seconds'
                                                   and asked.begun_at + interval '2 seconds')
                          and not exists (
                              select from wecom.inbox_work i
                              where i.status = 'PENDING' and i.relation = %s)
                        """.formatted(RELATION.formatted("asked.userid", "asked.external_userid")))
                .param("members", members(links))
                .param("contacts", contacts(links))
                .param(
                        "begins",
                        listed.stream()
                                .map(one -> one.details().createdAt().getEpochSecond())
                                .toArray(Long[]::new))
                .param("before", Timestamp.from(before))
                .query((row, n) -> new Link(
                        new WeComUserId(row.getString("userid")), new ExternalUserId(row.getString("external_userid"))))
                .stream()
                .collect(Collectors.toSet());
    }

    private static String[] keys(Collection<WeComUserId> members) {
        return members.stream().map(WeComUserId::key).toArray(String[]::new);
    }

    private static String[] members(List<Link> links) {
        return links.stream().map(link -> link.member().key()).toArray(String[]::new);
    }

    private static String[] contacts(List<Link> links) {
        return links.stream().map(link -> link.contact().value()).toArray(String[]::new);
    }

    /** A member and a contact. */
    record Link(WeComUserId member, ExternalUserId contact) {

        static Link of(Listed listed) {
            return new Link(listed.member(), listed.contact().externalUserId());
        }
    }

    /** A link that is live here. */
    record LiveLink(Link link, Instant addedAt) {}
}
