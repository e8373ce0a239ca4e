package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import cn.bankscrm.engagement.sop.NextSteps;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code ./scrm bench sop [--size CUSTOMERS] [--rounds N]}: the next steps of a day for everybody in three plans, over
 * a generated bank, in a database that is thrown away, at the size and at a tenth and a hundredth of it. The peer in
 * the same rounds goes customer by customer, as one writes it first; it is given a part, and what both found for that
 * part must be the same.
 */
final class SopBench {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** For so many customers the peer is let work. */
    private static final int PART = 5_000;

    private static final String RULE = """
            {"form": 1, "trigger": {"is": "friendAdded"}, "segments": [], "goal": {"is": "linkClicked"},
             "stops": {"atGoal": true, "days": 30}, "steps": [
              {"day": 1, "at": "10:00", "channel": "%s", "content": 1, "worth": "10", "words": "", "condition": %s},
              {"day": 3, "at": "10:00", "channel": "TASK", "worth": "20", "words": "问候"},
              {"day": 7, "at": "10:00", "channel": "TASK", "worth": "30", "words": "问候"}]}
            """;

    private static final List<String> RULES = List.of(
            RULE.formatted("TASK", "{\"is\": \"always\"}"),
            RULE.formatted("TASK", "{\"is\": \"notInSegment\", \"segment\": 3}"),
            RULE.formatted("MASS_SEND", "{\"is\": \"notReplied\"}"));

    private final JdbcClient db;
    private final GeneratedBank bank;
    private final int rounds;
    private final NextSteps nextSteps;
    private final TransactionTemplate transaction;
    private final LocalDate today = LocalDate.now(Clock.system(ZONE));
    private final Clock noon =
            Clock.fixed(today.atTime(LocalTime.NOON).atZone(ZONE).toInstant(), ZONE);

    private SopBench(HikariDataSource source, long customers, int rounds) {
        this.db = JdbcClient.create(source);
        this.bank = new GeneratedBank(db, customers);
        this.rounds = rounds;
        JdbcTransactionManager transactions = new JdbcTransactionManager(source);
        this.transaction = new TransactionTemplate(transactions);
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
        application.registerBean(JdbcClient.class, () -> db);
        application.registerBean(JdbcTransactionManager.class, () -> transactions);
        application.registerBean(Clock.class, () -> noon);
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(application, false);
        scanner.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*\\.(NextSteps|PlansAtWork)")));
        scanner.scan("cn.bankscrm.engagement.sop");
        application.refresh();
        this.nextSteps = application.getBean(NextSteps.class);
    }

    static void main(Options options) throws Exception {
        try (BenchDatabase database = new BenchDatabase(4)) {
            new SopBench(database.source(), options.number("size", 1_000_000), options.number("rounds", 3)).run();
        }
    }

    private void run() {
        bank.make();
        plans();
        OUT.printf(
                "%,d customers, %d rounds, heap at most %,d MB%n",
                bank.customers(), rounds, Runtime.getRuntime().maxMemory() >> 20);
        Figures seconds = new Figures();
        Figures microseconds = new Figures();
        for (int round = 0; round < rounds; round++) {
            for (long size = bank.customers(); size >= bank.customers() / 100 && size >= 1_000; size /= 10) {
                enrol(size);
                long begin = System.nanoTime();
                long wished = nextSteps.work();
                double took = (System.nanoTime() - begin) / 1e9;
                OUT.printf("  %,d customers: %,d wishes in %.2f s%n", size, wished, took);
                seconds.add("next steps of %,d customers".formatted(size), took);
                microseconds.add("a customer of %,d".formatted(size), took * 1e6 / size);
            }
            microseconds.add("peer: a customer of " + PART, peer());
        }
        seconds.print("s");
        microseconds.print("µs");
        report(seconds, microseconds);
    }

    private void report(Figures seconds, Figures microseconds) {
        long size = bank.customers();
        Figures.atMost(
                "next steps of %,d customers, s".formatted(size),
                seconds.median("next steps of %,d customers".formatted(size)),
                60.0 * size / 1_000_000);
        double whole = microseconds.median("a customer of %,d".formatted(size));
        Figures.atLeast("times as fast as the peer", microseconds.median("peer: a customer of " + PART) / whole, 1);
        for (long part = size / 10; part >= size / 100 && part >= 1_000; part /= 10) {
            Figures.atMost(
                    "growth of the cost a customer from %,d".formatted(part),
                    whole / microseconds.median("a customer of %,d".formatted(part)),
                    1.5);
        }
        OUT.printf("heap used now %,d MB%n", usedHeap());
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private void plans() {
        db.sql(
                        "insert into engagement.content (kind, institution_id, author, made_at) values ('ARTICLE', 1, 'bench', now())")
                .update();
        for (int i = 0; i < RULES.size(); i++) {
            db.sql("""
                            with plan as (
                                insert into engagement.sop_plan (name, scene, institution_id, state, control_share, seed, made_by, made_at, state_at)
                                values ('计划' || :n, 'ADDING', 1, 'LIVE', 0, 's', 'bench', now(), now()) returning id)
                            insert into engagement.sop_version (plan_id, number, state, rule, written_by, written_at, submitted_by, decided_by)
                            select id, 1, 'IN_FORCE', :rule::jsonb, 'a', now(), 'a', 'b' from plan
                            """).param("n", i).param("rule", RULES.get(i)).update();
        }
    }

    /** As on the morning after so many customers became friends. */
    private void enrol(long size) {
        db.sql("truncate engagement.touch, engagement.sop_enrolment cascade").update();
        db.sql("""
                        insert into engagement.sop_enrolment (plan_id, version_id, subject, customer_id, contact_id, institution_id,
                            anchor_at, arm, next_step, due_at, enrolled_at, watched_until)
                        select v.plan_id, v.id, -b.contact_id, b.customer_id, b.contact_id, 1,
                            :yesterday::timestamptz + interval '15 hours', 'TREATED', 1, :yesterday::timestamptz + interval '34 hours',
                            :yesterday::timestamptz + interval '16 hours', :yesterday::timestamptz + interval '30 days'
                        from (select n as customer_id, n as contact_id from generate_series(1, :size) n) b
                        join engagement.sop_version v on v.id = 1 + b.customer_id % 3
                        """)
                .param("yesterday", today.minusDays(1).atStartOfDay(ZONE).toOffsetDateTime())
                .param("size", size)
                .update();
        db.sql("vacuum analyze engagement.sop_enrolment").update();
        db.sql("checkpoint").update();
    }

    /** Goes customer by customer for a part of the smallest size that was done. @return microseconds a customer */
    private double peer() {
        List<String> ours = wishes();
        db.sql("truncate engagement.touch").update();
        db.sql(
                        "update engagement.sop_enrolment set next_step = 1, due_at = :due where id in (select id from engagement.sop_enrolment order by id limit :part)")
                .param("due", at(today))
                .param("part", PART)
                .update();
        List<Long> due = db.sql("select id from engagement.sop_enrolment order by id limit :part")
                .param("part", PART)
                .query((row, number) -> row.getLong(1))
                .list();
        long begin = System.nanoTime();
        due.forEach(id -> transaction.executeWithoutResult(status -> one(id)));
        double each = (System.nanoTime() - begin) / 1e3 / due.size();
        List<String> theirs = wishes();
        if (!ours.equals(theirs)) {
            throw new IllegalStateException("The peer wishes other touches: " + ours.size() + " and " + theirs.size());
        }
        return each;
    }

    private List<String> wishes() {
        return db.sql("""
                        select t.key || ' ' || t.wished_for || ' ' || t.staff_id || ' ' || coalesce(t.contact_id, 0) || ' ' || t.channel
                        from engagement.touch t
                        where split_part(t.key, ':', 3)::bigint in (
                            select id from engagement.sop_enrolment order by id limit :part)
                        order by 1
                        """)
                .param("part", PART)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    private record Enrolled(long version, long plan, long customer, long contact) {}

    private record Link(long staff, long contact) {}

    private void one(long id) {
        Enrolled of = db.sql("""
                        select version_id, plan_id, customer_id, contact_id from engagement.sop_enrolment
                        where id = :id for update
                        """)
                .param("id", id)
                .query((row, number) -> new Enrolled(
                        row.getLong("version_id"),
                        row.getLong("plan_id"),
                        row.getLong("customer_id"),
                        row.getLong("contact_id")))
                .single();
        List<Long> segments = db.sql("select unnest(segment_ids) from core.pub_customer where id = :id")
                .param("id", of.customer())
                .query((row, number) -> row.getLong(1))
                .list();
        long staff = db.sql("""
                        select staff_id from core.pub_assignment
                        where customer_id = :id and valid_from <= :today and (valid_to is null or valid_to >= :today)
                        """)
                .param("id", of.customer())
                .param("today", today)
                .query((row, number) -> row.getLong(1))
                .single();
        List<Link> links = db.sql("""
                        select staff_id, contact_id from core.pub_friend_link
                        where ended_at is null and contact_id = :contact
                        order by staff_id = :staff desc, added_at desc limit 1
                        """)
                .param("contact", of.contact())
                .param("staff", staff)
                .query((row, number) -> new Link(row.getLong("staff_id"), row.getLong("contact_id")))
                .list();
        boolean own = !links.isEmpty() && links.getFirst().staff() == staff;
        boolean goes = switch ((int) (of.version() % 3)) {
            case 1 -> true;
            case 2 -> !segments.contains(3L);
            default -> own && !replied(of);
        };
        if (goes) {
            wish(id, of, staff);
        }
        db.sql("update engagement.sop_enrolment set next_step = 2, due_at = :due where id = :id")
                .param("due", at(today.plusDays(2)))
                .param("id", id)
                .update();
    }

    private boolean replied(Enrolled of) {
        return db.sql("select count(*) > 0 from core.pub_chat where customer_id = :id or contact_id = :contact")
                .param("id", of.customer())
                .param("contact", of.contact())
                .query(Boolean.class)
                .single();
    }

    private void wish(long id, Enrolled of, long staff) {
        db.sql("""
                        insert into engagement.touch (key, wished_for, source, source_id, staff_id, contact_id, customer_id,
                            channel, content_id, worth, state, state_at)
                        values (:key, :due, 'SOP', :plan, :staff, :contact, :customer, :channel, 1, 10, 'WISHED', now())
                        on conflict do nothing
                        """)
                .param("key", "sop:" + of.plan() + ":" + id + ":1")
                .param("due", at(today))
                .param("plan", of.plan())
                .param("staff", staff)
                .param("contact", of.contact())
                .param("customer", of.customer())
                .param("channel", of.version() % 3 == 0 ? "MASS_SEND" : "TASK")
                .update();
    }

    private static OffsetDateTime at(LocalDate day) {
        return day.atTime(10, 0).atZone(ZONE).toOffsetDateTime();
    }
}
