package cn.bankscrm.core.segment;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.CustomerSummary;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.scope.DataScope;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who is in a segment, as far as somebody may see, and why. */
@Component
@Transactional(readOnly = true)
public class SegmentMembers {

    /** More fit no sheet that anybody reads. */
    public static final int MOST_EXPORTED = 100_000;

    private static final int PAGE = 500;

    /**
     * Why a customer is in a segment or not.
     *
     * @param member whether they are counted as a member now; what was found may be a moment newer
     */
    public record Why(CustomerSummary customer, boolean member, RuleExplanation explanation) {}

    private final JdbcClient db;
    private final CustomerQueries customers;
    private final AuditLog audit;
    private final Clock clock;

    SegmentMembers(JdbcClient db, CustomerQueries customers, AuditLog audit, Clock clock) {
        this.db = db;
        this.customers = customers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Explains by the version in force; empty when there is none, or no such customer in the scope. It shows what the
     * bank knows of the customer, so the look enters the audit log.
     */
    @Transactional
    public Optional<Why> why(SegmentId segment, CustomerNo no, DataScope scope) {
        LocalDate today = LocalDate.now(clock);
        Optional<SeenCustomer> seen = customers.see(no, scope);
        Optional<CustomerSummary> customer =
                customers.withNumbers(List.of(no), scope).stream().findFirst();
        Optional<ActiveRule> rule = ActiveRule.on(today, db).stream()
                .filter(active -> active.segment() == segment.value())
                .findFirst();
        if (seen.isEmpty() || customer.isEmpty() || rule.isEmpty()) {
            return Optional.empty();
        }
        long id = seen.get().id().value();
        audit.record(
                AuditAction.CUSTOMER_OPENED,
                new AuditSubject(
                        AuditSubject.Kind.CUSTOMER, no.value(), seen.get().institution()),
                null,
                Map.of("segment", segment.value()));
        boolean member = db.sql("""
                        select exists (
                            select from core.segment_member where customer_id = :id and :segment = any(segment_ids))
                        """)
                .param("id", id)
                .param("segment", segment.value())
                .query(Boolean.class)
                .single();
        CustomerFacts facts = new FactsReading(db, today).read(new CustomerId(id));
        return Optional.of(
                new Why(customer.get(), member, RuleExplanation.of(rule.get().rule(), facts, today, clock.getZone())));
    }

    /**
     * Hands over the members in the scope by number, at most {@link #MOST_EXPORTED}; the export is logged with its
     * number of rows.
     */
    @Transactional
    public void export(RuleSegment segment, DataScope scope, Consumer<CustomerSummary> to) {
        List<CustomerNo> numbers = new ArrayList<>(db.sql("""
                        select c.customer_no
                        from core.segment_member m
                        join core.customer c on c.id = m.customer_id
                        where :segment = any(m.segment_ids) and c.id in (%s)
                        order by c.customer_no
                        limit :most
                        """.formatted(VisibleCustomers.idsIn(scope)))
                .param("segment", segment.id().value())
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(scope))
                .param("most", MOST_EXPORTED)
                .query((row, number) -> new CustomerNo(row.getString(1)))
                .list());
        audit.record(
                AuditAction.CUSTOMERS_EXPORTED,
                new AuditSubject(AuditSubject.Kind.SEGMENT, segment.name(), null),
                null,
                Map.of("rows", numbers.size()));
        for (int from = 0; from < numbers.size(); from += PAGE) {
            customers
                    .withNumbers(numbers.subList(from, Math.min(from + PAGE, numbers.size())), scope)
                    .forEach(to);
        }
    }
}
