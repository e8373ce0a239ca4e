package cn.bankscrm.core.tag;

import cn.bankscrm.core.activity.Activities;
import cn.bankscrm.core.activity.Activity;
import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.CustomerSummary;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The bank's own tags on customers, put on by hand; only customers of the tagger's scope, logged, on the time line. */
@Component
public class CustomerTags {

    /** No more customers at a time. */
    public static final int MOST_AT_ONCE = 5000;

    private final JdbcClient db;
    private final CustomerQueries customers;
    private final Activities activities;
    private final AuditLog audit;
    private final Clock clock;

    CustomerTags(JdbcClient db, CustomerQueries customers, Activities activities, AuditLog audit, Clock clock) {
        this.db = db;
        this.customers = customers;
        this.activities = activities;
        this.audit = audit;
        this.clock = clock;
    }

    /** A tag of the bank's own that a customer carries. */
    public record CustomerTag(long tagId, String group, String tag, boolean byRule) {}

    @Transactional(readOnly = true)
    public List<CustomerTag> of(CustomerNo no, DataScope scope) {
        if (customers.withNumbers(List.of(no), scope).isEmpty()) {
            return List.of();
        }
        return db.sql("""
                        select t.id, g.name as group_name, t.name, c.by_rule
                        from core.customer k
                        join core.customer_tag c on c.customer_id = k.id
                        join core.tag t on t.id = c.tag_id and not t.deleted
                        join core.tag_group g on g.id = t.group_id
                        where k.customer_no = :no
                        order by g.sort_order desc, g.name, t.sort_order desc, t.name
                        """)
                .param("no", no.value())
                .query((row, n) -> new CustomerTag(
                        row.getLong("id"),
                        row.getString("group_name"),
                        row.getString("name"),
                        row.getBoolean("by_rule")))
                .list();
    }

    /** Says what {@link #tag} would do, and does nothing. */
    @Transactional(readOnly = true)
    public TaggingPreview preview(Collection<String> numbers, long tagId, boolean on, DataScope scope) {
        List<String> visible = visible(customers, numbers, scope);
        int changing = changing(visible, tagId, on).size();
        Set<String> known = new HashSet<>(visible);
        List<String> outside =
                numbers.stream().filter(no -> !known.contains(no)).toList();
        return new TaggingPreview(outside, 0, visible.size() - changing, changing);
    }

    /**
     * Puts a tag on customers, or takes it off; those outside the scope are passed over.
     *
     * @param staff who does it, where it is a member of staff
     * @return how many customers changed; empty where there is no such tag for hands
     */
    @Transactional
    public Optional<Integer> tag(
            Collection<String> numbers, long tagId, boolean on, DataScope scope, String by, Optional<StaffId> staff) {
        Optional<String> name =
                db.sql("""
                        select g.name || ' / ' || t.name from core.tag t
                        join core.tag_group g on g.id = t.group_id and g.kind = 'OWN'
                        where t.id = :id and not t.deleted and t.segment_id is null
                        """).param("id", tagId).query(String.class).optional();
        if (name.isEmpty() || numbers.size() > MOST_AT_ONCE) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        List<Changed> changed = changing(visible(customers, numbers, scope), tagId, on);
        Long[] ids = changed.stream().map(one -> one.id().value()).toArray(Long[]::new);
        if (on) {
            db.sql("""
                            insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_by, tagged_at)
                            select id, :tag, false, :by, :now from unnest(:ids::bigint[]) as told (id) order by id
                            on conflict do nothing
                            """)
                    .param("tag", tagId)
                    .param("by", by)
                    .param("now", Timestamp.from(now))
                    .param("ids", ids)
                    .update();
        } else {
            db.sql("delete from core.customer_tag where tag_id = :tag and customer_id = any(:ids) and not by_rule")
                    .param("tag", tagId)
                    .param("ids", ids)
                    .update();
        }
        Map<String, String> details = Map.of("tag", name.get(), "on", Boolean.toString(on));
        activities.record(changed.stream()
                .map(one -> new Activity(
                        now,
                        ActivityKind.TAGGED,
                        one.id(),
                        null,
                        staff.orElse(null),
                        "tag:" + one.id().value() + ":" + tagId + ":" + on,
                        details))
                .toList());
        for (Changed one : changed) {
            audit.record(
                    AuditAction.CUSTOMER_TAGGED,
                    new AuditSubject(AuditSubject.Kind.CUSTOMER, one.no(), one.institution()),
                    null,
                    Map.of("tag", name.get(), "on", on, "kind", TagKind.OWN.name()));
        }
        return Optional.of(changed.size());
    }

    /** Those of the numbers that are customers of the scope. */
    static List<String> visible(CustomerQueries customers, Collection<String> numbers, DataScope scope) {
        List<CustomerNo> wellFormed =
                numbers.stream().flatMap(no -> number(no).stream()).distinct().toList();
        return customers.withNumbers(wellFormed, scope).stream()
                .map(CustomerSummary::no)
                .map(CustomerNo::value)
                .toList();
    }

    private List<Changed> changing(List<String> visible, long tagId, boolean on) {
        return db.sql("""
                        select c.id, c.customer_no, c.institution_id from core.customer c
                        where c.customer_no = any(:numbers)
                          and :on <> exists (
                              select from core.customer_tag t where t.customer_id = c.id and t.tag_id = :tag)
                        order by c.id
                        """)
                .param("numbers", visible.toArray(String[]::new))
                .param("on", on)
                .param("tag", tagId)
                .query((row, n) -> new Changed(
                        new CustomerId(row.getLong("id")),
                        row.getString("customer_no"),
                        new InstitutionId(row.getLong("institution_id"))))
                .list();
    }

    private static Optional<CustomerNo> number(String text) {
        try {
            return Optional.of(new CustomerNo(text));
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }

    private record Changed(CustomerId id, String no, InstitutionId institution) {}
}
