package cn.bankscrm.bench;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffFactsChanged;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.kpi.coverage.CoverageLine;
import cn.bankscrm.kpi.coverage.CoverageLines;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.CoverageSubject;
import cn.bankscrm.kpi.coverage.ManagedCustomers;
import cn.bankscrm.kpi.coverage.Recount;
import cn.bankscrm.kpi.coverage.Recounting;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code ./scrm bench coverage [--size CUSTOMERS] [--rounds N] [--seconds N]}: the coverage of a generated bank, in a
 * database that is thrown away. Compared, in the same run: the naive count that reads the facts per request with ours
 * that reads cells; writing links alone with writing links that move the cells. First it is checked that both find the
 * same.
 */
public final class CoverageBench {

    private static final DataScope BANK = new DataScope.WholeBank();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int WRITERS = 16;

    /** What a dashboard does that has no cells: children × segments, counted over the facts. */
    private static final String NAIVE = """
            select u.ancestor_id, seg.id as segment_id, count(distinct a.customer_id) as managed,
                count(distinct a.customer_id) filter (where l.id is not null) as certified_own
            from core.institution child
            join core.institution_path u on u.ancestor_id = child.id
            join core.staff_post p on p.institution_id = u.institution_id and p.valid_to is null
            join core.assignment a on a.staff_id = p.staff_id and a.valid_to is null
            join core.customer c on c.id = a.customer_id
            join core.segment seg on seg.id = any(c.segment_ids)
            left join core.binding b on b.customer_id = a.customer_id and b.unbound_at is null
            left join core.friend_link l
                on l.contact_id = b.contact_id and l.staff_id = a.staff_id and l.ended_at is null
            where child.parent_id = :parent
            group by u.ancestor_id, seg.id
            """;

    private final JdbcClient db;
    private final GeneratedBank bank;
    private final AnnotationConfigApplicationContext application;
    private final TransactionTemplate transaction;
    private final int rounds;
    private final Duration round;
    private final CoverageLines lines;
    private final CoverageQueries queries;

    private CoverageBench(HikariDataSource source, long customers, int rounds, Duration round) {
        this.db = JdbcClient.create(source);
        this.bank = new GeneratedBank(db, customers);
        this.rounds = rounds;
        this.round = round;
        this.application = new AnnotationConfigApplicationContext();
        JdbcTransactionManager transactions = new JdbcTransactionManager(source);
        this.transaction = new TransactionTemplate(transactions);
        application.registerBean(JdbcClient.class, () -> db);
        application.registerBean(JdbcTransactionManager.class, () -> transactions);
        application.registerBean(Clock.class, () -> Clock.system(ZONE));
        application.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        application.register(Transactions.class);
        application.scan("cn.bankscrm.kpi.coverage");
        application.refresh();
        this.lines = application.getBean(CoverageLines.class);
        this.queries = application.getBean(CoverageQueries.class);
    }

    static void main(Options options) throws Exception {
        try (BenchDatabase database = new BenchDatabase(WRITERS + 4)) {
            new CoverageBench(
                            database.source(),
                            options.number("size", 1_000_000),
                            options.number("rounds", 3),
                            Duration.ofSeconds(options.number("seconds", 5)))
                    .run();
        }
    }

    private void run() throws InterruptedException {
        timed("bank of %,d customers, %,d staff made".formatted(bank.customers(), bank.staff()), bank::make);
        rebuild();
        compareAnswers();
        reads();
        writes();
        // the links written alone were not told of
        rebuild();
        recount();
        application.close();
    }

    private void rebuild() throws InterruptedException {
        long start = System.nanoTime();
        transaction.executeWithoutResult(
                status -> application.publishEvent(CustomerFactsChanged.ofAny(LocalDate.now(ZONE))));
        settle();
        OUT.printf("rebuild of everything: %.1f s%n", seconds(start));
    }

    private void compareAnswers() {
        for (String parent : List.of("000001", "000002", "000038")) {
            TreeSet<String> naive = new TreeSet<>(db.sql(
                            "select i.code || ' ' || s.name || ' ' || managed || ' ' || certified_own from ("
                                    + NAIVE
                                    + ") n join core.institution i on i.id = n.ancestor_id join core.segment s on s.id = n.segment_id")
                    .param("parent", Long.parseLong(parent))
                    .query((row, number) -> row.getString(1))
                    .list());
            TreeSet<String> ours = new TreeSet<>();
            for (CoverageLine line : lines.below(institution(parent), queries.today(), BANK)) {
                byName(line).forEach((segment, heads) -> ours.add(line.subject().key() + " " + segment + " " + heads));
            }
            if (!naive.equals(ours)) {
                throw new IllegalStateException("The contestants differ below " + parent);
            }
        }
        OUT.println("both find the same below three institutions");
    }

    private static SortedMap<String, String> byName(CoverageLine line) {
        SortedMap<String, String> heads = new TreeMap<>();
        line.counts().forEach((segment, counts) -> {
            if (!segment.isAll()) {
                heads.put(segment.name(), counts.managed() + " " + counts.certifiedOwn());
            }
        });
        return heads;
    }

    private void reads() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        double naive = median(times(3, () -> naive(1)));
        double[] headOffice = times(300, () -> lines.below(institution("000001"), queries.today(), BANK));
        double[] anyNode = times(
                300,
                () -> lines.below(institution("%06d".formatted(1 + random.nextInt(3_000))), queries.today(), BANK));
        double[] cell = times(
                300,
                () -> queries.cell(
                        institution("%06d".formatted(1 + random.nextInt(3_000))),
                        new CoverageSegment("客群" + (1 + random.nextInt(12))),
                        queries.today(),
                        BANK));
        ManagedCustomers customers = application.getBean(ManagedCustomers.class);
        double[] next = times(
                200,
                () -> customers.first(
                        institution("%06d".formatted(1 + random.nextInt(3_000))),
                        CoverageSegment.ALL,
                        ManagedCustomers.Covered.UNCOVERED,
                        20,
                        BANK));
        OUT.printf("naive, head office, children x segments: median %.0f ms%n", naive);
        print("cells, head office, children x segments", headOffice);
        print("cells, any institution, children and managers x segments", anyNode);
        print("cells, one cell of any institution", cell);
        print("who to add next, any institution, 20 rows", next);
        Figures.atLeast("naive / ours at head office", naive / median(headOffice), 1_000);
        Figures.atMost("p95 of a cell's view, ms", percentile95(headOffice), 10);
    }

    private void naive(long parent) {
        db.sql(NAIVE)
                .param("parent", parent)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private void writes() throws InterruptedException {
        List<Double> shares = new ArrayList<>();
        AtomicLong worst = new AtomicLong();
        for (int i = 0; i < rounds; i++) {
            double alone = linksASecond(false, worst);
            settle();
            double moving = linksASecond(true, worst);
            settle();
            shares.add(moving / alone);
            OUT.printf(
                    "links a second: alone %,.0f, moving the cells %,.0f, share %.2f%n", alone, moving, moving / alone);
        }
        shares.sort(Comparator.naturalOrder());
        Figures.atLeast("write throughput kept", shares.get(shares.size() / 2), 0.75);
        Figures.atMost("worst staleness while writing, s", worst.get() / 1000.0, 2);
        long uncounted = db.sql("select count(*) from kpi.coverage_dirty")
                .query(Long.class)
                .single();
        if (uncounted > 0) {
            throw new IllegalStateException("Left over: " + uncounted);
        }
    }

    private double linksASecond(boolean moving, AtomicLong worstWait) throws InterruptedException {
        AtomicLong written = new AtomicLong();
        long end = System.nanoTime() + round.toNanos();
        LocalDate today = queries.today();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(() -> {
                    ThreadLocalRandom random = ThreadLocalRandom.current();
                    while (System.nanoTime() < end) {
                        long contact = 1 + random.nextLong(bank.customers());
                        long staff = 1 + random.nextLong(bank.staff());
                        transaction.executeWithoutResult(status -> {
                            db.sql("""
                                            insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                                            values (nextval('core.friend_link_seq'), ?, ?, clock_timestamp(), false, 0)
                                            on conflict do nothing
                                            """).params(staff, contact).update();
                            if (moving) {
                                application.publishEvent(new StaffFactsChanged(Set.of(new StaffId(staff)), today));
                                application.publishEvent(
                                        new CustomerFactsChanged(Set.of(new CustomerId(contact)), today));
                            }
                        });
                        written.incrementAndGet();
                    }
                });
            }
            while (System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(50);
                worstWait.accumulateAndGet(
                        Duration.between(queries.upToDateAt(), Clock.systemUTC().instant())
                                .toMillis(),
                        Math::max);
            }
        }
        return written.get() / (round.toMillis() / 1000.0);
    }

    private void recount() {
        long start = System.nanoTime();
        Recount recount = application.getBean(Recounting.class).recount().orElseThrow();
        OUT.printf(
                "recount of %,d cells: %.1f s, different %d (target: none, under 60 s)%n",
                recount.cells(), seconds(start), recount.differentCells());
    }

    /** Until every mark is folded. */
    private void settle() throws InterruptedException {
        boolean waiting = true;
        while (waiting) {
            TimeUnit.MILLISECONDS.sleep(50);
            waiting = db.sql("""
                            select exists (select from kpi.coverage_dirty) or exists (select from kpi.coverage_dirty_staff)
                                or not exists (select from kpi.coverage_state)
                            """).query(Boolean.class).single();
        }
    }

    private static CoverageSubject institution(String code) {
        return CoverageSubject.of(new InstitutionCode(code));
    }

    private static double[] times(int count, Runnable work) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            work.run();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static void print(String what, double[] sorted) {
        OUT.printf("%s: median %.2f ms, p95 %.2f ms%n", what, median(sorted), percentile95(sorted));
    }

    private static double percentile95(double[] sorted) {
        return sorted[sorted.length * 95 / 100];
    }

    private static void timed(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        OUT.printf("%s: %.1f s%n", what, seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @EnableTransactionManagement
    static class Transactions {}
}
