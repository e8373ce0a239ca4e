package cn.bankscrm.core.customer;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads customers, masked, as far as somebody may see them: where their manager holds a post today, or, when nobody in
 * post manages them, where they are at home. What lies outside is as if it did not exist.
 */
@Component
@Transactional(readOnly = true)
public class CustomerQueries {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    CustomerQueries(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * Customers in the order of their numbers.
     *
     * @param after the number after which to begin; empty for the first
     * @param most at most so many
     */
    public List<CustomerSummary> list(Optional<CustomerNo> after, int most, DataScope scope) {
        String among =
                scope instanceof DataScope.WholeBank ? "" : "c.id in (" + VisibleCustomers.idsIn(scope) + ") and ";
        // which, before anything is read of them: the scope may hold a hundred thousand
        return statement("""
                        where c.id in (
                            select c.id from core.customer c where %sc.customer_no > :after order by c.customer_no limit :most)
                        order by c.customer_no
                        """.formatted(among), scope)
                .param("after", after.map(CustomerNo::value).orElse(""))
                .param("most", most)
                .query(this::summary)
                .list();
    }

    /** Those of the customers with these numbers whom the scope holds, by number. */
    public List<CustomerSummary> withNumbers(Collection<CustomerNo> numbers, DataScope scope) {
        return statement(
                        "where c.customer_no = any(:numbers) and " + VisibleCustomers.in(scope)
                                + " order by c.customer_no",
                        scope)
                .param("numbers", numbers.stream().map(CustomerNo::value).toArray(String[]::new))
                .query(this::summary)
                .list();
    }

    /**
     * Finds customers by what somebody typed: a customer number, a whole name, or a whole mobile number. Name and
     * mobile are compared by their digests; parts of them find nothing.
     *
     * @param most at most so many
     */
    public List<CustomerNo> search(String typed, int most, DataScope scope) {
        String text = typed.strip();
        return db.sql("""
                        select c.customer_no from core.customer c
                        where (c.customer_no = :text or c.name_digest = :name or c.mobile_digest = :mobile) and %s
                        order by c.customer_no limit :most
                        """.formatted(VisibleCustomers.in(scope)))
                .param("text", text)
                .param("name", cipher.digest("customer.name", text))
                .param("mobile", cipher.digest("customer.mobile", text))
                .param("today", today())
                .param("root", VisibleCustomers.root(scope))
                .param("most", most)
                .query((row, number) -> new CustomerNo(row.getString("customer_no")))
                .list();
    }

    /** The masked names of those of the customers whom the scope holds: for lists that other modules compute. */
    public Map<CustomerNo, String> maskedNames(Collection<CustomerNo> numbers, DataScope scope) {
        Map<CustomerNo, String> names = new HashMap<>();
        db.sql("select c.customer_no, c.name_enc from core.customer c where c.customer_no = any(:numbers) and "
                        + VisibleCustomers.in(scope))
                .param("numbers", numbers.stream().map(CustomerNo::value).toArray(String[]::new))
                .param("today", today())
                .param("root", VisibleCustomers.root(scope))
                .query(row -> {
                    names.put(new CustomerNo(row.getString("customer_no")), maskedName(row.getBytes("name_enc")));
                });
        return names;
    }

    /** One customer with everything that is known; empty when there is none in the scope. */
    public Optional<CustomerProfile> find(CustomerNo no, DataScope scope) {
        return see(no, scope).map(this::profile);
    }

    /** Everything that is known of a customer whom the reader may see. */
    public CustomerProfile profile(SeenCustomer seen) {
        return new ProfileReading(db, cipher, today()).profile(seen);
    }

    /** The key to everything about one customer; empty when there is none in the scope. */
    public Optional<SeenCustomer> see(CustomerNo no, DataScope scope) {
        return db.sql("""
                        select c.id, coalesce(
                            (select p.institution_id
                             from core.assignment a
                             join core.staff_post p on p.staff_id = a.staff_id
                                 and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                             where a.customer_id = c.id
                                 and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
                             limit 1),
                            c.institution_id) as institution_id
                        from core.customer c
                        where c.customer_no = :no and %s
                        """.formatted(VisibleCustomers.in(scope)))
                .param("no", no.value())
                .param("today", today())
                .param("root", VisibleCustomers.root(scope))
                .query((row, number) -> new SeenCustomer(
                        new CustomerId(row.getLong("id")), no, new InstitutionId(row.getLong("institution_id")), scope))
                .optional();
    }

    private JdbcClient.StatementSpec statement(String rest, DataScope scope) {
        return db.sql("""
            select c.customer_no, c.name_enc, c.aum, c.has_account, i.name as institution, m.staff_no, m.name as staff_name,
                array(select g.name from core.segment g where g.id = any(c.segment_ids)
                        or g.id = any((select m.segment_ids from core.segment_member m where m.customer_id = c.id)::smallint[])
                    order by g.id) as segments,
                exists (select from core.binding b where b.customer_id = c.id and b.unbound_at is null) as certified
            from core.customer c
            join core.institution i on i.id = c.institution_id
            left join lateral (
                select coalesce(s.staff_no, '') as staff_no, coalesce(s.name, '') as name
                from core.assignment a join core.staff s on s.id = a.staff_id
                where a.customer_id = c.id and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
                    and %s
                limit 1
            ) m on true
            """.formatted(VisibleCustomers.staffIn(scope)) + rest)
                .param("today", today())
                .param("root", VisibleCustomers.root(scope));
    }

    private CustomerSummary summary(ResultSet row, int number) throws SQLException {
        return new CustomerSummary(
                new CustomerNo(row.getString("customer_no")),
                maskedName(row.getBytes("name_enc")),
                row.getObject("aum", BigDecimal.class),
                row.getBoolean("has_account"),
                List.of((String[]) row.getArray("segments").getArray()),
                staff(row.getString("staff_no"), row.getString("staff_name")),
                row.getString("institution"),
                row.getBoolean("certified"));
    }

    static @Nullable StaffRef staff(@Nullable String no, @Nullable String name) {
        return no == null || name == null ? null : new StaffRef(no, name);
    }

    private String maskedName(byte[] encrypted) {
        return Masking.name(cipher.decrypt("customer.name", encrypted));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
