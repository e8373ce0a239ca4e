package cn.bankscrm.engagement.sales;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts orders by product and state, with what came from links. */
@Component
@Transactional(readOnly = true)
public class ProductFunnels {

    private static final int MOST_PRODUCTS = 100;

    private final JdbcClient db;
    private final Clock clock;

    ProductFunnels(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * The products of the orders that came to a state in a period, of the customers in a scope as they were managed
     * then; those with the largest amounts first, a hundred at most.
     *
     * @param from the first day
     * @param until the last day
     */
    public List<ProductFunnel> of(LocalDate from, LocalDate until, DataScope scope) {
        return funnels("""
                select s.product_code, s.kind, s.state, count(*) as orders, count(distinct s.customer_id) as customers,
                    sum(s.amount) as amount, sum(s.income) as income,
                    count(p.amount) as from_links, coalesce(sum(p.amount), 0) as link_amount, coalesce(sum(p.income), 0) as link_income
                from engagement.sale s
                left join lateral (
                    select sum(q.amount) as amount, sum(q.income) as income from engagement.sale_part q where q.sale_id = s.id) p on true
                where s.at >= :from and s.at < :until and %s
                group by s.product_code, s.kind, s.state
                order by sum(sum(s.amount)) over (partition by s.product_code, s.kind) desc, s.product_code, s.kind
                """.formatted(in(scope)), from, until, scope, 0);
    }

    /** The same of what the links of one piece of content brought, whoever managed the customers. */
    public List<ProductFunnel> ofContent(ContentId content, DataScope scope) {
        return funnels("""
                select s.product_code, s.kind, s.state, count(distinct s.id) as orders,
                    count(distinct s.customer_id) as customers, sum(p.amount) as amount, sum(p.income) as income,
                    count(distinct s.id) as from_links, sum(p.amount) as link_amount, sum(p.income) as link_income
                from engagement.sale_part p
                join engagement.sale s on s.id = p.sale_id
                where p.content_id = :content and s.at >= :from and s.at < :until and %s
                group by s.product_code, s.kind, s.state
                order by sum(sum(p.amount)) over (partition by s.product_code, s.kind) desc, s.product_code, s.kind
                """.formatted(in(scope)), LocalDate.EPOCH, LocalDate.now(clock), scope, content.value());
    }

    private List<ProductFunnel> funnels(String sql, LocalDate from, LocalDate until, DataScope scope, long content) {
        Map<String, Map<SaleState, ProductFunnel.Step>> steps = new LinkedHashMap<>();
        Map<String, SaleKind> kinds = new LinkedHashMap<>();
        db.sql(sql)
                .param("from", Timestamp.from(from.atStartOfDay(clock.getZone()).toInstant()))
                .param(
                        "until",
                        Timestamp.from(
                                until.plusDays(1).atStartOfDay(clock.getZone()).toInstant()))
                .param("root", root(scope))
                .param("content", content)
                .query(row -> {
                    String product = row.getString("product_code");
                    String key = row.getString("kind") + " " + product;
                    kinds.put(key, SaleKind.valueOf(row.getString("kind")));
                    ProductFunnel.Step step = step(row);
                    steps.computeIfAbsent(key, unseen -> new EnumMap<>(SaleState.class))
                            .put(step.state(), step);
                });
        List<ProductFunnel> funnels = new ArrayList<>();
        steps.forEach((key, states) -> {
            if (funnels.size() < MOST_PRODUCTS) {
                List<ProductFunnel.Step> all = new ArrayList<>();
                for (SaleState state : SaleState.values()) {
                    all.add(states.getOrDefault(state, ProductFunnel.Step.none(state)));
                }
                funnels.add(new ProductFunnel(
                        key.substring(key.indexOf(' ') + 1), kinds.getOrDefault(key, SaleKind.OTHER), all));
            }
        });
        return List.copyOf(funnels);
    }

    private static ProductFunnel.Step step(ResultSet row) throws SQLException {
        return new ProductFunnel.Step(
                SaleState.valueOf(row.getString("state")),
                row.getLong("orders"),
                row.getLong("customers"),
                row.getBigDecimal("amount"),
                row.getBigDecimal("income"),
                row.getLong("from_links"),
                row.getBigDecimal("link_amount"),
                row.getBigDecimal("link_income"));
    }

    private static String in(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) ->
                "s.institution_id in (select institution_id from core.institution_path where ancestor_id = :root)";
            case DataScope.OwnCustomers(var staff) -> "s.staff_id = :root";
            case DataScope.Nothing() -> "false";
        };
    }

    private static long root(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> 0;
            case DataScope.Subtree(var institution) -> institution.value();
            case DataScope.OwnCustomers(var staff) -> staff.value();
            case DataScope.Nothing() -> 0;
        };
    }
}
