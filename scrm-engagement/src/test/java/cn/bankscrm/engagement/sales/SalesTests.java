package cn.bankscrm.engagement.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.engagement.content.ContentId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders come in once, and their links get what is theirs. */
class SalesTests {

    private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");

    private final DataSource source = TestDatabase.fresh().dataSource();
    private final JdbcClient db = JdbcClient.create(source);
    private final Clock clock = Clock.fixed(NOW, ZoneId.of("Asia/Shanghai"));
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
    private final Sales sales = sales(Attribution.Model.LAST);
    private final ProductFunnels funnels = new ProductFunnels(db, clock);

    @BeforeEach
    void aCustomerWhoOpenedTwoLinks() {
        run(
                "insert into core.institution (id, code, name, level, province, version) values (1, '01', '总行', 1, '110000', 0)");
        run(
                "insert into core.institution (id, code, name, parent_id, level, province, version) values (2, '0101', '支行', 1, 2, '110000', 0)");
        run(
                "insert into core.institution_path (ancestor_id, institution_id, depth) values (1, 1, 0), (2, 2, 0), (1, 2, 1)");
        run("insert into core.staff (id, staff_no, name, version) values (7, 'S7', '张磊', 0)");
        run(
                "insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values (7, 7, 2, '客户经理', '2026-01-01')");
        run("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (700, 'C700', '\\x00', '\\x00', true, 100, 1)
                """);
        run("insert into core.assignment (id, customer_id, staff_id, valid_from) values (1, 700, 7, '2026-01-01')");
        run("insert into core.external_contact (id, external_userid, version) values (70, 'wm70', 0)");
        run(
                "insert into core.binding (id, contact_id, customer_id, bound_at, route) values (1, 70, 700, '2026-02-02 00:00+08', 'app')");
        run(
                "insert into engagement.content (kind, institution_id, author, made_at) values ('ARTICLE', 1, 'w', now()), ('ARTICLE', 1, 'w', now())");
        run("""
                insert into engagement.link (code, content_id, staff_id, contact_id, made_at)
                select lpad(id::text, 25, '0'), id, 7, 70, now() from engagement.content
                """);
        run("""
                insert into engagement.link_visit (opened_at, link_id, content_id, version_id, staff_id, contact_id, visitor)
                select timestamptz '2026-11-01 09:00+08' + id * interval '1 day', id, content_id, 1, 7, 70, 'v' from engagement.link
                """);
    }

    @Test
    void takesAnOrderOnceInEachState() {
        List<SaleOrder> orders =
                List.of(order("A1", SaleState.RESERVED, "100.00", 5), order("A1", SaleState.USED, "80.00", 6));
        assertThat(take(sales, orders)).isEqualTo(new Sales.Taken(2, 2));
        assertThat(take(sales, orders)).isEqualTo(new Sales.Taken(2, 0));
        assertThat(count("engagement.sale")).isEqualTo(2);
        assertThat(parts()).containsExactly("A1 RESERVED 2 100.00", "A1 USED 2 80.00");
    }

    @Test
    void refusesTheWholeBatchForOneOrderAndSaysWhich() {
        take(sales, List.of(order("A1", SaleState.RESERVED, "100.00", 5)));
        RefusedSales refused = catchThrowableOfType(
                RefusedSales.class,
                () -> take(
                        sales,
                        List.of(
                                order("B1", SaleState.RESERVED, "1.00", 5),
                                order("A1", SaleState.RESERVED, "100.01", 5),
                                new SaleOrder(
                                        "B2",
                                        new CustomerNo("NOBODY"),
                                        "P1",
                                        SaleKind.FUND,
                                        BigDecimal.ONE,
                                        BigDecimal.ONE,
                                        NOW,
                                        SaleState.USED),
                                new SaleOrder(
                                        "B3",
                                        new CustomerNo("C700"),
                                        "P1",
                                        SaleKind.FUND,
                                        BigDecimal.ONE,
                                        BigDecimal.ONE,
                                        NOW.plus(Duration.ofHours(1)),
                                        SaleState.USED))));
        assertThat(refused.faults())
                .containsExactly(
                        new SaleFault(1, "orderNo", SaleFault.Reason.DIFFERS),
                        new SaleFault(2, "customerNo", SaleFault.Reason.UNKNOWN),
                        new SaleFault(3, "at", SaleFault.Reason.IN_FUTURE));
        assertThat(count("engagement.sale")).isEqualTo(1);
    }

    @Test
    void theFirstStateDecidesTheLinksWhateverComesInFirst() {
        // reserved after the first link was opened, used after the second
        take(sales, List.of(order("A1", SaleState.USED, "80.00", 9)));
        assertThat(parts()).containsExactly("A1 USED 2 80.00");
        take(sales, List.of(order("A1", SaleState.RESERVED, "100.00", 2)));
        assertThat(parts()).containsExactly("A1 RESERVED 1 100.00", "A1 USED 1 80.00");
    }

    @Test
    void sharesAnOrderBetweenAllLinksInTheWindow() {
        take(sales(Attribution.Model.SHARED), List.of(order("A1", SaleState.USED, "100.01", 9)));
        assertThat(parts()).containsExactly("A1 USED 1 50.00", "A1 USED 2 50.01");
    }

    @Test
    void whatWasSoldBeforeAnyLinkWasOpenedComesFromNone() {
        take(sales, List.of(order("A1", SaleState.USED, "100.00", 1)));
        assertThat(parts()).isEmpty();
    }

    @Test
    void countsTheFunnelWithinTheScope() {
        take(
                sales,
                List.of(
                        order("A1", SaleState.RESERVED, "100.00", 5),
                        order("A2", SaleState.RESERVED, "60.00", 5),
                        order("A1", SaleState.CREDITED, "90.00", 6),
                        order("A0", SaleState.RESERVED, "7.00", 1)));
        LocalDate from = LocalDate.of(2026, 11, 1);
        LocalDate until = LocalDate.of(2026, 11, 30);
        for (DataScope scope : List.of(
                new DataScope.WholeBank(),
                new DataScope.Subtree(new InstitutionId(2)),
                new DataScope.OwnCustomers(new StaffId(7)))) {
            assertThat(funnels.of(from, until, scope)).singleElement().satisfies(product -> {
                assertThat(product.productCode()).isEqualTo("P1");
                assertThat(product.steps())
                        .extracting(step -> step.state() + " " + step.orders() + " " + step.customers() + " "
                                + step.amount() + " " + step.fromLinks() + " " + step.linkAmount())
                        .containsExactly(
                                "RESERVED 3 1 167.00 2 160.00", "CREDITED 1 1 90.00 1 90.00", "USED 0 0 0 0 0");
            });
        }
        assertThat(funnels.of(from, until, new DataScope.OwnCustomers(new StaffId(8))))
                .isEmpty();
        assertThat(funnels.of(from, until, new DataScope.Nothing())).isEmpty();
        assertThat(funnels.ofContent(new ContentId(2), new DataScope.WholeBank()))
                .singleElement()
                .satisfies(product ->
                        assertThat(product.steps().getFirst().amount()).isEqualByComparingTo("160.00"));
    }

    private Sales sales(Attribution.Model model) {
        return new Sales(db, new AttributionProperties(Duration.ofDays(30), model), clock);
    }

    private Sales.Taken take(Sales into, List<SaleOrder> orders) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> into.take(orders)));
    }

    private static SaleOrder order(String no, SaleState state, String amount, int day) {
        return new SaleOrder(
                no,
                new CustomerNo("C700"),
                "P1",
                SaleKind.FUND,
                new BigDecimal(amount),
                new BigDecimal("1.00"),
                Instant.parse("2026-11-%02dT08:00:00Z".formatted(day)),
                state);
    }

    private List<@Nullable String> parts() {
        return db.sql("""
                        select s.order_no || ' ' || s.state || ' ' || p.link_id || ' ' || p.amount
                        from engagement.sale_part p join engagement.sale s on s.id = p.sale_id
                        order by s.order_no, s.state, p.link_id
                        """).query(String.class).list();
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    private void run(String sql) {
        db.sql(sql).update();
    }
}
