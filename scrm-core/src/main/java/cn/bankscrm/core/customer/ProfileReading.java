package cn.bankscrm.core.customer;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    Optional<CustomerProfile> find(CustomerNo no, DataScope scope) {
        return db.sql("""
                        select c.id, c.name_enc, c.mobile_enc, c.birthday, c.has_account, c.aum, i.name as institution,
                            array(
                                select g.name from core.segment g
                                where g.id = any(c.segment_ids) or g.id = any((
                                    select m.segment_ids from core.segment_member m where m.customer_id = c.id)::smallint[])
                                order by g.id) as segments
                        from core.customer c join core.institution i on i.id = c.institution_id
                        where c.customer_no = :no and %s
                        """.formatted(VisibleCustomers.in(scope)))
                .param("no", no.value())
                .param("today", today)
                .param("root", VisibleCustomers.root(scope))
                .query((row, number) -> profile(no, row, scope))
                .optional();
    }

    private CustomerProfile profile(CustomerNo no, ResultSet row, DataScope scope) throws SQLException {
        long id = row.getLong("id");
        byte[] mobile = row.getBytes("mobile_enc");
        return new CustomerProfile(
                no,
                Masking.name(cipher.decrypt("customer.name", row.getBytes("name_enc"))),
                mobile == null ? null : Masking.mobile(cipher.decrypt("customer.mobile", mobile)),
                row.getObject("birthday", LocalDate.class),
                row.getBoolean("has_account"),
                row.getObject("aum", BigDecimal.class),
                row.getString("institution"),
                List.of((String[]) row.getArray("segments").getArray()),
                managers(id, scope),
                bindings(id),
                links(id, scope));
    }

    private List<CustomerProfile.Managed> managers(long customer, DataScope scope) {
        return of(customer, scope, """
                        select a.valid_from, a.valid_to, coalesce(s.staff_no, '') as staff_no,
                            coalesce(s.name, '') as staff_name, %s as visible
                        from core.assignment a join core.staff s on s.id = a.staff_id
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
                        from core.friend_link l
                        join core.external_contact e on e.id = l.contact_id
                        join core.staff s on s.id = l.staff_id
                        where l.contact_id in (select b.contact_id from core.binding b where b.customer_id = :customer)
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
