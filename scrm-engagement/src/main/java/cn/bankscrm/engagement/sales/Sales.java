package cn.bankscrm.engagement.sales;

import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.LinkId;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in orders, and says which links they came from. An order's links are those before its first state that is
 * known, for all its states, whatever comes in first.
 */
@Component
public class Sales {

    /** Batches are taken in one after the other: the states of an order share their links. */
    private static final long LOCK = 0x5343_524d_5341_4c45L;

    /** How far a bank's clock may run ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final JdbcClient db;
    private final Attribution attribution;
    private final Clock clock;

    Sales(JdbcClient db, AttributionProperties settings, Clock clock) {
        this.db = db;
        this.attribution = new Attribution(settings.window(), settings.model());
        this.clock = clock;
    }

    /** @param added how many were not known yet; the others stood as they were told again */
    public record Taken(int received, int added) {}

    /** @throws RefusedSales where some orders are at fault: then none is taken */
    @Transactional
    public Taken take(List<SaleOrder> orders) {
        db.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
        Map<String, Buyer> buyers = buyers(orders);
        List<SaleFault> faults = new ArrayList<>();
        Set<String> changed = new TreeSet<>();
        int added = 0;
        for (int index = 0; index < orders.size(); index++) {
            SaleOrder order = orders.get(index);
            Buyer buyer = buyers.get(order.customer().value());
            if (buyer == null) {
                faults.add(new SaleFault(index, "customerNo", SaleFault.Reason.UNKNOWN));
            } else if (order.at().isAfter(clock.instant().plus(AHEAD))) {
                faults.add(new SaleFault(index, "at", SaleFault.Reason.IN_FUTURE));
            } else if (insert(order, buyer)) {
                added++;
                changed.add(order.orderNo());
            } else if (!stands(order, buyer)) {
                faults.add(new SaleFault(index, "orderNo", SaleFault.Reason.DIFFERS));
            }
        }
        if (!faults.isEmpty()) {
            throw new RefusedSales(faults);
        }
        changed.forEach(this::attribute);
        return new Taken(orders.size(), added);
    }

    private record Buyer(long id) {}

    private Map<String, Buyer> buyers(List<SaleOrder> orders) {
        Map<String, Buyer> buyers = new HashMap<>();
        db.sql("select id, customer_no from core.customer where customer_no = any(:numbers)")
                .param(
                        "numbers",
                        orders.stream()
                                .map(order -> order.customer().value())
                                .distinct()
                                .toArray(String[]::new))
                .query(row -> {
                    buyers.put(row.getString("customer_no"), new Buyer(row.getLong("id")));
                });
        return buyers;
    }

    /** With who managed the customer that day, and where. */
    private boolean insert(SaleOrder order, Buyer buyer) {
        return db.sql("""
                        insert into engagement.sale (order_no, state, customer_id, staff_id, institution_id, product_code, kind,
                            amount, income, at, received_at)
                        select :order, :state, c.id, m.staff_id, coalesce(m.institution_id, c.institution_id), :product, :kind,
                            :amount, :income, :at, :now
                        from core.customer c
                        left join lateral (
                            select a.staff_id, p.institution_id
                            from core.assignment a
                            left join core.staff_post p on p.staff_id = a.staff_id
                                and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)
                            where a.customer_id = c.id and a.valid_from <= :day and (a.valid_to is null or a.valid_to >= :day)
                            order by p.institution_id nulls last limit 1) m on true
                        where c.id = :customer
                        on conflict on constraint sale_order_uq do nothing
                        """)
                        .param("order", order.orderNo())
                        .param("state", order.state().name())
                        .param("customer", buyer.id)
                        .param("product", order.productCode())
                        .param("kind", order.kind().name())
                        .param("amount", order.amount())
                        .param("income", order.income())
                        .param("at", Timestamp.from(order.at()))
                        .param("day", LocalDate.ofInstant(order.at(), clock.getZone()))
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private boolean stands(SaleOrder order, Buyer buyer) {
        return db.sql("""
                        select exists (
                            select from engagement.sale
                            where order_no = :order and state = :state and customer_id = :customer and product_code = :product
                                and kind = :kind and amount = :amount and income = :income and at = :at)
                        """)
                .param("order", order.orderNo())
                .param("state", order.state().name())
                .param("customer", buyer.id)
                .param("product", order.productCode())
                .param("kind", order.kind().name())
                .param("amount", order.amount())
                .param("income", order.income())
                .param("at", Timestamp.from(order.at()))
                .query(Boolean.class)
                .single();
    }

    private record Stored(long id, long customer, BigDecimal amount, BigDecimal income, Instant at) {}

    /** Anew for every state of the order: an earlier one may have come in late. */
    private void attribute(String orderNo) {
        List<Stored> states = db.sql(
                        "select id, customer_id, amount, income, at from engagement.sale where order_no = :order order by at, id")
                .param("order", orderNo)
                .query((row, number) -> new Stored(
                        row.getLong("id"),
                        row.getLong("customer_id"),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("income"),
                        row.getTimestamp("at").toInstant()))
                .list();
        Stored first = states.getFirst();
        List<Attribution.Opening> openings = openings(first.customer, first.at);
        for (Stored state : states) {
            db.sql("delete from engagement.sale_part where sale_id = :sale")
                    .param("sale", state.id)
                    .update();
            attribution
                    .parts(state.amount, state.income, first.at, openings)
                    .forEach(part -> db.sql("""
                                    insert into engagement.sale_part (sale_id, link_id, content_id, staff_id, amount, income)
                                    values (:sale, :link, :content, :staff, :amount, :income)
                                    """)
                            .param("sale", state.id)
                            .param("link", part.link().value())
                            .param("content", part.content().value())
                            .param("staff", part.staff().value())
                            .param("amount", part.amount())
                            .param("income", part.income())
                            .update());
        }
    }

    /** What the customer opened in the window, by whichever contact was certified as them then. */
    private List<Attribution.Opening> openings(long customer, Instant at) {
        return db.sql("""
                        select v.link_id, v.content_id, v.staff_id, max(v.opened_at) as at
                        from core.pub_contact_span p
                        join engagement.link_visit v on v.contact_id = p.contact_id
                            and v.opened_at >= p.since and v.opened_at < p.until
                        where p.customer_id = :customer and v.opened_at <= :at and v.opened_at > :from
                        group by v.link_id, v.content_id, v.staff_id
                        """)
                .param("customer", customer)
                .param("at", Timestamp.from(at))
                .param("from", Timestamp.from(at.minus(attribution.window())))
                .query((row, number) -> new Attribution.Opening(
                        new LinkId(row.getLong("link_id")),
                        new ContentId(row.getLong("content_id")),
                        new StaffId(row.getLong("staff_id")),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
