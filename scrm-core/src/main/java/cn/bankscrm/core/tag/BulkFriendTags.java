package cn.bankscrm.core.tag;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Wishes a corp tag on or off the friends of many customers at once: of customers in the author's scope, with members
 * of staff in it.
 */
@Component
public class BulkFriendTags {

    private final JdbcClient db;
    private final CustomerQueries customers;
    private final AuditLog audit;
    private final Clock clock;

    BulkFriendTags(JdbcClient db, CustomerQueries customers, AuditLog audit, Clock clock) {
        this.db = db;
        this.customers = customers;
        this.audit = audit;
        this.clock = clock;
    }

    /** A friend who is certified as one of the customers; {@code is} counts what is wished for already. */
    private record Friend(long linkId, String customer, InstitutionId institution, boolean is) {}

    /** Says what {@link #wish} would do, and does nothing. */
    @Transactional(readOnly = true)
    public TaggingPreview preview(Collection<String> numbers, long tagId, boolean on, DataScope scope) {
        List<String> visible = CustomerTags.visible(customers, numbers, scope);
        List<Friend> friends = friends(visible, tagId, scope);
        Set<String> befriended = friends.stream().map(Friend::customer).collect(Collectors.toSet());
        int already = Math.toIntExact(
                friends.stream().filter(friend -> friend.is() == on).count());
        Set<String> known = new HashSet<>(visible);
        return new TaggingPreview(
                numbers.stream().filter(no -> !known.contains(no)).toList(),
                visible.size() - befriended.size(),
                already,
                friends.size() - already);
    }

    /**
     * Makes the wishes; customers outside the scope and those without a friend are passed over.
     *
     * @return about how many friends; empty where there is no such tag for hands
     */
    @Transactional
    public Optional<Integer> wish(Collection<String> numbers, long tagId, boolean on, DataScope scope, String by) {
        Optional<String> name =
                db.sql("""
                        select g.name || ' / ' || t.name from core.tag t
                        join core.tag_group g on g.id = t.group_id and g.kind = 'CORP'
                        where t.id = :id and not t.deleted and t.segment_id is null
                        """).param("id", tagId).query(String.class).optional();
        if (name.isEmpty() || numbers.size() > CustomerTags.MOST_AT_ONCE) {
            return Optional.empty();
        }
        List<Friend> changing = friends(CustomerTags.visible(customers, numbers, scope), tagId, scope).stream()
                .filter(friend -> friend.is() != on)
                .toList();
        db.sql(FriendMarks.wishing(
                        "",
                        "select id as link_id, cast(:tag as bigint) as tag_id, cast(:on as boolean) as wanted"
                                + " from unnest(cast(:links as bigint[])) as told (id)"))
                .param("tag", tagId)
                .param("on", on)
                .param("links", changing.stream().map(Friend::linkId).toArray(Long[]::new))
                .param("by", by)
                .param("byRule", false)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        changing.stream()
                .collect(Collectors.groupingBy(Friend::customer))
                .forEach((customer, friends) -> audit.record(
                        AuditAction.CUSTOMER_TAGGED,
                        new AuditSubject(
                                AuditSubject.Kind.CUSTOMER,
                                customer,
                                friends.getFirst().institution()),
                        null,
                        Map.of("tag", name.get(), "on", on, "kind", TagKind.CORP.name(), "friends", friends.size())));
        return Optional.of(changing.size());
    }

    private List<Friend> friends(List<String> numbers, long tagId, DataScope scope) {
        return db.sql("""
                        select l.id, c.customer_no, c.institution_id,
                            coalesce(w.kind = 'MARK', f.tag_id is not null) as is_so
                        from core.customer c
                        join core.binding b on b.customer_id = c.id and b.unbound_at is null
                        join core.friend_link l on l.contact_id = b.contact_id and l.ended_at is null
                        left join core.friend_link_tag f on f.link_id = l.id and f.tag_id = :tag
                        left join core.tag_wish w on w.link_id = l.id and w.tag_id = :tag and w.status = 'WAITING'
                        where c.customer_no = any(:numbers) and %s
                        order by l.id
                        """.formatted(TagUse.ofStaff(scope, "l.staff_id")))
                .param("tag", tagId)
                .param("numbers", numbers.toArray(String[]::new))
                .param("root", TagUse.root(scope))
                .param("today", LocalDate.now(clock))
                .query((row, n) -> new Friend(
                        row.getLong("id"),
                        row.getString("customer_no"),
                        new InstitutionId(row.getLong("institution_id")),
                        row.getBoolean("is_so")))
                .list();
    }
}
