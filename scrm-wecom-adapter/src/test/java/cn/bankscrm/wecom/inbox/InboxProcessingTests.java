package cn.bankscrm.wecom.inbox;

import static cn.bankscrm.wecom.callback.WeComSender.contactEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.bankscrm.wecom.client.WeComFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** From stored events to effects: in order, once, and whatever happens on the way. */
@WithoutWorkers
class InboxProcessingTests {

    private static final long T0 = 1_700_000_000L;
    private static final String WORKER = "test:1";

    @Autowired
    private DurableInbox inbox;

    @Autowired
    private InboxProcessing processing;

    @Autowired
    private InboxWork work;

    @Autowired
    private StandInWeCom wecom;

    @Autowired
    private AdjustableClock clock;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient db;

    @BeforeEach
    void empty() {
        wecom.reset();
        db.sql("""
                        truncate wecom.inbox, wecom.inbox_work, core.friend_link, core.friend_link_ending,
                            core.external_contact, core.staff cascade
                        """).update();
    }

    @Test
    void anAddIsALinkWithWhatWeComTellsOfIt() {
        wecom.befriend("zhangsan", "wmA", at(T0));
        arrives(added("zhangsan", "wmA", T0));

        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=1 state=qr-1");
        assertThat(text("select kind || ' ' || gender from core.external_contact"))
                .containsExactly("1 1");
        assertNothingLeft();
    }

    @Test
    void anAddIsALinkEvenWhenWeComKnowsItNoMore() {
        arrives(added("zhangsan", "wmA", T0));

        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=null state=null");
    }

    @Test
    void anAddIsALinkEvenWhenTheContactMayNotBeSeen() {
        wecom.fail(StandInWeCom.failure(WeComFailure.Kind.NOT_VISIBLE));
        arrives(added("zhangsan", "wmA", T0));

        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=null state=null");
    }

    @Test
    void anAnswerAboutALaterLifeIsNotTakenForTheFirst() {
        wecom.befriend("zhangsan", "wmA", at(T0 + 500));
        arrives(added("zhangsan", "wmA", T0));
        workOff();
        arrives(event("del_follow_user", "zhangsan", "wmA", T0 + 100));
        workOff();

        assertThat(links())
                .containsExactly(
                        "zhangsan wmA 0-100 CUSTOMER way=null state=null", "zhangsan wmA 500- way=1 state=qr-1");
    }

    @ParameterizedTest
    @CsvSource({
        "del_external_contact, STAFF",
        "del_follow_user, CUSTOMER",
    })
    void aDeletionEndsTheLinkWithoutAQuestion(String change, String by) {
        arrives(event(change, "zhangsan", "wmA", T0 + 60));

        workOff();

        assertThat(wecom.asked).hasValue(0);
        assertThat(text("select ended_by from core.friend_link_ending")).containsExactly(by);
        assertNothingLeft();
    }

    @Test
    void addDeleteAddEndsRightInEveryOrderOfArrival() {
        String add = added("zhangsan", "wmA", T0);
        String delete = event("del_follow_user", "zhangsan", "wmA", T0 + 100);
        String again = added("zhangsan", "wmA", T0 + 200);
        List<List<String>> orders = List.of(
                List.of(add, delete, again),
                List.of(add, again, delete),
                List.of(delete, add, again),
                List.of(delete, again, add),
                List.of(again, add, delete),
                List.of(again, delete, add));
        for (boolean together : new boolean[] {true, false}) {
            for (List<String> order : orders) {
                empty();
                wecom.befriend("zhangsan", "wmA", at(T0 + 200));
                for (String event : order) {
                    arrives(event);
                    if (!together) {
                        workOff();
                    }
                }
                workOff();
                assertThat(links())
                        .as("order %s, together %s", orders.indexOf(order), together)
                        .containsExactly(
                                "zhangsan wmA 0-100 CUSTOMER way=null state=null",
                                "zhangsan wmA 200- way=1 state=qr-1");
                assertNothingLeft();
            }
        }
    }

    @Test
    void eventsOfOneRelationAreTakenUpInOrderAndByOneWorker() {
        arrives(event("del_follow_user", "zhangsan", "wmA", T0 + 2));
        arrives(event("del_follow_user", "zhangsan", "wmA", T0 + 1));
        arrives(event("del_follow_user", "lisi", "wmA", T0 + 3));

        List<StoredEvent> first = work.lease(WORKER, 1, Duration.ofMinutes(1));
        List<StoredEvent> other = work.lease("test:2", 10, Duration.ofMinutes(1));
        arrives(event("del_follow_user", "zhangsan", "wmA", T0));

        assertThat(first).extracting(StoredEvent::relation).containsOnly("link:zhangsan:wmA");
        assertThat(first).extracting(e -> e.eventAt().getEpochSecond()).containsExactly(T0 + 1, T0 + 2);
        assertThat(other).extracting(StoredEvent::relation).containsExactly("link:lisi:wmA");
        assertThat(work.lease("test:3", 10, Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void thousandsOfEventsOfTheSameSecondAreAllDifferent() {
        for (int i = 0; i < 1_000; i++) {
            arrives(event("del_follow_user", "zhangsan", "wm" + i, T0));
            arrives(event("del_external_contact", "zhangsan", "wm" + i, T0));
        }

        workOff();

        assertThat(text("select count(*)::text from core.friend_link_ending")).containsExactly("2000");
        assertNothingLeft();
    }

    @Test
    void theSameContactIsAskedForOnceABatch() {
        for (int i = 0; i < 20; i++) {
            wecom.befriend("staff" + i, "wmA", at(T0 + i));
            arrives(added("staff" + i, "wmA", T0 + i));
        }

        workOff();

        assertThat(wecom.asked).hasValue(1);
        assertThat(links()).hasSize(20);
        assertThat(text("select l.added_at::text from core.friend_link l where first_add"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = WeComFailure.Kind.class,
            names = {"RATE_LIMITED", "BUSY", "TOKEN", "UNREACHABLE"})
    void whatWillPassIsTriedAgainAndCostsNothing(WeComFailure.Kind kind) {
        wecom.befriend("zhangsan", "wmA", at(T0));
        wecom.fail(StandInWeCom.failure(kind));
        arrives(added("zhangsan", "wmA", T0));
        for (int i = 0; i < 20; i++) {
            workOff();
            clock.forward(Duration.ofSeconds(80));
        }
        assertThat(text("select status || ' ' || faults || ' ' || failure_kind from wecom.inbox_work"))
                .containsExactly("PENDING 0 " + kind);
        assertThat(wecom.asked).hasValue(20);

        wecom.recover();
        workOff();

        assertThat(links()).hasSize(1);
        assertNothingLeft();
    }

    @Test
    void whatWaitsForAPutOffEventIsNotTakenUpBeforeIt() {
        wecom.refuse("wmA", StandInWeCom.failure(WeComFailure.Kind.BUSY));
        arrives(added("zhangsan", "wmA", T0));
        arrives(event("del_follow_user", "zhangsan", "wmA", T0 + 100));
        arrives(event("del_follow_user", "lisi", "wmB", T0 + 100));

        workOff();

        assertThat(text("select relation from wecom.inbox_work"))
                .containsExactly("link:zhangsan:wmA", "link:zhangsan:wmA");
        assertThat(text("select attempts::text from wecom.inbox_work order by event_at"))
                .containsExactly("1", "0");
    }

    @Test
    void aPoisonousEventDiesAloneAndHoldsNobodyBack() {
        wecom.befriend("zhangsan", "wmGood", at(T0));
        wecom.befriend("zhangsan", "wmBad", at(T0), "\u0000 cannot be stored");
        arrives(added("zhangsan", "wmBad", T0));
        arrives(added("zhangsan", "wmGood", T0));
        arrives(event("del_follow_user", "zhangsan", "wmBad", T0 + 100));

        workOff();
        assertThat(links()).containsExactly("zhangsan wmGood 0- way=1 state=qr-1");
        for (int i = 0; i < 10; i++) {
            clock.forward(Duration.ofMinutes(2));
            workOff();
        }

        assertThat(text("select status || ' ' || faults || ' ' || failure_kind from wecom.inbox_work"))
                .containsExactly("DEAD 8 FAULT");
        // the deletion behind it went on
        assertThat(text("select ended_by from core.friend_link_ending")).containsExactly("CUSTOMER");
    }

    @Test
    void aMalformedEventBecomesADeadLetter() {
        arrives("<xml><CreateTime>" + T0 + "</CreateTime><Event>change_contact</Event>"
                + "<ChangeType>create_user</ChangeType><Name>张三</Name></xml>");

        for (int i = 0; i < 10; i++) {
            workOff();
            clock.forward(Duration.ofMinutes(2));
        }

        assertThat(text("select status || ' ' || failure_kind || ' ' || failure from wecom.inbox_work"))
                .containsExactly("DEAD MALFORMED_EVENT UserID is missing");
    }

    @Test
    void whatAWorkerLeftBehindIsTakenUpByAnother() {
        arrives(event("del_follow_user", "zhangsan", "wmA", T0));
        assertThat(work.lease("dead:1", 10, Duration.ofMinutes(1))).hasSize(1);
        workOff();
        assertThat(text("select ended_by from core.friend_link_ending")).isEmpty();

        clock.forward(Duration.ofSeconds(61));
        workOff();

        assertThat(text("select ended_by from core.friend_link_ending")).hasSize(1);
        assertNothingLeft();
    }

    @Test
    void aWorkerThatLostItsLeaseHasNoEffect() {
        arrives(event("del_follow_user", "zhangsan", "wmA", T0));
        List<StoredEvent> slow = work.lease("slow:1", 10, Duration.ofMinutes(1));
        clock.forward(Duration.ofSeconds(61));
        assertThat(work.lease("quick:1", 10, Duration.ofMinutes(1))).hasSize(1);

        assertThatExceptionOfType(LeaseLost.class)
                .isThrownBy(() -> new TransactionTemplate(transactions)
                        .executeWithoutResult(status -> work.finish("slow:1", slow)));

        assertThat(text("select leased_by from wecom.inbox_work")).containsExactly("quick:1");
    }

    @Test
    void aWorkerThatLostItsWayGivesBackWhatItHeld() {
        arrives(event("del_follow_user", "zhangsan", "wmA", T0));
        work.lease(WORKER, 10, Duration.ofMinutes(1));

        work.releaseAll(WORKER);

        assertThat(work.lease("test:2", 10, Duration.ofMinutes(1))).hasSize(1);
    }

    @Test
    void halfAddsAndOtherNewsAreDoneWithoutALink() {
        arrives(event("add_half_external_contact", "zhangsan", "wmA", T0));
        arrives(event("transfer_fail", "zhangsan", "wmA", T0));
        arrives(event("msg_audit_approved", "zhangsan", "wmA", T0));
        arrives("<xml><CreateTime>" + T0 + "</CreateTime><Event>brand_new</Event></xml>");

        workOff();

        assertThat(links()).isEmpty();
        assertThat(wecom.asked).hasValue(0);
        assertNothingLeft();
        assertThat(text("select count(*)::text from wecom.inbox")).containsExactly("4");
    }

    @Test
    void anEditIsReadAnew() {
        wecom.befriend("zhangsan", "wmA", at(T0));
        arrives(event("edit_external_contact", "zhangsan", "wmA", T0 + 1000));

        workOff();

        assertThat(links()).containsExactly("zhangsan wmA 0- way=1 state=qr-1");
    }

    @Test
    void newsOfTheDirectoryAndTheTagsAreReasonsToRead() {
        arrives(directory("create_user", "<UserID>a</UserID>"));
        arrives(directory("update_user", "<UserID>b</UserID><NewUserID>c</NewUserID>"));
        arrives(directory("delete_user", "<UserID>d</UserID>"));
        arrives(directory("create_party", "<Id>1</Id>"));
        arrives(directory("update_party", "<Id>2</Id>"));
        arrives(directory("delete_party", "<Id>3</Id>"));
        arrives(directory("update_tag", "<TagId>1</TagId>"));
        for (int i = 0; i < 5; i++) {
            arrives("<xml><CreateTime>" + (T0 + i) + "</CreateTime><Event>change_external_tag</Event>"
                    + "<ChangeType>create</ChangeType><Id>et" + i + "</Id></xml>");
        }

        workOff();

        assertThat(wecom.refreshed)
                .containsExactlyInAnyOrder(
                        "member a",
                        "memberRenamed b c",
                        "member c",
                        "memberLeft d",
                        "department 1",
                        "department 2",
                        "departmentDeleted 3",
                        "tags");
        assertNothingLeft();
    }

    @Test
    void worksOffAMixtureWhateverTheOrderAndHoweverOftenDelivered() {
        List<String> events = new ArrayList<>();
        for (int contact = 0; contact < 100; contact++) {
            for (int life = 0; life < 2; life++) {
                long begin = T0 + contact + life * 1000L;
                events.add(added("staff" + contact % 7, "wm" + contact, begin));
                events.add(event("del_follow_user", "staff" + contact % 7, "wm" + contact, begin + 500));
            }
        }
        List<String> delivered = new ArrayList<>(events);
        delivered.addAll(events.subList(0, 150));
        Collections.shuffle(delivered, new Random(42));
        delivered.forEach(this::arrives);

        workOff();

        assertThat(
                        text(
                                "select count(*) || ' ' || count(ended_at) || ' ' || count(*) filter (where first_add)"
                                        + " || ' ' || count(*) filter (where ended_at = added_at + interval '500 s') from core.friend_link"))
                .containsExactly("200 200 100 200");
        assertNothingLeft();
    }

    private void arrives(String payload) {
        inbox.store("customer", payload.getBytes(StandardCharsets.UTF_8));
    }

    private void workOff() {
        try {
            while (processing.workOnce(WORKER) > 0) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertNothingLeft() {
        assertThat(text("select relation || ' ' || status from wecom.inbox_work"))
                .isEmpty();
    }

    /** Times are in seconds after T0. */
    private List<String> links() {
        return text("""
                select s.wecom_userid || ' ' || c.external_userid || ' ' || extract(epoch from l.added_at)::bigint - 1700000000
                    || '-' || coalesce(extract(epoch from l.ended_at)::bigint - 1700000000 || ' ' || l.ended_by, '')
                    || ' way=' || coalesce(l.add_way::text, 'null') || ' state=' || coalesce(l.state, 'null')
                from core.friend_link l
                join core.staff s on s.id = l.staff_id
                join core.external_contact c on c.id = l.contact_id
                order by s.wecom_userid, c.external_userid, l.added_at
                """);
    }

    private List<String> text(String sql) {
        return db.sql(sql).query((row, n) -> String.valueOf(row.getString(1))).list();
    }

    private static String added(String member, String contact, long time) {
        return event("add_external_contact", member, contact, time);
    }

    private static String event(String change, String member, String contact, long time) {
        return contactEvent(change, member, contact, time);
    }

    private static String directory(String change, String fields) {
        return "<xml><CreateTime>" + T0
                + "</CreateTime><MsgType>event</MsgType><Event>change_contact</Event><ChangeType>" + change
                + "</ChangeType>" + fields + "</xml>";
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
