package cn.bankscrm.core.tag;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.scope.DataScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The corp tags that staff put on their friends: what stands in WeCom, and what is wished for. */
@Component
public class FriendTags {

    private final JdbcClient db;
    private final CustomerQueries customers;
    private final AuditLog audit;
    private final Clock clock;

    FriendTags(JdbcClient db, CustomerQueries customers, AuditLog audit, Clock clock) {
        this.db = db;
        this.customers = customers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A tag on a friend.
     *
     * @param byRule whether it follows a segment, and no hand changes it
     * @param state whether it stands, or what is wished for
     */
    public record FriendTag(long tagId, String group, String tag, TagKind kind, boolean byRule, State state) {

        /** How a tag is with a friend. */
        public enum State {
            STANDS,
            /** It is to be put on and not there yet. */
            COMING,
            /** It is to be taken off and there still. */
            GOING
        }
    }

    /** What is known of the tags of one link, by group and name. */
    private List<FriendTag> of(long linkId) {
        return db.sql("""
                        select t.id, g.name as group_name, t.name, g.kind, t.segment_id is not null as by_rule,
                            case when f.tag_id is null then 'COMING' when w.id is null then 'STANDS' else 'GOING' end as state
                        from core.tag t
                        join core.tag_group g on g.id = t.group_id
                        left join core.friend_link_tag f on f.tag_id = t.id and f.link_id = :link
                        left join core.tag_wish w on w.tag_id = t.id and w.link_id = :link and w.status = 'WAITING'
                            and (w.kind = 'MARK') = (f.tag_id is null)
                        where not t.deleted
                          and t.id in (select tag_id from core.friend_link_tag where link_id = :link
                                       union all
                                       select tag_id from core.tag_wish where link_id = :link and status = 'WAITING')
                          and (f.tag_id is not null or w.id is not null)
                        order by g.sort_order desc, g.name, t.sort_order desc, t.name
                        """)
                .param("link", linkId)
                .query((row, n) -> new FriendTag(
                        row.getLong("id"),
                        row.getString("group_name"),
                        row.getString("name"),
                        TagKind.valueOf(row.getString("kind")),
                        row.getBoolean("by_rule"),
                        FriendTag.State.valueOf(row.getString("state"))))
                .list();
    }

    /** A member of staff's friend, certified as a customer, with the tags that the member has put on. */
    public record TaggedFriend(long linkId, String staffNo, String staffName, List<FriendTag> tags) {

        public TaggedFriend {
            tags = List.copyOf(tags);
        }
    }

    /** The links that live of a customer of the scope with members of staff of the scope. */
    @Transactional(readOnly = true)
    public List<TaggedFriend> friends(CustomerNo customer, DataScope scope) {
        if (customers.withNumbers(List.of(customer), scope).isEmpty()) {
            return List.of();
        }
        return db
                .sql("""
                        select l.id, coalesce(s.staff_no, '') as staff_no, coalesce(s.name, s.wecom_userid) as staff_name
                        from core.customer c
                        join core.binding b on b.customer_id = c.id and b.unbound_at is null
                        join core.friend_link l on l.contact_id = b.contact_id and l.ended_at is null
                        join core.staff s on s.id = l.staff_id
                        where c.customer_no = :no and %s
                        order by l.added_at, l.id
                        """.formatted(TagUse.ofStaff(scope, "l.staff_id")))
                .param("no", customer.value())
                .param("root", TagUse.root(scope))
                .param("today", LocalDate.now(clock))
                .query((row, n) -> new TaggedFriend(
                        row.getLong("id"), row.getString("staff_no"), row.getString("staff_name"), List.of()))
                .list()
                .stream()
                .map(friend ->
                        new TaggedFriend(friend.linkId(), friend.staffNo(), friend.staffName(), of(friend.linkId())))
                .toList();
    }

    /**
     * Wishes a corp tag on or off a friend. A wish that says the opposite of one that still waits takes its place.
     *
     * @param customer as whom the friend is certified
     * @param scope whose customers and staff the author may see
     */
    @Transactional
    public TagChange wish(CustomerNo customer, long linkId, long tagId, boolean on, String by, DataScope scope) {
        if (friends(customer, scope).stream().noneMatch(friend -> friend.linkId() == linkId)) {
            return new TagChange.Unknown();
        }
        boolean known = db.sql("""
                        select exists (
                            select from core.tag t join core.tag_group g on g.id = t.group_id and g.kind = 'CORP'
                            where t.id = :tag and not t.deleted and t.segment_id is null)
                        and exists (select from core.friend_link where id = :link and ended_at is null)
                        """)
                .param("tag", tagId)
                .param("link", linkId)
                .query(Boolean.class)
                .single();
        if (!known) {
            return new TagChange.Unknown();
        }
        int waiting = db.sql(FriendMarks.wishing(
                        "",
                        "select cast(:link as bigint) as link_id, cast(:tag as bigint) as tag_id,"
                                + " cast(:on as boolean) as wanted"))
                .param("on", on)
                .param("link", linkId)
                .param("tag", tagId)
                .param("by", by)
                .param("byRule", false)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (waiting == 0) {
            return new TagChange.NothingToDo();
        }
        audit.record(
                AuditAction.CUSTOMER_TAGGED,
                new AuditSubject(AuditSubject.Kind.CUSTOMER, customer.value(), null),
                null,
                Map.of("tag", tagId, "on", on, "kind", TagKind.CORP.name(), "link", linkId));
        return new TagChange.Accepted();
    }
}
