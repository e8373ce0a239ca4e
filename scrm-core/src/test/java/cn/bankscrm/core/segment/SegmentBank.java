package cn.bankscrm.core.segment;

import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.TestCipher;
import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A small bank in a database of its own, with everything that rules ask about, much of it right at the edge of a day.
 * Head office H (1), branch A (2) with outlet A1 (4), branch B (3). It is noon, 2026-11-20, in Shanghai.
 */
final class SegmentBank {

    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    final List<CustomerFactsChanged> told = new ArrayList<>();
    final JdbcClient db;
    final TransactionTemplate transaction;
    final SettableClock clock = new SettableClock();
    final SegmentMarks marks;
    final SegmentRuns runs;
    final SegmentRegister register;
    final SegmentComputing computing;
    final SegmentPreview preview;
    final SegmentMembers members;
    final RuleCheck check;
    final RuleTags tags;

    private SegmentBank() {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(TestDatabase.fresh().dataSource());
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(0);
        HikariDataSource source = new HikariDataSource(pool);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
        context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source));
        context.registerBean(SettableClock.class, () -> clock);
        context.registerBean(FieldCipher.class, TestCipher::get);
        context.registerBean(CurrentActor.class, () -> () -> Actor.system("test"));
        context.register(
                Transactions.class,
                AuditLog.class,
                CustomerQueries.class,
                RuleCheck.class,
                SegmentRuns.class,
                SegmentMarks.class,
                SegmentRegister.class,
                RuleTagging.class,
                RuleTags.class,
                SegmentComputing.class,
                SegmentPreview.class,
                SegmentMembers.class);
        context.addApplicationListener(
                (PayloadApplicationEvent<CustomerFactsChanged> event) -> told.add(event.getPayload()));
        context.refresh();
        db = context.getBean(JdbcClient.class);
        transaction = new TransactionTemplate(context.getBean(JdbcTransactionManager.class));
        marks = context.getBean(SegmentMarks.class);
        runs = context.getBean(SegmentRuns.class);
        register = context.getBean(SegmentRegister.class);
        computing = context.getBean(SegmentComputing.class);
        preview = context.getBean(SegmentPreview.class);
        members = context.getBean(SegmentMembers.class);
        check = context.getBean(RuleCheck.class);
        tags = context.getBean(RuleTags.class);
        new JdbcTemplate(source).execute("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, 'H', '总行', null, 1, '110000', 0), (2, 'A', '甲分行', 1, 2, '320000', 0),
                    (3, 'B', '乙分行', 1, 2, '440000', 0), (4, 'A1', '甲支行', 2, 3, '320000', 0);
                insert into core.institution_path (ancestor_id, institution_id, depth) values
                    (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (1, 2, 1), (1, 3, 1), (2, 4, 1), (1, 4, 2);
                insert into core.staff (id, staff_no, name, version) values (1, 'S1', '张磊', 0), (2, 'S2', '刘敏', 0), (3, 'S3', '何静', 0);
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from, valid_to) values
                    (1, 1, 4, '客户经理', '2026-01-01', null), (2, 2, 3, '客户经理', '2026-01-01', null),
                    (3, 3, 3, '客户经理', '2026-01-01', '2026-11-19');
                insert into core.segment (name) values ('私行'), ('代发'), ('老年');
                insert into core.tag_group (wecom_group_id, name, sort_order, kind) values ('g1', '兴趣', 0, 'CORP'), (null, '行内', 0, 'OWN');
                insert into core.tag (group_id, wecom_tag_id, name, sort_order) values (1, 't1', '基金', 0), (1, 't2', '黄金', 0), (2, null, '商户', 0);
                """);
    }

    static SegmentBank open() {
        return new SegmentBank();
    }

    @EnableTransactionManagement
    static class Transactions {}

    /** Customers 1 to {@code count}, each as chance has it. */
    SegmentBank customers(int count, Random random) {
        for (long id = 1; id <= count; id++) {
            customer(id, random);
        }
        db.sql("delete from core.segment_dirty").update();
        return this;
    }

    private void customer(long id, Random random) {
        LocalDate birthday = switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> LocalDate.of(2000, 2, 29);
            case 2 -> TODAY.plusDays(3);
            default ->
                TODAY.minusYears(List.of(0, 18, 35, 59, 60, 61, 70, 80).get(random.nextInt(8)))
                        .plusDays(random.nextInt(3) - 1L);
        };
        String attributes = switch (random.nextInt(5)) {
            case 0 -> "{}";
            case 1 -> "{\"职业\": \"教师\", \"月代发额\": 8000.50}";
            case 2 -> "{\"职业\": \"农户\", \"月代发额\": 12}";
            case 3 -> "{\"职业\": \"教师\", \"月代发额\": \"不详\"}";
            default -> "{\"子女数\": 2}";
        };
        List<Short> segments = new ArrayList<>();
        for (short segment = 1; segment <= 3; segment++) {
            if (random.nextInt(3) == 0) {
                segments.add(segment);
            }
        }
        db.sql("""
                        insert into core.customer
                            (id, customer_no, name_enc, name_digest, birthday, has_account, aum, institution_id, segment_ids, attributes)
                        values (:id, :no, :name, '', :birthday, :account, :aum, :institution, :segments, :attributes::jsonb)
                        """)
                .param("id", id)
                .param("no", "C" + id)
                .param("name", TestCipher.get().encrypt("customer.name", "王" + id))
                .param("birthday", birthday)
                .param("account", random.nextBoolean())
                .param("aum", List.of(0, 49_999, 50_000, 500_000, 6_000_000).get(random.nextInt(5)))
                .param("institution", 1 + random.nextInt(4))
                .param("segments", segments.toArray(Short[]::new))
                .param("attributes", attributes)
                .update();
        for (int n = random.nextInt(4); n > 0; n--) {
            db.sql("""
                            insert into core.holding (customer_id, account_no, kind, product, amount, matures_on)
                            values (:id, :account, :kind, '产品', :amount, :matures)
                            """)
                    .param("id", id)
                    .param("account", "N" + n)
                    .param("kind", one(List.of(HoldingKind.values()), random).name())
                    .param("amount", List.of(0, 10_000, 50_000).get(random.nextInt(3)))
                    .param(
                            "matures",
                            random.nextInt(3) == 0
                                    ? null
                                    : TODAY.plusDays(
                                            List.of(-1, 0, 1, 7, 8, 30, 31).get(random.nextInt(7))))
                    .update();
        }
        if (random.nextInt(4) > 0) {
            long manager = 1L + random.nextInt(3);
            db.sql(
                            "insert into core.assignment (id, customer_id, staff_id, valid_from, valid_to) values (:id, :id, :staff, :from, :to)")
                    .param("id", id)
                    .param("staff", manager)
                    .param("from", random.nextInt(6) == 0 ? TODAY.plusDays(1) : TODAY)
                    .param("to", random.nextInt(6) == 0 ? TODAY.plusDays(1) : null)
                    .update();
        }
        for (long contact = id * 2; contact < id * 2 + random.nextInt(3); contact++) {
            contact(contact, id, random);
        }
        for (int n = random.nextInt(4); n > 0; n--) {
            activity(id, "c" + id + ":" + n, random, random.nextInt(3) > 0);
        }
        if (random.nextInt(3) > 0) {
            db.sql("insert into core.last_contact (customer_id, staff_id, at, kind) values (:id, 1, :at, 'CALLED')")
                    .param("id", id)
                    .param("at", moment(random))
                    .update();
        }
        if (random.nextInt(3) == 0) {
            db.sql(
                            "insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_at) values (:id, 3, false, :at)")
                    .param("id", id)
                    .param("at", moment(random))
                    .update();
        }
    }

    private void contact(long contact, long customer, Random random) {
        db.sql("insert into core.external_contact (id, external_userid, version) values (:id, :user, 0)")
                .param("id", contact)
                .param("user", "w" + contact)
                .update();
        boolean ended = random.nextInt(4) == 0;
        db.sql("""
                        insert into core.binding (id, contact_id, customer_id, bound_at, unbound_at, route, province)
                        values (:id, :id, :customer, '2026-06-01T00:00:00Z', :unbound, 'app', :province)
                        """)
                .param("id", contact)
                .param("customer", customer)
                .param("unbound", ended ? moment(random) : null)
                .param(
                        "province",
                        random.nextInt(3) == 0
                                ? null
                                : List.of("320000", "440000").get(random.nextInt(2)))
                .update();
        for (long staff = 1; staff <= 3; staff++) {
            if (random.nextInt(2) == 0) {
                long link = contact * 3 + staff;
                boolean over = random.nextInt(3) == 0;
                db.sql("""
                                insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, ended_at, ended_by, version)
                                values (:id, :staff, :contact, '2026-05-01T00:00:00Z', false, :ended, :by, 0)
                                """)
                        .param("id", link)
                        .param("staff", staff)
                        .param("contact", contact)
                        .param("ended", over ? moment(random) : null)
                        .param("by", over ? "CUSTOMER" : null)
                        .update();
                if (random.nextInt(2) == 0) {
                    db.sql("insert into core.friend_link_tag (link_id, tag_id) values (:link, :tag)")
                            .param("link", link)
                            .param("tag", 1 + random.nextInt(2))
                            .update();
                }
            }
        }
        if (random.nextInt(2) == 0) {
            activity(contact, "w" + contact, random, false);
        }
    }

    private void activity(long whose, String source, Random random, boolean customer) {
        db.sql("insert into core.activity (at, kind, %s, source) values (:at, :kind, :whose, :source)"
                        .formatted(customer ? "customer_id" : "contact_id"))
                .param("at", moment(random))
                .param("kind", one(List.of(ActivityKind.values()), random).name())
                .param("whose", whose)
                .param("source", source)
                .update();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** A moment at the beginning of a day in Shanghai, or the one before. */
    private static OffsetDateTime moment(Random random) {
        return TODAY.minusDays(List.of(0, 1, 7, 30, 90).get(random.nextInt(5)))
                .atTime(LocalTime.MIDNIGHT)
                .atZone(SHANGHAI)
                .toInstant()
                .minusMillis(random.nextInt(2))
                .atOffset(ZoneOffset.UTC);
    }

    /** Computes until nothing is to be done. */
    void work() {
        while (computing.work()) {
            // there may be more
        }
    }

    List<Long> members(SegmentId segment) {
        return db.sql("select customer_id from core.segment_member where :id = any(segment_ids) order by customer_id")
                .param("id", segment.value())
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /** Whom the other evaluator takes in. */
    List<Long> meeting(SegmentRule rule) {
        FactsReading facts = new FactsReading(db, clock.today());
        return LongStream.rangeClosed(
                        1,
                        db.sql("select count(*) from core.customer")
                                .query(Long.class)
                                .single())
                .filter(id -> RuleExplanation.of(rule, facts.read(new CustomerId(id)), clock.today(), SHANGHAI)
                        .met())
                .boxed()
                .toList();
    }

    /** A clock that stands where it was set. */
    static final class SettableClock extends Clock {

        private Instant now = TODAY.atTime(LocalTime.NOON).atZone(SHANGHAI).toInstant();

        void set(LocalDate day) {
            now = day.atTime(LocalTime.NOON).atZone(SHANGHAI).toInstant();
        }

        LocalDate today() {
            return LocalDate.now(this);
        }

        @Override
        public ZoneId getZone() {
            return SHANGHAI;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
