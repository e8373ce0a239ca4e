package cn.bankscrm.core.customer;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts one customer's page together. */
final class ProfileReading {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final LocalDate today;

    ProfileReading(JdbcClient db, FieldCipher cipher, LocalDate today) {
        this.db = db;
        this.cipher = cipher;
        this.today = today;
    }

    CustomerProfile profile(SeenCustomer seen) {
        return db.sql("""
                        select c.id, c.name_enc, c.mobile_enc, c.certificate_enc is not null as certificate, c.birthday,
                            c.has_account, c.aum, i.name as institution,
                            (select l.at from core.last_contact l where l.customer_id = c.id) as last_contact_at,
                            c.segment_ids,
                            (select m.segment_ids from core.segment_member m where m.customer_id = c.id) as rule_segment_ids
                        from core.customer c join core.institution i on i.id = c.institution_id
                        where c.id = :id
                        """)
                .param("id", seen.id().value())
                .query((row, number) -> profile(seen, row))
                .single();
    }

    private CustomerProfile profile(SeenCustomer seen, ResultSet row) throws SQLException {
        long id = seen.id().value();
        byte[] mobile = row.getBytes("mobile_enc");
        return new CustomerProfile(
                seen,
                Masking.name(cipher.decrypt("customer.name", row.getBytes("name_enc"))),
                mobile == null ? null : Masking.mobile(cipher.decrypt("customer.mobile", mobile)),
                row.getBoolean("certificate"),
                row.getObject("birthday", LocalDate.class),
                row.getBoolean("has_account"),
                row.getObject("aum", BigDecimal.class),
                row.getString("institution"),
                segments(row.getArray("segment_ids")),
                segments(row.getArray("rule_segment_ids")),
                tags(id),
                holdings(id),
                instant(row, "last_contact_at"),
                managers(id, seen.scope()),
                bindings(id),
                consents(id),
                links(id, seen.scope()));
    }

    private List<CustomerSegment> segments(@Nullable Array ids) {
        return ids == null
                ? List.of()
                : db.sql("select id, name from core.segment where id = any(:ids) order by id")
                        .param("ids", ids)
                        .query((row, number) -> new CustomerSegment(row.getInt("id"), row.getString("name")))
                        .list();
    }

    /** The bank's own tags, and the corp tags on living friend links of contacts who are certified now. */
    private List<CustomerTag> tags(long customer) {
        return db.sql("""
                        select g.name as group_name, t.name, true as own, ct.by_rule
                        from core.customer_tag ct
                        join core.tag t on t.id = ct.tag_id and not t.deleted
                        join core.tag_group g on g.id = t.group_id
                        where ct.customer_id = :customer
                        union
                        select g.name, t.name, false, t.segment_id is not null
                        from core.binding b
                        join core.customer_link l on l.customer_id = b.customer_id and l.contact_id = b.contact_id
                            and l.ended_at is null
                        join core.friend_link_tag lt on lt.link_id = l.id
                        join core.tag t on t.id = lt.tag_id and not t.deleted
                        join core.tag_group g on g.id = t.group_id
                        where b.customer_id = :customer and b.unbound_at is null
                        order by 3 desc, 1, 2
                        """)
                .param("customer", customer)
                .query((row, number) -> new CustomerTag(
                        row.getString("group_name"),
                        row.getString("name"),
                        row.getBoolean("own"),
                        row.getBoolean("by_rule")))
                .list();
    }

    private List<Holding> holdings(long customer) {
        return db.sql("""
                        select kind, product, amount, opened_on, matures_on from core.holding
                        where customer_id = :customer and (matures_on is null or matures_on >= :today)
                        order by matures_on nulls last, amount desc, account_no
                        """)
                .param("customer", customer)
                .param("today", today)
                .query((row, number) -> new Holding(
                        row.getString("kind"),
                        row.getString("product"),
                        row.getObject("amount", BigDecimal.class),
                        row.getObject("opened_on", LocalDate.class),
                        row.getObject("matures_on", LocalDate.class)))
                .list();
    }

    private List<CustomerProfile.Consented> consents(long customer) {
        return db.sql("""
                        select version, version in (select version from core.former_consent_text) as replaced, route,
                            given_at, withdrawn_at, withdrawn_via
                        from core.consent
                        where customer_id = :customer order by given_at desc, id desc
                        """)
                .param("customer", customer)
                .query((row, number) -> new CustomerProfile.Consented(
                        row.getString("version"),
                        row.getBoolean("replaced"),
                        row.getString("route"),
                        Objects.requireNonNull(instant(row, "given_at")),
                        instant(row, "withdrawn_at"),
                        row.getString("withdrawn_via")))
                .list();
    }

    private List<CustomerProfile.Managed> managers(long customer, DataScope scope) {
        return of(customer, scope, """
                        select a.valid_from, a.valid_to, coalesce(s.staff_no, '') as staff_no,
                            coalesce(s.name, '') as staff_name, %s as visible
                        from core.assignment a left join core.staff s on s.id = a.staff_id
                        where a.customer_id = :customer
                        order by a.valid_from desc
                        """)
                .query((row, number) -> new CustomerProfile.Managed(
                        staff(row),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class)))
                .list();
    }

    private List<CustomerProfile.Bound> bindings(long customer) {
        return db.sql("""
                        select e.name_enc, b.bound_at, b.unbound_at, b.route
                        from core.binding b join core.external_contact e on e.id = b.contact_id
                        where b.customer_id = :customer
                        order by b.bound_at desc
                        """)
                .param("customer", customer)
                .query((row, number) -> new CustomerProfile.Bound(
                        contact(row.getBytes("name_enc")),
                        Objects.requireNonNull(instant(row, "bound_at")),
                        instant(row, "unbound_at"),
                        row.getString("route")))
                .list();
    }

    private List<CustomerProfile.Linked> links(long customer, DataScope scope) {
        return of(customer, scope, """
                        select e.name_enc, l.added_at, l.add_way, l.first_add, l.ended_at, l.ended_by,
                            coalesce(s.staff_no, '') as staff_no,
                            coalesce(s.name, s.wecom_userid, '') as staff_name, %s as visible
                        from core.customer_link l
                        join core.external_contact e on e.id = l.contact_id
                        left join core.staff s on s.id = l.staff_id
                        where l.customer_id = :customer
                        order by l.added_at desc, l.id desc
                        """)
                .query((row, number) -> new CustomerProfile.Linked(
                        staff(row),
                        contact(row.getBytes("name_enc")),
                        Objects.requireNonNull(instant(row, "added_at")),
                        row.getObject("add_way", Integer.class),
                        row.getBoolean("first_add"),
                        instant(row, "ended_at"),
                        row.getString("ended_by")))
                .list();
    }

    private JdbcClient.StatementSpec of(long customer, DataScope scope, String sql) {
        return db.sql(sql.formatted(VisibleCustomers.staffIn(scope)))
                .param("customer", customer)
                .param("today", today)
                .param("root", VisibleCustomers.root(scope));
    }

    private static @Nullable StaffRef staff(ResultSet row) throws SQLException {
        return row.getBoolean("visible") ? new StaffRef(row.getString("staff_no"), row.getString("staff_name")) : null;
    }

    private @Nullable String contact(byte @Nullable [] encrypted) {
        return encrypted == null ? null : Masking.name(cipher.decrypt("external_contact.name", encrypted));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
