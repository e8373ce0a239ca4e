package cn.bankscrm.core.segment;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the members of rule segments: those whose facts changed within seconds, everybody when a rule changed and every
 * night. Tags that follow segments go with them. A run over everybody goes by ranges of ids, each in one transaction
 * with its progress: whoever dies in between has lost nothing, and any node goes on from there.
 */
@Component
public class SegmentComputing {

    /** Customers judged in one transaction: one event tells of all who changed. */
    static final int CHUNK = CustomerFactsChanged.NAMED_AT_MOST;

    /** Customers whose facts changed, judged in one transaction. */
    private static final int BATCH = 20_000;

    static final String RANGE = "%s > :after and %s <= :last";

    /** Any number that nothing else in this database locks by. */
    private static final long LOCK = 0x5E_63_E4_75L;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final SegmentMarks marks;
    private final SegmentRuns runs;
    private final RuleTagging tagging;
    private final Clock clock;

    SegmentComputing(
            JdbcClient db,
            PlatformTransactionManager transactions,
            SegmentMarks marks,
            SegmentRuns runs,
            RuleTagging tagging,
            Clock clock) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.marks = marks;
        this.runs = runs;
        this.tagging = tagging;
        this.clock = clock;
    }

    /** @return whether there may be more to do */
    public boolean work() {
        boolean more = alone(this::judgeMarked);
        return alone(this::carryOn) || more;
    }

    /** One node at a time: what others had would be overwritten. */
    private boolean alone(Step step) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean ours = db.sql("select pg_try_advisory_xact_lock(:key)")
                    .param("key", LOCK)
                    .query(Boolean.class)
                    .single();
            return ours && step.take();
        }));
    }

    @FunctionalInterface
    private interface Step {
        /** @return whether there may be more */
        boolean take();
    }

    private boolean judgeMarked() {
        List<Optional<Long>> taken = db.sql("""
                        delete from core.segment_dirty
                        where id in (select id from core.segment_dirty order by id limit :batch)
                        returning customer_id
                        """)
                .param("batch", BATCH)
                .query((row, number) -> Optional.ofNullable(row.getObject("customer_id", Long.class)))
                .list();
        if (taken.isEmpty()) {
            return false;
        }
        LocalDate today = today();
        List<ActiveRule> rules = ActiveRule.on(today, db);
        if (rules.isEmpty()) {
            return taken.size() == BATCH;
        }
        Long[] customers = taken.stream().flatMap(Optional::stream).distinct().toArray(Long[]::new);
        if (customers.length > 0) {
            judge(rules, segment -> true, "%s = any(:customers)", Map.of("customers", customers), today);
        }
        if (taken.stream().anyMatch(Optional::isEmpty)) {
            runs.request(SegmentRuns.Reason.IMPORT, null);
        }
        return taken.size() == BATCH;
    }

    private boolean carryOn() {
        Optional<SegmentRuns.Open> open = runs.open();
        if (open.isEmpty()) {
            return false;
        }
        LocalDate today = today();
        List<ActiveRule> rules = ActiveRule.on(today, db);
        SegmentRuns.Open run = open.get().started() ? open.get() : runs.start(open.get(), rules);
        Range range = next(run.after());
        if (range.customers() == 0) {
            runs.finish(run, today);
            return true;
        }
        Set<Short> computed = Set.of(run.segments());
        int changed = judge(
                rules,
                segment -> computed.contains((short) segment),
                RANGE,
                Map.of("after", run.after(), "last", range.last()),
                today);
        runs.progress(run, range.last(), range.customers(), changed);
        return true;
    }

    private Range next(long after) {
        return db.sql("""
                        select coalesce(max(id), 0) as last, count(*) as customers
                        from (select id from core.customer where id > :after order by id limit :chunk) c
                        """)
                .param("after", after)
                .param("chunk", CHUNK)
                .query((row, number) -> new Range(row.getLong("last"), row.getInt("customers")))
                .single();
    }

    /**
     * @param among whom: a condition with {@code %s} for the customer's id
     * @return how many changed
     */
    private int judge(
            List<ActiveRule> rules, IntPredicate computing, String among, Map<String, ?> whose, LocalDate today) {
        JudgingSql judging = JudgingSql.of(rules, computing, among, today, clock.getZone());
        // each range is planned for what it is: a plan for any range would not hash
        db.sql("set local plan_cache_mode = force_custom_plan").update();
        db.sql("set local work_mem = '64MB'").update();
        db.sql("set local jit = off").update();
        Set<CustomerId> changed = db
                .sql(judging.sql())
                .params(judging.parameters())
                .params(whose)
                .query((row, number) -> row.getLong(1))
                .list()
                .stream()
                .map(CustomerId::new)
                .collect(Collectors.toSet());
        if (!changed.isEmpty()) {
            marks.publish(new CustomerFactsChanged(changed, today));
        }
        tagging.follow(among, whose);
        return changed.size();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private record Range(long last, int customers) {}
}
