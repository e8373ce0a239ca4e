package cn.bankscrm.bench;

import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.core.segment.SegmentComputing;
import cn.bankscrm.core.segment.SegmentMarks;
import cn.bankscrm.core.segment.SegmentOutcome;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.core.segment.SegmentRule;
import cn.bankscrm.core.segment.SegmentRule.Active;
import cn.bankscrm.core.segment.SegmentRule.Age;
import cn.bankscrm.core.segment.SegmentRule.All;
import cn.bankscrm.core.segment.SegmentRule.Any;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.AttributeAtLeast;
import cn.bankscrm.core.segment.SegmentRule.AttributeIn;
import cn.bankscrm.core.segment.SegmentRule.Certified;
import cn.bankscrm.core.segment.SegmentRule.Holding;
import cn.bankscrm.core.segment.SegmentRule.HomeInstitution;
import cn.bankscrm.core.segment.SegmentRule.NoContact;
import cn.bankscrm.core.segment.SegmentRule.Not;
import cn.bankscrm.core.segment.SegmentRule.OwnFriend;
import cn.bankscrm.core.segment.SegmentRule.Tagged;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * {@code ./scrm bench segments [--size CUSTOMERS] [--rounds N]}: twelve segments with rules over a generated bank, in a
 * database that is thrown away. The limit in the same rounds: reading the customers once and writing as many membership
 * rows of the same length, without any rule. Then one customer in a hundred changes. After each round every size is
 * compared with a count of its own, and a full run must find nothing that the incremental one missed.
 */
final class SegmentBench {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** What a table holds beside {@link GeneratedBank}'s. */
    private static final List<String> MORE = List.of(
            """
            update core.customer set birthday = date '1940-01-01' + (id * 7919 % 29000)::int,
                attributes = case when id % 3 = 0
                    then jsonb_build_object('代发单位类型', case id % 9 when 0 then '工厂' else '写字楼企业' end, '月代发额', 3000 + id % 20000)
                    else '{}'::jsonb end
            """,
            """
            insert into core.holding (customer_id, account_no, kind, product, amount, matures_on)
            select id, 'A' || k, (array['DEMAND', 'TERM', 'WEALTH', 'LOAN'])[1 + (id + k) % 4], '产品', (id * 31 + k) % 200000,
                case when k = 1 then current_date + (id % 400)::int end
            from core.customer cross join generate_series(1, 2) k
            """,
            "insert into core.tag_group (name, sort_order, kind) values ('行内', 0, 'OWN')",
            "insert into core.tag (group_id, name, sort_order) select id, '商户', 0 from core.tag_group",
            """
            insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_at)
            select c.id, t.id, false, now() from core.customer c cross join core.tag t where c.id % 10 = 0
            """,
            """
            insert into core.last_contact (customer_id, staff_id, at, kind)
            select id, 1, now() - (id % 200) * interval '1 day', 'CALLED' from core.customer where id % 2 = 0
            """,
            """
            insert into core.activity (at, kind, customer_id, staff_id, source)
            select now() - (id % 200) * interval '1 day', 'CALLED', id, 1, 'b' || id from core.customer where id % 5 = 0
            """);

    private final JdbcClient db;
    private final GeneratedBank bank;
    private final AnnotationConfigApplicationContext application;
    private final SegmentComputing computing;
    private final int rounds;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private SegmentBench(HikariDataSource source, long customers, int rounds) {
        this.db = JdbcClient.create(source);
        this.bank = new GeneratedBank(db, customers);
        this.rounds = rounds;
        this.application = new AnnotationConfigApplicationContext();
        application
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("bench", Map.of("scrm.data-dir", folder())));
        application.registerBean(JdbcClient.class, () -> db);
        application.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source));
        application.registerBean(Clock.class, () -> Clock.system(ZONE));
        application.registerBean(CurrentActor.class, () -> () -> Actor.system("bench"));
        application.register(Transactions.class);
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(application);
        // this thread does the work itself
        scanner.addExcludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*\\.Segment(Worker|Jobs)")));
        scanner.scan(
                "cn.bankscrm.core.segment",
                "cn.bankscrm.core.customer",
                "cn.bankscrm.core.audit",
                "cn.bankscrm.core.privacy");
        application.refresh();
        this.computing = application.getBean(SegmentComputing.class);
    }

    static void main(Options options) throws Exception {
        try (BenchDatabase database = new BenchDatabase(8)) {
            new SegmentBench(database.source(), options.number("size", 1_000_000), options.number("rounds", 3)).run();
        }
    }

    private void run() {
        bank.make();
        MORE.forEach(sql -> db.sql(sql).update());
        db.sql("delete from core.segment_dirty").update();
        db.sql("vacuum analyze core.customer").update();
        db.sql("analyze").update();
        OUT.printf(
                "%,d customers, %d rounds, heap at most %,d MB%n",
                bank.customers(), rounds, Runtime.getRuntime().maxMemory() >> 20);
        write();
        for (int round = 0; round < rounds; round++) {
            begin();
            timed("full, 12 segments", this::work);
            checkSizes();
            limit();
            db.sql("delete from core.segment_member_change").update();
            change(round);
            timed(
                    "1 % changed",
                    () -> {
                        db.sql(SegmentMarks.marking(
                                        "select customer_id from core.bench_changed", bank.customers() / 100))
                                .update();
                        work();
                    });
            checkSizes();
            nothingWasMissed();
        }
        report();
        application.close();
    }

    /** Twelve rules that between them ask about every table. */
    private void write() {
        SegmentRegister register = application.getBean(SegmentRegister.class);
        long tag = db.sql("select max(id) from core.tag").query(Long.class).single();
        Map<String, SegmentRule> rules = new LinkedHashMap<>();
        rules.put("私行级", new Assets(new BigDecimal("9000000"), null));
        rules.put("财富级", new Assets(new BigDecimal("6000000"), new BigDecimal("9000000")));
        rules.put("活力老人", new Age(60, 69));
        rules.put("高龄老人", new Age(80, null));
        rules.put("代发写字楼", new AttributeIn("代发单位类型", Set.of("写字楼企业")));
        rules.put("高薪代发", all(new AttributeAtLeast("月代发额", new BigDecimal("15000")), new Age(22, 55)));
        rules.put("三十日到期", new Holding(Set.of(HoldingKind.TERM, HoldingKind.WEALTH), new BigDecimal("50000"), 30));
        rules.put(
                "贷款活期",
                all(
                        new Holding(Set.of(HoldingKind.LOAN), null, null),
                        new Holding(Set.of(HoldingKind.DEMAND), new BigDecimal("1000"), null)));
        rules.put("商户", new Tagged(tag));
        rules.put("未加好友", all(new Assets(new BigDecimal("5000000"), null), new Certified(true), new OwnFriend(false)));
        rules.put(
                "久未联系",
                all(
                        new NoContact(90),
                        new Not(new Any(
                                List.of(new Active(Set.of(ActivityKind.CALLED, ActivityKind.VISITED), 90, 1))))));
        rules.put("分行客户", all(new HomeInstitution("000002"), new Assets(new BigDecimal("1000000"), null)));
        rules.forEach((name, rule) -> {
            if (!(register.create(name, "", rule, LocalDate.now(ZONE), "bench") instanceof SegmentOutcome.Written)) {
                throw new IllegalStateException("Refused: " + name);
            }
        });
    }

    private static SegmentRule all(SegmentRule... rules) {
        return new All(List.of(rules));
    }

    /** As on the day the segments were written: nobody is a member yet. */
    private void begin() {
        for (String sql : List.of(
                "truncate core.segment_member, core.segment_member_change, core.segment_run, core.segment_size, core.segment_dirty",
                "update core.segment set computed_on = null where kind = 'RULE'",
                "insert into core.segment_run (reason, requested_at) values ('NIGHTLY', now())",
                "checkpoint")) {
            db.sql(sql).update();
        }
    }

    /** Changes one customer in a hundred, and keeps whom, as an import does. */
    private void change(int round) {
        db.sql("drop table if exists core.bench_changed").update();
        db.sql("create table core.bench_changed (customer_id bigint)").update();
        db.sql("""
                        with changed as (
                            update core.customer set aum = aum + 1000003 where id % 100 = :round returning id)
                        insert into core.bench_changed select id from changed
                        """).param("round", round).update();
    }

    private void work() {
        while (computing.work()) {
            // there may be more
        }
    }

    /** Reads the customers once and writes as many rows of the same length. */
    private void limit() {
        long members = db.sql("select count(*) from core.segment_member")
                .query(Long.class)
                .single();
        int length = db.sql("select round(avg(cardinality(segment_ids)))::int from core.segment_member")
                .query(Integer.class)
                .single();
        db.sql("drop table if exists core.bench_member").update();
        db.sql("create table core.bench_member (like core.segment_member including all)")
                .update();
        db.sql("checkpoint").update();
        timed(
                "limit: read and write",
                () -> db.sql("""
                        insert into core.bench_member (customer_id, segment_ids)
                        select c.id, array_fill(7::smallint, array[%d])
                        from core.customer c
                        where c.birthday is not null and c.attributes is not null and c.id * 1000 %% %d < %d * 1000::bigint
                        """.formatted(length, bank.customers() * 1000, members))
                        .update());
        OUT.printf("  %,d membership rows of %d segments%n", members, length);
        db.sql("drop table core.bench_member").update();
    }

    /** Every size against a count of the rows, and three rules against a count by hand. */
    private void checkSizes() {
        long wrong = db.sql("""
                        select count(*)
                        from (
                            select segment_id, members from core.segment_size
                            except
                            select s.id, count(*)
                            from core.segment s join core.segment_member m on s.id = any(m.segment_ids)
                            group by s.id) d
                        """).query(Long.class).single();
        same("sizes", wrong, 0);
        byHand("财富级", "aum >= 6000000 and aum < 9000000");
        byHand("商户", "id in (select customer_id from core.customer_tag)");
        byHand("活力老人", "extract(year from age(current_date, birthday)) between 60 and 69");
    }

    private void byHand(String segment, String condition) {
        long members = db.sql("""
                        select count(*) from core.segment_member m
                        where (select id from core.segment where name = :name) = any(m.segment_ids)
                        """).param("name", segment).query(Long.class).single();
        same(
                segment,
                members,
                db.sql("select count(*) from core.customer where " + condition)
                        .query(Long.class)
                        .single());
    }

    private void nothingWasMissed() {
        db.sql("insert into core.segment_run (reason, requested_at) values ('NIGHTLY', now())")
                .update();
        timed("full again, nothing to write", this::work);
        same(
                "missed",
                db.sql("select changed from core.segment_run order by id desc limit 1")
                        .query(Long.class)
                        .single(),
                0);
    }

    private static void same(String what, long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException(what + ": " + found + " instead of " + expected);
        }
    }

    private void report() {
        seconds.keySet()
                .forEach(name -> OUT.printf(
                        "%-30s %8.2f s  %,d customers/s%n",
                        name, median(name), Math.round(bank.customers() / median(name))));
        OUT.printf(
                "full / limit        %.2f  (target at most 4)%n",
                median("full, 12 segments") / median("limit: read and write"));
        OUT.printf(
                "1 %% changed / full  %.3f  (target at most 0.05)%n",
                median("1 % changed") / median("full, 12 segments"));
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        OUT.printf("heap peak %,d MB  (target at most 512)%n", peak >> 20);
    }

    private void timed(String name, Runnable work) {
        long began = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - began) / 1e9;
        OUT.printf("  %-30s %8.2f s%n", name, took);
        seconds.computeIfAbsent(name, n -> new ArrayList<>()).add(took);
    }

    private double median(String name) {
        List<Double> sorted =
                seconds.getOrDefault(name, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String folder() {
        try {
            return Files.createTempDirectory("segment-bench").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @EnableTransactionManagement
    static class Transactions {}
}
