package cn.bankscrm.core.friendlink;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.friendlink.RecordingFriendLinks.Pair;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The set-based statements beside the aggregate: endings, tags, lineage, and whom a change concerns. */
@Component
class FriendLinkRows {

    private final JdbcClient db;
    private final JdbcTemplate batches;

    FriendLinkRows(JdbcClient db, JdbcTemplate batches) {
        this.db = db;
        this.batches = batches;
    }

    Map<Pair, List<Ending>> endings(Collection<ExternalContactId> contacts) {
        Map<Pair, List<Ending>> endings = new HashMap<>();
        db.sql("""
                        select staff_id, contact_id, ended_at, ended_by
                        from core.friend_link_ending
                        where contact_id = any(:contacts)
                        """).param("contacts", ids(contacts)).query(row -> {
            Pair pair =
                    new Pair(new StaffId(row.getLong("staff_id")), new ExternalContactId(row.getLong("contact_id")));
            endings.computeIfAbsent(pair, p -> new ArrayList<>())
                    .add(new Ending(
                            row.getTimestamp("ended_at").toInstant(), EndedBy.valueOf(row.getString("ended_by"))));
        });
        return endings;
    }

    void store(Map<Pair, FriendLinkHistory> histories) {
        List<Object[]> reported = new ArrayList<>();
        List<Object[]> withdrawn = new ArrayList<>();
        histories.forEach((pair, history) -> {
            history.newEndings().forEach(e -> reported.add(arguments(pair, e)));
            history.withdrawnEndings().forEach(e -> withdrawn.add(arguments(pair, e)));
        });
        if (!reported.isEmpty()) {
            batches.batchUpdate("""
                    insert into core.friend_link_ending (staff_id, contact_id, ended_at, ended_by)
                    values (?, ?, ?, ?) on conflict do nothing
                    """, reported);
        }
        if (!withdrawn.isEmpty()) {
            batches.batchUpdate("""
                    delete from core.friend_link_ending
                    where staff_id = ? and contact_id = ? and ended_at = ? and ended_by = ?
                    """, withdrawn);
        }
    }

    /** A customer assigned by an administrator comes from the link that was ended by the transfer last before. */
    void originOfTransferred(List<FriendLink> begun) {
        List<Object[]> assigned = begun.stream()
                .filter(link ->
                        link.addWay().filter(AddWay::assignedByAdministrator).isPresent())
                .map(link -> new Object[] {link.id().value()})
                .toList();
        if (!assigned.isEmpty()) {
            batches.batchUpdate("""
                    update core.friend_link taken
                    set origin_link_id = (
                        select given.id
                        from core.friend_link given
                        where given.contact_id = taken.contact_id
                          and given.id <> taken.id
                          and given.added_at <= taken.added_at
                          and (given.ended_by = 'TRANSFER' or given.ended_at is null)
                        order by given.added_at desc
                        limit 1)
                    where taken.id = ?
                    """, assigned);
        }
    }

    /** Makes the tags of each link those that were seen; tags not known to the platform yet come with the next sync. */
    void tag(Map<FriendLink, LinkDetails> described) {
        List<Object[]> wanted = described.entrySet().stream()
                .map(e -> new Object[] {
                    e.getKey().id().value(), e.getValue().tags().toArray(String[]::new)
                })
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        batches.batchUpdate("""
                delete from core.friend_link_tag old
                where old.link_id = ?
                  and old.tag_id not in (select id from core.tag where wecom_tag_id = any(?))
                """, wanted);
        List<Object[]> tagged =
                wanted.stream().filter(row -> ((String[]) row[1]).length > 0).toList();
        if (!tagged.isEmpty()) {
            batches.batchUpdate("""
                    insert into core.friend_link_tag (link_id, tag_id)
                    select ?, id from core.tag where wecom_tag_id = any(?)
                    on conflict do nothing
                    """, tagged);
        }
        fulfilWishes(described.keySet());
    }

    /** A waiting wish that WeCom fulfils already is done: what WeCom shows later is later than the wish. */
    private void fulfilWishes(Collection<FriendLink> seen) {
        db.sql("""
                        update core.tag_wish w
                        set status = 'DONE', settled_at = greatest(w.wished_at, now())
                        where w.link_id = any(:links) and w.status = 'WAITING' and w.leased_until is null
                          and (w.kind = 'MARK') = exists (
                              select from core.friend_link_tag t where t.link_id = w.link_id and t.tag_id = w.tag_id)
                        """)
                .param("links", seen.stream().map(link -> link.id().value()).toArray(Long[]::new))
                .update();
    }

    /** Customers who are, or were, certified through one of these contacts. */
    Set<CustomerId> customersOf(Set<ExternalContactId> contacts) {
        return db.sql("select distinct customer_id from core.binding where contact_id = any(:contacts)")
                .param("contacts", ids(contacts))
                .query((row, n) -> new CustomerId(row.getLong("customer_id")))
                .set();
    }

    private static Long[] ids(Collection<ExternalContactId> contacts) {
        return contacts.stream().map(ExternalContactId::value).toArray(Long[]::new);
    }

    private static Object[] arguments(Pair pair, Ending ending) {
        return new Object[] {
            pair.staff().value(),
            pair.contact().value(),
            Timestamp.from(ending.at()),
            ending.by().name()
        };
    }
}
