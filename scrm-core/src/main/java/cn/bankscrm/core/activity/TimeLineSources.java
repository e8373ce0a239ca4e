package cn.bankscrm.core.activity;

import static cn.bankscrm.core.activity.TimeLineKind.BOUND;
import static cn.bankscrm.core.activity.TimeLineKind.CALLED;
import static cn.bankscrm.core.activity.TimeLineKind.CHATTED;
import static cn.bankscrm.core.activity.TimeLineKind.CONSENT_GIVEN;
import static cn.bankscrm.core.activity.TimeLineKind.CONSENT_WITHDRAWN;
import static cn.bankscrm.core.activity.TimeLineKind.INVITATION_MADE;
import static cn.bankscrm.core.activity.TimeLineKind.INVITATION_OPENED;
import static cn.bankscrm.core.activity.TimeLineKind.LINK_ADDED;
import static cn.bankscrm.core.activity.TimeLineKind.LINK_ENDED;
import static cn.bankscrm.core.activity.TimeLineKind.MANAGER_BEGAN;
import static cn.bankscrm.core.activity.TimeLineKind.MANAGER_ENDED;
import static cn.bankscrm.core.activity.TimeLineKind.NOTED;
import static cn.bankscrm.core.activity.TimeLineKind.REFERRED;
import static cn.bankscrm.core.activity.TimeLineKind.REVIEW_DECIDED;
import static cn.bankscrm.core.activity.TimeLineKind.REVIEW_RAISED;
import static cn.bankscrm.core.activity.TimeLineKind.SEGMENTS_CHANGED;
import static cn.bankscrm.core.activity.TimeLineKind.SERVED_AT_BRANCH;
import static cn.bankscrm.core.activity.TimeLineKind.TAGGED;
import static cn.bankscrm.core.activity.TimeLineKind.TASK_DONE;
import static cn.bankscrm.core.activity.TimeLineKind.TOUCHED;
import static cn.bankscrm.core.activity.TimeLineKind.UNBOUND;
import static cn.bankscrm.core.activity.TimeLineKind.VISITED;

import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The core's own facts, each read from the table that holds it. */
@Configuration(proxyBeanMethods = false)
class TimeLineSources {

    private final JdbcClient db;
    private final String zone;

    TimeLineSources(JdbcClient db, Clock clock) {
        this.db = db;
        this.zone = clock.getZone().getId();
    }

    private TimeLineSource source(String name, Set<TimeLineKind> kinds, String sql) {
        return new StoredFacts(db, zone, name, kinds, sql);
    }

    /** One of the two things that a row of a table tells: how it began, and how it ended. */
    private record Fact(TimeLineKind kind, String sql) {

        Fact where(String condition) {
            return new Fact(kind, sql + " and " + condition);
        }
    }

    /**
     * @param at the column with the time; where it is empty the thing has not happened
     * @param which 0 or 1: the two facts of a row have ids of their own
     * @param details names and columns, as for an object of JSON
     */
    private static Fact fact(TimeLineKind kind, String table, String at, int which, String details) {
        return new Fact(kind, """
                select t.%2$s as at, t.id * 2 + %3$d as id, '%4$s' as kind, null::bigint as staff_id, t.contact_id,
                    jsonb_build_object(%5$s) as details
                from %1$s t where t.customer_id = :customer and t.%2$s is not null
                """.formatted(table, at, which, kind, details));
    }

    private TimeLineSource both(String name, Fact begun, Fact ended) {
        return source(
                name,
                Set.of(begun.kind(), ended.kind()),
                "select f.* from (" + begun.sql() + " union all " + ended.sql() + ") f where {fits}");
    }

    /**
     * What has no table of its own. Two walks along an index, each stopping after a page: with the customer named, and
     * with only the contact known.
     */
    @Bean
    TimeLineSource activitiesOnTimeLine() {
        return source(
                "activity",
                Set.of(
                        INVITATION_MADE,
                        INVITATION_OPENED,
                        TAGGED,
                        CALLED,
                        VISITED,
                        SERVED_AT_BRANCH,
                        CHATTED,
                        TASK_DONE,
                        TOUCHED,
                        NOTED),
                """
                select f.* from (
                    (select f.at, f.id, f.kind, f.staff_id, f.contact_id, f.details
                     from core.activity f where f.customer_id = :customer and {fits})
                    union all
                    (select f.* from core.pub_contact_span p cross join lateral (
                         select f.at, f.id, f.kind, f.staff_id, f.contact_id, f.details
                         from core.activity f
                         where f.contact_id = p.contact_id and f.customer_id is null
                             and f.at >= p.since and f.at < p.until and {fits}) f
                     where p.customer_id = :customer)
                ) f order by f.at desc, f.id desc limit :most
                """);
    }

    @Bean
    TimeLineSource friendLinksOnTimeLine() {
        return source("link", Set.of(LINK_ADDED, LINK_ENDED), """
                select f.* from (
                    select l.added_at as at, l.id * 2 as id, 'LINK_ADDED' as kind, l.staff_id, l.contact_id,
                        jsonb_build_object('addWay', l.add_way, 'first', case when l.first_add then 1 end) as details
                    from core.pub_contact_span p
                    join core.customer_link l on l.customer_id = p.customer_id and l.contact_id = p.contact_id
                        and l.added_at >= p.since and l.added_at < p.until
                    where p.customer_id = :customer
                    union all
                    select l.ended_at, l.id * 2 + 1, 'LINK_ENDED', l.staff_id, l.contact_id,
                        jsonb_build_object('endedBy', l.ended_by)
                    from core.pub_contact_span p
                    join core.customer_link l on l.customer_id = p.customer_id and l.contact_id = p.contact_id
                        and l.ended_at >= p.since and l.ended_at < p.until
                    where p.customer_id = :customer
                ) f where {fits}
                """);
    }

    @Bean
    TimeLineSource bindingsOnTimeLine() {
        return both(
                "binding",
                fact(BOUND, "core.binding", "bound_at", 0, "'route', t.route, 'province', t.province"),
                fact(UNBOUND, "core.binding", "unbound_at", 1, ""));
    }

    @Bean
    TimeLineSource reviewsOnTimeLine() {
        return both(
                "review",
                fact(REVIEW_RAISED, "core.binding_review", "raised_at", 0, "'review', t.kind"),
                fact(REVIEW_DECIDED, "core.binding_review", "decided_at", 1, "'decision', t.status"));
    }

    /** A consent that was given again has not been withdrawn. */
    @Bean
    TimeLineSource consentsOnTimeLine() {
        return both(
                "consent",
                fact(CONSENT_GIVEN, "core.consent", "given_at", 0, "'version', t.version"),
                fact(CONSENT_WITHDRAWN, "core.consent", "withdrawn_at", 1, "'version', t.version")
                        .where("t.withdrawn_via <> 'RENEWED'"));
    }

    /** An end is told only where no other manager began the next day. */
    @Bean
    TimeLineSource managersOnTimeLine() {
        return source("manager", Set.of(MANAGER_BEGAN, MANAGER_ENDED), """
                select f.* from (
                    select a.valid_from::timestamp at time zone :zone as at, a.id * 2 as id, 'MANAGER_BEGAN' as kind,
                        a.staff_id, null::bigint as contact_id, '{}'::jsonb as details
                    from core.assignment a where a.customer_id = :customer
                    union all
                    select (a.valid_to + 1)::timestamp at time zone :zone, a.id * 2 + 1, 'MANAGER_ENDED', a.staff_id, null, '{}'
                    from core.assignment a
                    where a.customer_id = :customer and a.valid_to is not null
                        and not exists (
                            select from core.assignment n
                            where n.customer_id = a.customer_id and n.valid_from = a.valid_to + 1)
                ) f where {fits}
                """);
    }

    /** What came and what went, by comparing what was before one change with what was before the next. */
    @Bean
    TimeLineSource segmentsOnTimeLine() {
        return source("segment", Set.of(SEGMENTS_CHANGED), """
                select f.* from (
                    select c.changed_on::timestamp at time zone :zone as at, c.id, 'SEGMENTS_CHANGED' as kind,
                        null::bigint as staff_id, null::bigint as contact_id,
                        jsonb_strip_nulls(jsonb_build_object(
                            'added', (select string_agg(g.name, '、' order by g.id) from core.segment g
                                      where g.id = any(c.after) and g.id <> all(c.before)),
                            'removed', (select string_agg(g.name, '、' order by g.id) from core.segment g
                                        where g.id = any(c.before) and g.id <> all(c.after)))) as details
                    from (
                        select s.changed_on, (s.changed_on - date '2000-01-01') * 2 as id, s.segment_ids_before as before,
                            coalesce(lead(s.segment_ids_before) over (order by s.changed_on), k.segment_ids) as after
                        from core.customer_segment_change s join core.customer k on k.id = s.customer_id
                        where s.customer_id = :customer
                        union all
                        select s.changed_on, (s.changed_on - date '2000-01-01') * 2 + 1, s.segment_ids_before,
                            coalesce(lead(s.segment_ids_before) over (order by s.changed_on), m.segment_ids, '{}')
                        from core.segment_member_change s left join core.segment_member m on m.customer_id = s.customer_id
                        where s.customer_id = :customer
                    ) c
                    where c.before is distinct from c.after
                ) f where {fits}
                """);
    }

    /** Friends whom the customer brought: added with a code of theirs by the manager whom the code is for. */
    @Bean
    TimeLineSource referralsOnTimeLine() {
        return source("referral", Set.of(REFERRED), """
                select f.* from (
                    select l.added_at as at, l.id, 'REFERRED' as kind, l.staff_id, l.contact_id, '{}'::jsonb as details
                    from core.pub_referral l where l.referrer_id = :customer
                ) f where {fits}
                """);
    }
}
