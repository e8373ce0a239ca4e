package cn.bankscrm.core.segment;

import cn.bankscrm.core.tag.FriendMarks;
import cn.bankscrm.core.tag.TagKind;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets rule tags (规则标签) follow their segments: customers who have just been judged get and lose them, in the same
 * transaction. The bank's own tags change at once. For corp tags a wish is made when a friend comes to be in the
 * segment or ceases to be; it is remembered in {@code core.rule_mark}, and nothing else is compared with. So neither
 * what WeCom calls back of it nor what a member changes there makes another wish.
 */
@Component
class RuleTagging {

    static final String OWN = """
            with following as (
                select t.id, t.segment_id
                from core.tag t join core.tag_group g on g.id = t.group_id and g.kind = 'OWN'
                where t.segment_id is not null and not t.deleted),
            wanted as materialized (
                select m.customer_id, f.id as tag_id
                from core.segment_member m join following f on f.segment_id = any(m.segment_ids)
                where {among:m.customer_id}),
            gone as (
                delete from core.customer_tag c
                using following f
                where c.tag_id = f.id and {among:c.customer_id}
                    and not exists (select from wanted w where w.customer_id = c.customer_id and w.tag_id = c.tag_id))
            insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_at)
            select w.customer_id, w.tag_id, true, :now
            from wanted w
            where not exists (
                select from core.customer_tag c
                where c.customer_id = w.customer_id and c.tag_id = w.tag_id and c.by_rule)
            order by w.customer_id
            on conflict (customer_id, tag_id) do update set by_rule = true
            """;

    static final String CORP = FriendMarks.wishing("""
            with following as (
                select t.id, t.segment_id
                from core.tag t join core.tag_group g on g.id = t.group_id and g.kind = 'CORP'
                where t.segment_id is not null and not t.deleted),
            wanted as materialized (
                select m.customer_id, f.id as tag_id, l.id as link_id
                from core.segment_member m
                join following f on f.segment_id = any(m.segment_ids)
                join core.binding b on b.customer_id = m.customer_id and b.unbound_at is null
                join core.friend_link l on l.contact_id = b.contact_id and l.ended_at is null
                where {among:m.customer_id}),
            gone as (
                delete from core.rule_mark r
                where {among:r.customer_id}
                    and not exists (
                        select from wanted w
                        where w.customer_id = r.customer_id and w.tag_id = r.tag_id and w.link_id = r.link_id)
                returning r.customer_id, r.tag_id, r.link_id),
            come as (
                insert into core.rule_mark (customer_id, tag_id, link_id)
                select customer_id, tag_id, link_id from wanted
                on conflict do nothing
                returning customer_id, tag_id, link_id)
            """, """
            select link_id, tag_id, true as wanted from come
            union
            select g.link_id, g.tag_id, false
            from gone g
            join core.friend_link l on l.id = g.link_id and l.ended_at is null
            join core.tag t on t.id = g.tag_id and not t.deleted
            where not exists (select from come c where c.link_id = g.link_id and c.tag_id = g.tag_id)
                and not exists (
                    select from core.rule_mark r
                    where r.link_id = g.link_id and r.tag_id = g.tag_id
                        and (r.customer_id, r.tag_id, r.link_id) not in (select customer_id, tag_id, link_id from gone))
            """);

    private final JdbcClient db;
    private final Clock clock;

    RuleTagging(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param among whose tags: a condition with {@code %s} for the customer's id
     * @param whose its parameters
     */
    void follow(String among, Map<String, ?> whose) {
        Set<TagKind> kinds = EnumSet.noneOf(TagKind.class);
        db.sql("""
                        select distinct g.kind from core.tag t join core.tag_group g on g.id = t.group_id
                        where t.segment_id is not null
                        """).query(row -> {
            kinds.add(TagKind.valueOf(row.getString("kind")));
        });
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        if (kinds.contains(TagKind.OWN)) {
            db.sql(RuleSql.among(OWN, among)).params(whose).param("now", now).update();
        }
        if (kinds.contains(TagKind.CORP)) {
            db.sql(RuleSql.among(CORP, among))
                    .params(whose)
                    .param("by", "rule")
                    .param("byRule", true)
                    .param("now", now)
                    .update();
        }
    }
}
