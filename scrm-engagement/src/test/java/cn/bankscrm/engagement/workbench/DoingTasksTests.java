package cn.bankscrm.engagement.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.activity.Activities;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.engagement.fatigue.MassSendRoom;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** What becomes of tasks, on a Monday morning in Shanghai. */
class DoingTasksTests {

    private static final Instant NOW = Instant.parse("2026-11-02T02:00:00Z");
    private static final StaffId OWN = new StaffId(1);
    private static final StaffId OTHER = new StaffId(2);

    private final DataSource source = TestDatabase.fresh().dataSource();
    private final JdbcClient db = JdbcClient.create(source);
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @EnableTransactionManagement
    static class Transactions {}

    @BeforeEach
    void aManagerWithACustomer() {
        context.registerBean(JdbcClient.class, () -> db);
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(source));
        context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source));
        context.registerBean(Clock.class, () -> Clock.fixed(NOW, TouchTasks.ZONE));
        context.register(Transactions.class, Activities.class, MassSendRoom.class, DoingTasks.class, TaskExpiry.class);
        context.refresh();
        run(
                "insert into core.institution (id, code, name, level, province, version) values (1, 'A', '总行', 1, '110000', 0)");
        run("insert into core.staff (id, staff_no, version) values (1, 'S1', 0), (2, 'S2', 0)");
        run("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                values (5, 'C5', '\\x00', '\\x00', true, 0, 1)
                """);
        run("insert into core.external_contact (id, external_userid, version) values (50, 'wm50', 0)");
        run("insert into engagement.content (kind, institution_id, author, made_at) values ('SCRIPT', 1, 'w', now())");
        run("""
                insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, verdict_id,
                    written_by, written_at, submitted_by, decided_by)
                values (1, 1, 'PUBLISHED', '问候', '您好', '', '2026-01-01', 1, 'w', now(), 'w', 'c')
                """);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void aTaskIsDoneOnceByItsOwnMemberAndStandsOnTheTimeLine() {
        long task = task("2026-11-02 09:00+08");

        assertThat(doing().done(task, OTHER)).isFalse();
        assertThat(doing().done(task, OWN)).isTrue();
        assertThat(doing().done(task, OWN)).isFalse();
        assertThat(doing().decline(task, NotDone.DISLIKED, OWN)).isFalse();
        assertThat(state(task)).isEqualTo("SENT TASK");
        assertThat(db.sql("select kind || ' ' || source from core.activity where customer_id = 5")
                        .query(String.class)
                        .list())
                .containsExactly("TASK_DONE touch:" + task);
        assertThat(db.sql("select kind from core.last_contact where customer_id = 5")
                        .query(String.class)
                        .single())
                .as("the manager served this one customer")
                .isEqualTo("TASK_DONE");
    }

    @Test
    void whatIsNotDoneKeepsItsReason() {
        long task = task("2026-11-02 09:00+08");

        assertThat(doing().decline(task, NotDone.UNSUITABLE, OTHER)).isFalse();
        assertThat(doing().decline(task, NotDone.UNSUITABLE, OWN)).isTrue();
        assertThat(state(task)).isEqualTo("DECLINED TASK");
        assertThat(db.sql("select why ->> 'reason' from engagement.touch where id = :id")
                        .param("id", task)
                        .query(String.class)
                        .single())
                .isEqualTo("UNSUITABLE");
    }

    @Test
    void goesOnAsAMassSendUnlessTheCustomerHadAsManyAsAllowed() {
        long first = task("2026-11-02 09:00+08");
        long second = task("2026-11-02 09:30+08");
        long early = task("2026-11-02 20:00+08");

        assertThat(doing().draft(first, OTHER)).isEqualTo(DoingTasks.Draft.GONE);
        assertThat(doing().draft(early, OWN)).isEqualTo(DoingTasks.Draft.GONE);
        assertThat(doing().draft(first, OWN)).isEqualTo(DoingTasks.Draft.DRAFTED);
        assertThat(state(first)).isEqualTo("PLANNED MASS_SEND");
        assertThat(doing().draft(first, OWN)).isEqualTo(DoingTasks.Draft.GONE);
        assertThat(doing().draft(second, OWN)).as("one in seven days").isEqualTo(DoingTasks.Draft.NO_ROOM);
        assertThat(state(second)).isEqualTo("PLANNED TASK");
    }

    @Test
    void aMassSendOfTheWeekBeforeLeavesRoom() {
        run("""
                insert into engagement.touch (key, wished_for, source, staff_id, contact_id, customer_id, channel, content_id, state, state_at)
                values ('old', '2026-10-26 09:00+08', 'SOP', 1, 50, 5, 'MASS_SEND', 1, 'SENT', '2026-10-26 09:30+08')
                """);
        long task = task("2026-11-02 09:00+08");
        assertThat(doing().draft(task, OWN)).isEqualTo(DoingTasks.Draft.DRAFTED);
    }

    @Test
    void whatIsOverIsTakenBackAndWhatIsNotStays() {
        long today = task("2026-11-02 09:00+08");
        long lastDay = task("2026-10-31 23:59+08");
        long over = task("2026-10-30 09:00+08");
        TaskExpiry expiry = context.getBean(TaskExpiry.class);

        assertThat(expiry.takeBackSome()).isEqualTo(1);
        assertThat(expiry.takeBackSome()).isZero();
        assertThat(state(over)).isEqualTo("EXPIRED TASK");
        assertThat(state(lastDay)).isEqualTo("PLANNED TASK");

        run("update engagement.content_version set state = 'WITHDRAWN'");
        assertThat(expiry.takeBackSome()).isEqualTo(2);
        assertThat(state(today)).isEqualTo("WITHDRAWN TASK");
    }

    private DoingTasks doing() {
        return context.getBean(DoingTasks.class);
    }

    private long task(String at) {
        return db.sql("""
                        insert into engagement.touch
                            (key, wished_for, source, staff_id, contact_id, customer_id, channel, content_id, state, state_at)
                        values ('t:' || :at, :at::timestamptz, 'SOP', 1, 50, 5, 'TASK', 1, 'PLANNED', now()) returning id
                        """).param("at", at).query(Long.class).single();
    }

    private String state(long task) {
        return db.sql("select state || ' ' || channel from engagement.touch where id = :id")
                .param("id", task)
                .query(String.class)
                .single();
    }

    private void run(String sql) {
        db.sql(sql).update();
    }
}
