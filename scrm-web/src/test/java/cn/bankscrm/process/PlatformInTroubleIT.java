package cn.bankscrm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.simulator.SimulatorBuilder;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.generate.BankPlan;
import cn.bankscrm.simulator.ledger.Attempt;
import cn.bankscrm.simulator.ledger.CallbackEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callbacks that arrive while the platform cannot store them: they are not acknowledged, WeCom sends them again, and
 * none is lost.
 */
class PlatformInTroubleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    @Test
    void acknowledgesNothingWhileItsDatabaseIsLost() throws Exception {
        // PostgreSQL's programs of its own, for they are taken away: the platform must not find its database again
        Path programs = temp.resolve("programs");
        try (WeComSimulator weCom = weCom().start();
                Platform platform = new Platform(
                        "lost-database",
                        temp.resolve("data"),
                        weCom,
                        List.of(),
                        Map.of("scrm.embedded-database.programs-dir", programs.toString()))) {
            scans(weCom, 2);
            await().atMost(PATIENCE).until(() -> acknowledged(weCom) == 2);
            Path away = temp.resolve("programs-away");
            Files.move(programs, away);
            platform.killDatabase();

            scans(weCom, 10);
            await("no acknowledgement while the database is lost")
                    .during(Duration.ofSeconds(9))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> acknowledged(weCom) == 2);
            Files.move(away, programs);

            assertAllArriveIn(weCom, platform, 12);
            assertThat(refusals(weCom)).as("answers meanwhile").containsExactly("503");
        }
    }

    @Test
    void refusesAtOnceWhatItsFullQueueCannotHold() throws Exception {
        try (WeComSimulator weCom = weCom().start();
                Platform platform = new Platform(
                        "full-queue",
                        temp.resolve("data"),
                        weCom,
                        List.of(),
                        Map.of("scrm.wecom.inbox.queue", "4", "scrm.wecom.inbox.writers", "1"))) {
            try (Connection connection = platform.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("lock table wecom.inbox in access exclusive mode");

                scans(weCom, 30);
                await("no acknowledgement while nothing can be stored")
                        .during(Duration.ofSeconds(7))
                        .atMost(Duration.ofSeconds(8))
                        .until(() -> acknowledged(weCom) == 0);
                connection.rollback();
            }

            assertAllArriveIn(weCom, platform, 30);
            assertThat(refusals(weCom)).containsExactly("503");
            assertThat(weCom.ledger().callbacks(0, 5_000).stream()
                            .flatMap(entry -> entry.attempts().stream())
                            .filter(attempt -> attempt.outcome().equals("503") && attempt.millis() < 1_000)
                            .count())
                    .as("refused without waiting")
                    .isPositive();
        }
    }

    @Test
    void takesCallbacksAndTurnsVisitorsAwayUntilItStands() throws Exception {
        try (WeComSimulator weCom = weCom().start();
                Platform platform = new Platform("visited-early", temp.resolve("data"), weCom)) {
            platform.kill();
            scans(weCom, 3);
            AtomicBoolean acknowledgedMeanwhile = new AtomicBoolean();
            try (Visitor visitor = new Visitor(platform.port(), "/sign-in", () -> {
                if (acknowledged(weCom) == 3) {
                    acknowledgedMeanwhile.set(true);
                }
            })) {
                platform.start();
                platform.awaitReady();
                await("the page").atMost(PATIENCE).until(() -> visitor.answers().contains(200));
                assertThat(visitor.answers()).containsExactlyInAnyOrder(503, 200);
            }
            assertThat(acknowledgedMeanwhile)
                    .as("callbacks acknowledged while visitors were turned away")
                    .isTrue();
            assertAllArriveIn(weCom, platform, 3);
            assertThat(Files.readString(Program.log("visited-early")))
                    .as("beans made for requests")
                    .doesNotContain("Obtaining singleton bean");
        }
    }

    /** A handful of staff, and some friends whom the first sync finds. */
    static SimulatorBuilder weCom() {
        return ReplayIT.weCom().generated(new BankPlan(1, 4, 8, 30, 20, LocalDate.of(2026, 11, 20)));
    }

    static void scans(WeComSimulator weCom, int customers) {
        for (int i = 0; i < customers; i++) {
            String contact = weCom.acts().newCustomer("顾客", 1).externalUserid();
            weCom.acts()
                    .scans(
                            contact,
                            weCom.world().directory().members().getFirst().userid(),
                            "");
        }
    }

    static long acknowledged(WeComSimulator weCom) {
        return weCom.ledger().callbacks(0, 5_000).stream()
                .filter(entry -> entry.state().equals(CallbackEntry.ACKNOWLEDGED))
                .count();
    }

    /** What the tries that failed were answered. */
    static Set<String> refusals(WeComSimulator weCom) {
        Set<String> outcomes = new HashSet<>();
        for (CallbackEntry entry : weCom.ledger().callbacks(0, 5_000)) {
            entry.attempts().stream().map(Attempt::outcome).forEach(outcomes::add);
        }
        outcomes.remove("200");
        return outcomes;
    }

    static void assertAllArriveIn(WeComSimulator weCom, Platform platform, int callbacks) throws Exception {
        await().atMost(PATIENCE).until(() -> acknowledged(weCom) == callbacks);
        new BankApi(platform.port()).awaitEmptyInbox(PATIENCE);
        assertThat(platform.count("select count(*) from wecom.inbox")).isEqualTo(callbacks);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(platform.count("select count(*) from core.friend_link where ended_at is null"))
                                .isEqualTo(weCom.world().friends().everyLink().stream()
                                        .filter(link -> link.ending().isEmpty())
                                        .count()));
    }
}
