package cn.bankscrm.core.segment;

import static java.util.Objects.requireNonNull;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the members of rule segments: those whose facts changed within seconds, everybody when a rule changed and every
 * night. Tags that follow segments go with them. A run over everybody goes by ranges of ids, some at a time, each in
 * its own transaction, and then notes its progress: whoever dies in between has lost nothing, any node goes on from
 * there, and a range that is judged twice is found unchanged.
 */
@Component
public class SegmentComputing {

    /** Customers judged in one transaction: one event tells of all who changed. */
    static final int CHUNK = CustomerFactsChanged.NAMED_AT_MOST;

    /** Ranges judged side by side. */
    private static final int HANDS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

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
            judge(rules, segment -> true, true, "%s = any(:customers)", Map.of("customers", customers), today);
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
        List<Range> ranges = next(run.after());
        if (ranges.isEmpty()) {
            runs.finish(run, today);
            return true;
        }
        Set<Short> computed = Set.of(run.segments());
        int changed = sideBySide(
                ranges,
                range -> judge(
                        rules,
                        segment -> computed.contains((short) segment),
                        false,
                        RANGE,
                        Map.of("after", range.after(), "last", range.last()),
                        today));
        runs.progress(
                run,
                ranges.getLast().last(),
                ranges.stream().mapToInt(Range::customers).sum(),
                changed);
        return true;
    }

    /**
     * Each in its own transaction. When one fails, none counts as done: those that were are found unchanged next time.
     */
    private int sideBySide(List<Range> ranges, ToIntFunction<Range> judging) {
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> judged = ranges.stream()
                    .map(range -> hands.submit(
                            () -> requireNonNull(transaction.execute(status -> judging.applyAsInt(range)))))
                    .toList();
            int changed = 0;
            for (Future<Integer> one : judged) {
                changed += one.get();
            }
            return changed;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A range could not be judged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted between ranges", e);
        }
    }

    private List<Range> next(long after) {
        List<Range> ranges = new ArrayList<>();
        long from = after;
        while (ranges.size() < HANDS) {
            Range range = rangeAfter(from);
            if (range.customers() == 0) {
                break;
            }
            ranges.add(range);
            from = range.last();
        }
        return ranges;
    }

    private Range rangeAfter(long after) {
        return db.sql("""
                        select coalesce(max(id), 0) as last, count(*) as customers
                        from (select id from core.customer where id > :after order by id limit :chunk) c
                        """)
                .param("after", after)
                .param("chunk", CHUNK)
                .query((row, number) -> new Range(after, row.getLong("last"), row.getInt("customers")))
                .single();
    }

    /**
     * @param sizing whether to move the sizes along
     * @param among whom: a condition with {@code %s} for the customer's id
     * @return how many changed
     */
    private int judge(
            List<ActiveRule> rules,
            IntPredicate computing,
            boolean sizing,
            String among,
            Map<String, ?> whose,
            LocalDate today) {
        JudgingSql judging = JudgingSql.of(rules, computing, sizing, among, today, clock.getZone());
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

    private record Range(long after, long last, int customers) {}
}
