package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.Receiver.Arrival;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.ledger.Attempt;
import cn.bankscrm.simulator.ledger.CallbackEntry;
import cn.bankscrm.simulator.ledger.Totals;
import cn.bankscrm.simulator.replay.ReplayOrder;
import cn.bankscrm.simulator.replay.ReplayStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ReplayOrder ONE_BY_ONE = ReplayOrder.everything().atOnce(1);

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private SimulatorBuilder simulator(WeComData data) {
        return WeComSimulator.builder()
                .data(data)
                .clockAtStart()
                .retryPause(Duration.ofMillis(5))
                .callbackTo(receiver.address());
    }

    private static WeComData coming_and_going() {
        long begin = SmallCorp.BEGIN;
        return SmallCorp.with(
                List.of(Contact.weChatUser("wmA", "甲", 1, "oA"), Contact.weChatUser("wmB", "乙", 2, "oB")),
                List.of(
                        SmallCorp.link("u1", "wmA", begin, begin + 100, "customer"),
                        SmallCorp.link("u1", "wmB", begin + 50, begin + 200, "staff"),
                        SmallCorp.link("u1", "wmA", begin + 300, null, null)));
    }

    @Test
    void tellsAdditionsAndDeletionsInOrderOfTime() throws InterruptedException {
        try (WeComSimulator simulator = simulator(coming_and_going()).start()) {
            ReplayStatus status = simulator.replay(ONE_BY_ONE, PATIENCE);

            assertThat(status.state()).isEqualTo(ReplayStatus.FINISHED);
            assertThat(status.done()).isEqualTo(5);
            assertThat(receiver.arrivals())
                    .extracting(arrival -> arrival.value("ChangeType") + " " + arrival.value("ExternalUserID"))
                    .containsExactly(
                            "add_external_contact wmA",
                            "add_external_contact wmB",
                            "del_follow_user wmA",
                            "del_external_contact wmB",
                            "add_external_contact wmA");
            assertThat(receiver.arrivals()).extracting(Arrival::path).containsOnly("/wecom/callback/customer");
            Arrival first = receiver.arrivals().getFirst();
            assertThat(first.value("ToUserName")).isEqualTo(WeComSimulator.DEMO_CORP_ID);
            assertThat(first.value("CreateTime")).isEqualTo(Long.toString(SmallCorp.BEGIN));
            assertThat(first.value("State")).isEqualTo("qr-1");
            assertThat(first.value("WelcomeCode")).isNotEmpty();
        }
    }

    @Test
    void showsTheStateOfTheMomentWhileItReplays() throws Exception {
        try (WeComSimulator simulator = simulator(coming_and_going()).start();
                Client client = new Client(simulator).signedIn()) {
            String asked = "externalcontact/list?userid=u1";
            assertThat(client.get(asked).path("errcode").asInt()).isEqualTo(84061);

            Instant begin = Instant.ofEpochSecond(SmallCorp.BEGIN);
            simulator.replay(ONE_BY_ONE.between(begin, begin.plusSeconds(60)), PATIENCE);
            assertThat(simulator.clock().instant()).isEqualTo(begin.plusSeconds(60));
            assertThat(client.get(asked).path("external_userid")).hasSize(2);

            simulator.clock().set(begin.plusSeconds(250));
            assertThat(client.get(asked).path("errcode").asInt()).isEqualTo(84061);

            simulator.replay(ONE_BY_ONE.between(begin.plusSeconds(250), Instant.MAX), PATIENCE);
            assertThat(receiver.arrivals()).hasSize(3);
            assertThat(client.get(asked).path("external_userid")).hasSize(1);
        }
    }

    @Test
    void retriesWithTheSamePlainTextAndAnotherCiphertext() throws InterruptedException {
        receiver.failing(2);
        try (WeComSimulator simulator = simulator(SmallCorp.withFriends(1)).start()) {
            simulator.replay(ONE_BY_ONE, PATIENCE);

            assertThat(receiver.arrivals()).hasSize(3);
            assertThat(receiver.arrivals())
                    .extracting(Arrival::plain)
                    .containsOnly(receiver.arrivals().getFirst().plain());
            assertThat(receiver.arrivals()).extracting(Arrival::encrypted).doesNotHaveDuplicates();
            assertThat(receiver.arrivals()).extracting(Arrival::nonce).doesNotHaveDuplicates();
            CallbackEntry entry = simulator.ledger().callbacks(0, 10).getFirst();
            assertThat(entry.state()).isEqualTo(CallbackEntry.ACKNOWLEDGED);
            assertThat(entry.attempts()).extracting(Attempt::outcome).containsExactly("500", "500", "200");
        }
    }

    @Test
    void givesUpAfterThreeRetries() throws InterruptedException {
        receiver.failing(100);
        try (WeComSimulator simulator = simulator(SmallCorp.withFriends(1)).start()) {
            simulator.replay(ONE_BY_ONE, PATIENCE);

            assertThat(receiver.arrivals()).hasSize(4);
            assertThat(simulator.ledger().totals().failed()).isEqualTo(1);
        }
    }

    @Test
    void cutsTheConnectionOfASlowAnswer() throws InterruptedException {
        receiver.slow(300);
        try (WeComSimulator simulator = simulator(SmallCorp.withFriends(1))
                .callbackTimeout(Duration.ofMillis(50))
                .start()) {
            simulator.replay(ONE_BY_ONE, PATIENCE);

            assertThat(simulator.ledger().callbacks(0, 10).getFirst().attempts())
                    .extracting(Attempt::outcome)
                    .containsOnly(Attempt.TIMEOUT);
        }
    }

    @Test
    void countsEveryFaultOfDelivery() throws InterruptedException {
        try (WeComSimulator simulator = simulator(SmallCorp.withFriends(300)).start()) {
            simulator.setFault(FaultKind.DROP, 0.1);
            simulator.setFault(FaultKind.DUPLICATE, 0.1);
            simulator.setFault(FaultKind.REORDER, 0.1);
            simulator.setFault(FaultKind.DELAY, 0.1, Duration.ofMillis(20));
            simulator.replay(ReplayOrder.everything(), PATIENCE);

            Totals totals = simulator.ledger().totals();
            assertThat(totals.acknowledged()).isEqualTo(300 + totals.duplicates());
            assertThat(totals.failed()).isZero();
            assertThat(totals.answers().get(Attempt.DROPPED))
                    .isBetween(10L, 60L)
                    .isEqualTo(totals.retries());
            assertThat(totals.duplicates()).isBetween(10L, 60L);
            List<String> contacts = receiver.arrivals().stream()
                    .map(arrival -> arrival.value("ExternalUserID"))
                    .toList();
            assertThat(contacts).hasSize((int) (300 + totals.duplicates()));
            assertThat(new HashSet<>(contacts)).hasSize(300);
        }
    }

    @Test
    void reordersNeighbours() throws InterruptedException {
        try (WeComSimulator simulator = simulator(SmallCorp.withFriends(50)).start()) {
            simulator.setFault(FaultKind.REORDER, 0.3);
            simulator.replay(ONE_BY_ONE, PATIENCE);

            List<Long> times = receiver.arrivals().stream()
                    .map(arrival -> Long.valueOf(arrival.value("CreateTime")))
                    .toList();
            assertThat(times).hasSize(50).isNotEqualTo(times.stream().sorted().toList());
        }
    }

    @Test
    void losesForGoodWhatItIsToldToLose() throws InterruptedException {
        try (WeComSimulator simulator = simulator(SmallCorp.withFriends(5)).start()) {
            simulator.setFault(FaultKind.LOSE, 1);
            simulator.replay(ONE_BY_ONE, PATIENCE);

            assertThat(receiver.arrivals()).isEmpty();
            assertThat(simulator.ledger().totals().unsent()).isEqualTo(5);
        }
    }

    @Test
    void keepsPaceWithTheClockWhenASpeedIsAsked() throws InterruptedException {
        try (WeComSimulator simulator = simulator(SmallCorp.withFriends(3)).start()) {
            ReplayStatus status = simulator.replay(ONE_BY_ONE.atSpeed(10), PATIENCE);

            assertThat(status.millis()).isBetween(250L, 3000L);
        }
    }

    @Test
    void verifiesACallbackAddress() {
        try (WeComSimulator simulator = simulator(SmallCorp.withFriends(0)).start()) {
            assertThat(simulator.verifyCallback("customer")).isTrue();
            simulator.callbackTo("http://127.0.0.1:1");
            assertThat(simulator.verifyCallback("customer")).isFalse();
        }
    }
}
