package cn.bankscrm.wecom.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.bankscrm.core.inbound.CallbackInbox;
import cn.bankscrm.core.inbound.DeadLetter;
import cn.bankscrm.core.inbound.InboxEventId;
import cn.bankscrm.core.inbound.InboxState;
import cn.bankscrm.wecom.client.WeComFailure;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Dead letters: counted, listed, read, replayed and closed. */
@WithoutWorkers
class WeComCallbackInboxTests {

    @Autowired
    private CallbackInbox keeper;

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
    private MeterRegistry meters;

    @Autowired
    private JdbcClient db;

    @BeforeEach
    void empty() {
        wecom.reset();
        db.sql("truncate wecom.inbox, wecom.inbox_work").update();
    }

    @Test
    void countsWhatWaitsAndWhatIsInHand() {
        assertThat(keeper.state()).isEqualTo(new InboxState(0, 0, 0, Duration.ZERO, Optional.empty()));

        arrives("a");
        arrives("b");
        arrives("c");
        work.lease("test:1", 1, Duration.ofMinutes(1));
        clock.forward(Duration.ofSeconds(30));

        InboxState state = keeper.state();
        assertThat(state.pending()).isEqualTo(2);
        assertThat(state.processing()).isEqualTo(1);
        assertThat(state.dead()).isZero();
        assertThat(state.oldestPending()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(state.lastEventAt()).isPresent();
        clock.forward(Duration.ofSeconds(6));
        assertThat(meters.get("scrm.wecom.inbox.pending").gauge().value()).isEqualTo(3);
        assertThat(meters.get("scrm.wecom.inbox.oldest.seconds").gauge().value())
                .isGreaterThanOrEqualTo(30);
    }

    @Test
    void listsDeadLettersNewestFirstPageByPage() {
        for (String member : List.of("a", "b", "c", "d", "e")) {
            arrives(member);
        }
        die();

        List<String> seen = new ArrayList<>();
        Optional<InboxEventId> before = Optional.empty();
        for (List<DeadLetter> page = keeper.deadLetters(before, 2);
                !page.isEmpty();
                page = keeper.deadLetters(before, 2)) {
            page.forEach(letter -> seen.add(letter.relation()));
            before = Optional.of(page.getLast().id());
        }

        assertThat(seen).containsExactly("user:e", "user:d", "user:c", "user:b", "user:a");
        assertThat(keeper.state().dead()).isEqualTo(5);
        assertThat(keeper.state().oldestPending()).isZero();
    }

    @Test
    void showsWhatADeadLetterSaysButNothingPersonal() {
        arrives("a");
        die();
        DeadLetter letter = keeper.deadLetters(Optional.empty(), 10).getFirst();

        assertThat(letter.event()).isEqualTo("change_contact/create_user");
        assertThat(letter.failureKind()).isEqualTo("INVALID");
        assertThat(letter.attempts()).isEqualTo(8);
        assertThat(keeper.deadLetter(letter.id()).orElseThrow().fields())
                .containsEntry("UserID", "a")
                .containsEntry("ChangeType", "create_user")
                .doesNotContainKeys("Name", "Mobile", "Email")
                .doesNotContainValue("13812341234");
        assertThat(keeper.deadLetter(new InboxEventId(-1))).isEmpty();
    }

    @Test
    void replaysADeadLetterAsIfForTheFirstTime() throws InterruptedException {
        arrives("a");
        die();
        InboxEventId id = keeper.deadLetters(Optional.empty(), 10).getFirst().id();
        wecom.recover();

        assertThat(keeper.replay(id, "ops")).isTrue();
        assertThat(keeper.replay(id, "ops")).isFalse();
        processing.workOnce("test:1");

        assertThat(wecom.refreshed).containsExactly("member a");
        assertThat(keeper.state().dead()).isZero();
        assertThat(keeper.state().pending()).isZero();
    }

    @Test
    void closesADeadLetterWithAReason() {
        arrives("a");
        die();
        InboxEventId id = keeper.deadLetters(Optional.empty(), 10).getFirst().id();

        assertThatIllegalArgumentException().isThrownBy(() -> keeper.close(id, " ", "ops"));
        assertThat(keeper.close(id, "测试账号", "ops")).isTrue();
        assertThat(keeper.close(id, "测试账号", "ops")).isFalse();

        assertThat(keeper.replay(id, "ops")).isFalse();
        assertThat(keeper.deadLetter(id)).isEmpty();
        assertThat(keeper.state().dead()).isZero();
        assertThat(db.sql("select status || ' ' || closed_by || ' ' || closed_reason from wecom.inbox_work")
                        .query(String.class)
                        .single())
                .isEqualTo("CLOSED ops 测试账号");
    }

    private void arrives(String member) {
        inbox.store(
                "contact",
                ("<xml><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>change_contact</Event>"
                                + "<ChangeType>create_user</ChangeType><UserID>" + member + "</UserID><Name>张三</Name>"
                                + "<Mobile>13812341234</Mobile><Email>zs@bank.example</Email></xml>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void die() {
        wecom.fail(StandInWeCom.failure(WeComFailure.Kind.INVALID));
        try {
            for (int i = 0; i < RetryPolicy.FAULTS; i++) {
                processing.workOnce("test:1");
                clock.forward(Duration.ofMinutes(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
