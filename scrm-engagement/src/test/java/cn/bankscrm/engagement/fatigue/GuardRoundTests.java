package cn.bankscrm.engagement.fatigue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** Rounds on a database: a wish for each of some plans and customers, on a Monday morning. */
class GuardRoundTests {

    private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");

    private final DataSource source = TestDatabase.fresh().dataSource();
    private final JdbcClient db = JdbcClient.create(source);
    private final AnnotationConfigApplicationContext one = node();
    private final AnnotationConfigApplicationContext other = node();

    @EnableTransactionManagement
    static class Transactions {}

    private AnnotationConfigApplicationContext node() {
        AnnotationConfigApplicationContext node = new AnnotationConfigApplicationContext();
        node.registerBean(DataSource.class, () -> source);
        node.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
        node.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source));
        node.registerBean(Clock.class, () -> Clock.fixed(NOW, FatigueRules.ZONE));
        node.registerBean(CurrentActor.class, () -> () -> Actor.system("test"));
        node.register(Transactions.class, AuditLog.class, FatigueSettings.class, GuardRound.class);
        node.refresh();
        return node;
    }

    @BeforeEach
    void people() {
        run(
                "insert into core.institution (id, code, name, level, province, version) values (1, 'A', '总行', 1, '110000', 0)");
        run("insert into core.staff (id, staff_no, version) values (1, 'S1', 0)");
        run("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                select n, 'C' || n, '\\x00', '\\x00', true, 0, 1 from generate_series(1, 400) n
                """);
        run("""
                insert into core.external_contact (id, external_userid, version)
                select n, 'wm' || n, 0 from generate_series(1, 400) n
                """);
        run("""
                insert into core.binding (id, contact_id, customer_id, bound_at, route)
                select n, n, n, timestamptz '2026-01-01 00:00+08', 'app' from generate_series(1, 400) n
                """);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void twoNodesTogetherNeverOverspend() throws Exception {
        wish(400, 6);

        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> work = List.of(nodes.submit(() -> drain(one)), nodes.submit(() -> drain(other)));
            assertThat(work.get(0).get() + work.get(1).get()).isEqualTo(2400);
        }

        assertThat(count("state = 'WISHED'")).isZero();
        assertThat(count("state = 'PLANNED'")).as("one a day for each").isEqualTo(400);
        assertThat(count("state = 'PLANNED' and worth = 6"))
                .as("the one worth most")
                .isEqualTo(400);
        assertThat(
                        count(
                                "state = 'SUPPRESSED' and why ->> 'rule' = 'CAP' and why -> 'used' -> 0 ->> 'key' like 'plan:6:%'"))
                .isEqualTo(2000);
    }

    @Test
    void aRoundThatIsKilledHasDecidedNothingAndTheNextDecidesTheSame() {
        wish(50, 3);
        TransactionTemplate killed = new TransactionTemplate(one.getBean(JdbcTransactionManager.class));

        assertThatThrownBy(() -> killed.executeWithoutResult(status -> {
                    assertThat(one.getBean(GuardRound.class).decide()).isEqualTo(150);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        assertThat(count("state = 'WISHED'")).isEqualTo(150);
        assertThat(drain(other)).isEqualTo(150);
        assertThat(count("state = 'PLANNED' and worth = 3")).isEqualTo(50);
        assertThat(drain(one)).as("nothing is decided twice").isZero();
    }

    @Test
    void aContactsTouchesCountForTheCustomerWhomItIsCertifiedAs() {
        run("""
                insert into engagement.touch (key, wished_for, source, staff_id, contact_id, channel, worth, state_at)
                values ('lead:1', '2026-11-02 10:00+08', 'LEAD', 1, 1, 'TASK', 9, now())
                """);
        wish(1, 1);
        drain(one);

        assertThat(count("key = 'lead:1' and state = 'PLANNED'")).isOne();
        assertThat(count("key like 'plan:%' and state = 'SUPPRESSED'")).isOne();
    }

    @Test
    void whoComplainedOrDeletedUsIsLeftAloneAndItIsSaidWhy() {
        run("""
                insert into compliance.alert_group (source, rule, level, staff_id, contact_id, first_at, last_at, alerts)
                values ('COMPLAINT', '投诉', 'HIGH', 1, 1, '2026-10-30 10:00+08', '2026-10-30 10:00+08', 1)
                """);
        run("""
                insert into compliance.alert (group_id, source, rule, level, hits, facts, contact_id, at, raised_at)
                select id, source, rule, level, '[]', '{}', 1, last_at, last_at from compliance.alert_group
                """);
        run("""
                insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, ended_at, ended_by, version)
                values (1, 1, 2, '2026-10-01 10:00+08', true, '2026-10-20 10:00+08', 'CUSTOMER', 0)
                """);
        run("insert into engagement.opt_out (contact_id, at) values (4, '2026-05-01 10:00+08')");
        run(
                "insert into engagement.opt_out (contact_id, at, revoked_at) values (3, '2026-05-01 10:00+08', '2026-05-02 10:00+08')");
        wish(4, 1);
        drain(one);

        assertThat(why(1)).isEqualTo("COMPLAINT");
        assertThat(why(2)).isEqualTo("DELETION");
        assertThat(why(4)).isEqualTo("OPTED_OUT");
        assertThat(count("customer_id = 3 and state = 'PLANNED'")).isOne();

        run("update compliance.alert_group set state = 'FALSE_POSITIVE', decided_by = 'c', decided_at = now()");
        run("update engagement.touch set state = 'WISHED' where customer_id = 1");
        drain(one);
        assertThat(count("customer_id = 1 and state = 'PLANNED'"))
                .as("it was none")
                .isOne();
    }

    @Test
    void whatIsWishedForAtNightIsPlannedForTheMorningUnderItsOldName() {
        run("""
                insert into engagement.touch (key, wished_for, source, staff_id, customer_id, channel, state_at)
                values ('night', '2026-11-02 21:00+08', 'SOP', 1, 1, 'TASK', now())
                """);
        drain(one);

        assertThat(
                        count(
                                "wished_for = '2026-11-02 21:00+08' and planned_for = '2026-11-03 09:00+08' and state = 'PLANNED'"))
                .isOne();
    }

    @Test
    void whatWasPlannedAndNotDoneUsesTodaysBudgetForThreeDaysAlone() {
        run("""
                insert into engagement.touch (key, wished_for, source, staff_id, customer_id, channel, state, state_at)
                select 'open:' || c, timestamptz '2026-11-02 10:00+08' - c * interval '2 days', 'SOP', 1, c, 'TASK', 'PLANNED', now()
                from generate_series(1, 2) c
                """);
        wish(2, 1);
        drain(one);

        assertThat(count("key like 'plan:%' and customer_id = 1 and state = 'SUPPRESSED'"))
                .isOne();
        assertThat(count("key like 'plan:%' and customer_id = 2 and state = 'PLANNED'"))
                .isOne();
    }

    @Test
    void nothingOfTheDayIsDecidedBeforeItsPlansWereComputed() {
        assertThat(GuardRound.until(Instant.parse("2026-11-01T21:29:00Z")))
                .isBefore(Instant.parse("2026-11-01T21:30:00Z"));
        assertThat(GuardRound.until(Instant.parse("2026-11-01T21:30:00Z")))
                .isEqualTo(Instant.parse("2026-11-02T16:00:00Z"));
    }

    private int drain(AnnotationConfigApplicationContext node) {
        GuardRound round = node.getBean(GuardRound.class);
        int all = 0;
        for (int decided = round.decide(); decided > 0; decided = round.decide()) {
            all += decided;
        }
        return all;
    }

    private void wish(int customers, int plans) {
        db.sql("""
                        insert into engagement.touch (key, wished_for, source, staff_id, customer_id, channel, worth, state_at)
                        select 'plan:' || p || ':' || c, timestamptz '2026-11-02 09:00+08' + p * interval '1 hour',
                            'SOP', 1, c, 'TASK', p, now()
                        from generate_series(1, :customers) c cross join generate_series(1, :plans) p
                        """).param("customers", customers).param("plans", plans).update();
    }

    private String why(long customer) {
        return db.sql("select why ->> 'rule' from engagement.touch where customer_id = :id")
                .param("id", customer)
                .query(String.class)
                .single();
    }

    private long count(String condition) {
        return db.sql("select count(*) from engagement.touch where " + condition)
                .query(Long.class)
                .single();
    }

    private void run(String sql) {
        db.sql(sql).update();
    }
}
