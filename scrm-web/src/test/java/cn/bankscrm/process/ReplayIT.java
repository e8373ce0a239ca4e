package cn.bankscrm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.simulator.SimulatorBuilder;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.generate.BankFolder;
import cn.bankscrm.simulator.generate.BankGenerator;
import cn.bankscrm.simulator.generate.BankPlan;
import cn.bankscrm.simulator.ledger.CallbackEntry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.function.ThrowingConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bank's whole life as callbacks, through the platform as a process, and the figures that must come of it: nothing is
 * lost, nothing counts twice.
 */
class ReplayIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final int KILLS = 10;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path temp;

    @Test
    void keepsEveryFigureRightThroughFaultsTenKillsAndALostDatabase() throws Exception {
        ReferenceBank bank = ReferenceBank.in(temp.resolve("reference"));
        try (WeComSimulator weCom = weCom().data(bank.weCom()).clockAtStart().start();
                Platform platform = new Platform("replay-with-kills", temp.resolve("data"), weCom)) {
            BankApi api = new BankApi(platform.port());
            api.deliver(bank.books(), "institutions", "staff", "customers", "assignments");
            faults(weCom);

            replay(weCom, platform, done -> {
                if (done == KILLS / 2) {
                    platform.killDatabase();
                } else {
                    platform.kill();
                    platform.start();
                }
            });
            weCom.clearFaults();
            platform.awaitReady();
            api.deliver(bank.books(), "bindings");

            assertNothingLostOrDoubled(weCom, platform, api);
            assertThat(api.coverage(ReferenceBank.DAY)).isEqualTo(bank.expectedCoverage());
            api.sync(Duration.ofMinutes(2));
            assertThat(api.coverage(ReferenceBank.DAY))
                    .as("after the reconciliation")
                    .isEqualTo(bank.expectedCoverage());
        }
    }

    @Test
    void findsTheFiguresOfAnotherBankAsItsDefinitionsGiveThem() throws Exception {
        LocalDate today = LocalDate.now(SHANGHAI);
        LocalDate day = today.minusDays(20);
        new BankFolder(temp.resolve("other"))
                .write(BankGenerator.generate(new BankPlan(977, 12, 45, 1_500, 1_100, today)));
        List<String> expected = NaiveCoverage.of(temp.resolve("other"), day);
        assertThat(expected).hasSizeGreaterThan(100);
        try (WeComSimulator weCom = weCom().data(temp.resolve("other").resolve("wecom"))
                        .clockAtStart()
                        .start();
                Platform platform = new Platform("replay-another-bank", temp.resolve("data"), weCom)) {
            BankApi api = new BankApi(platform.port());
            api.deliver(temp.resolve("other").resolve("bank"), "institutions", "staff", "customers", "assignments");

            badAnswers(weCom);
            replay(weCom, platform, done -> {});
            api.deliver(temp.resolve("other").resolve("bank"), "bindings");

            assertNothingLostOrDoubled(weCom, platform, api);
            assertThat(api.coverage(day)).isEqualTo(expected);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(api.coverage())
                            .as("as of now, from the cells that every change moved")
                            .isEqualTo(NaiveCoverage.of(temp.resolve("other"), LocalDate.now(SHANGHAI))));
        }
    }

    @Test
    void theNaiveCountAgreesWithTheOtherProgram() throws Exception {
        ReferenceBank bank = ReferenceBank.in(temp.resolve("reference"));

        assertThat(NaiveCoverage.of(bank.folder(), ReferenceBank.DAY)).isEqualTo(bank.expectedCoverage());
    }

    /** WeCom at the other end of every platform here. */
    static SimulatorBuilder weCom() {
        return WeComSimulator.builder()
                .corpId(Platform.CORP)
                .callbackKeys("processTestsToken01", "processTestsKey0123456789abcdefghijklmnopqA")
                // a restart takes longer here than WeCom's few tries: what is shown is that nothing gets lost inside
                .retries(240)
                .retryPause(Duration.ofMillis(500));
    }

    private static void faults(WeComSimulator weCom) {
        weCom.setFault(FaultKind.DROP, 0.02);
        weCom.setFault(FaultKind.DUPLICATE, 0.05);
        weCom.setFault(FaultKind.REORDER, 0.05);
        weCom.setFault(FaultKind.SYSTEM_BUSY, 0.03);
        weCom.setFault(FaultKind.RATE_LIMIT, 0.005, Duration.ofSeconds(1));
        weCom.setFault(FaultKind.TOKEN_EXPIRED, 0.01);
    }

    /** Answers that are cut, missing, late, or of a code that nobody knows. */
    private static void badAnswers(WeComSimulator weCom) {
        weCom.setFault(FaultKind.MALFORMED, 0.02);
        weCom.setFault(FaultKind.EMPTY, 0.02);
        weCom.setFault(FaultKind.UNKNOWN_CODE, 0.02);
        weCom.setFault(FaultKind.HTTP_500, 0.02);
        weCom.setFault(FaultKind.SLOW, 0.002, Duration.ofSeconds(7));
    }

    /** Replays everything; {@code strike} is called with 1, 2, … at equal distances. */
    private void replay(WeComSimulator weCom, Platform platform, ThrowingConsumer<Integer> strike) throws Exception {
        control(weCom, "POST", "/sim/replay", "{}");
        int strikes = 0;
        JsonNode status = control(weCom, "GET", "/sim/status", "");
        while (status.path("running").asBoolean()) {
            long done = status.path("done").asLong();
            if (strikes <= KILLS && done * (KILLS + 2) > status.path("total").asLong() * (strikes + 1)) {
                strikes++;
                strike.acceptWithException(strikes);
            }
            Thread.sleep(20);
            platform.startAgainIfEnded();
            status = control(weCom, "GET", "/sim/status", "");
        }
        assertThat(strikes).isEqualTo(KILLS + 1);
        assertThat(status.path("state").asString("")).isEqualTo("finished");
    }

    private static void assertNothingLostOrDoubled(WeComSimulator weCom, Platform platform, BankApi api)
            throws Exception {
        assertThat(weCom.ledger().callbacks(0, 5_000))
                .as("every callback was acknowledged in the end")
                .allMatch(entry -> entry.state().equals(CallbackEntry.ACKNOWLEDGED));
        api.awaitEmptyInbox(Duration.ofSeconds(90));
        long events = weCom.replayStatus().total();
        assertThat(platform.count("select count(*) from wecom.inbox")).isEqualTo(events);
        assertThat(platform.count("select count(*) from core.friend_link"))
                .isEqualTo(weCom.world().friends().everyLink().size());
    }

    private JsonNode control(WeComSimulator weCom, String method, String path, String body) throws Exception {
        return JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(weCom.baseUri() + path))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
