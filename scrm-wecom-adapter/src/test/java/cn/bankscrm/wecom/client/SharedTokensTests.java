package cn.bankscrm.wecom.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import cn.bankscrm.wecom.client.StubWeCom.Answer;
import cn.bankscrm.wecom.client.WeComFailure.Kind;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

class SharedTokensTests {

    private static final String THING = "thing/get";
    private static final String OK = "{\"errcode\":0,\"errmsg\":\"ok\",\"name\":\"it\"}";

    private static final HikariDataSource database = TestPool.open();

    private final MovingClock clock = new MovingClock(Instant.parse("2026-11-01T00:00:00Z"));
    private final StubWeCom weCom = new StubWeCom();
    private final ClientNode one = new ClientNode(database, weCom.address(), clock);
    private final ClientNode other = new ClientNode(database, weCom.address(), clock);

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        weCom.close();
        JdbcClient.create(database)
                .sql("truncate wecom.access_token, wecom.api_limit")
                .update();
    }

    @Test
    void asksForOneTokenForAllNodesAndCalls() throws Exception {
        onlyTheLastTokenIsGood();
        together(50);
        assertThat(weCom.calls("gettoken")).isEqualTo(1);
        assertThat(weCom.calls(THING)).isEqualTo(50);
    }

    @Test
    void replacesARejectedTokenOnceForFiftyCalls() throws Exception {
        onlyTheLastTokenIsGood();
        one.thing();
        other.thing();
        weCom.answer("gettoken", withNewToken());
        String old = weCom.token();
        weCom.answer(THING, query -> query.contains(old) ? Answer.error(42001) : Answer.json(OK));
        together(50);
        assertThat(weCom.calls("gettoken")).isEqualTo(2);
    }

    @Test
    void asksAgainWhenTheTokenHasRunOut() {
        onlyTheLastTokenIsGood();
        one.thing();
        clock.advance(Duration.ofSeconds(7199));
        one.thing();
        other.thing();
        assertThat(weCom.calls("gettoken")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        one.thing();
        other.thing();
        assertThat(weCom.calls("gettoken")).isEqualTo(2);
    }

    @Test
    void repeatsARejectedCallOnceOnly() {
        weCom.answer(THING, Answer.error(40014));
        assertThat(failure(one).kind()).isEqualTo(Kind.TOKEN);
        assertThat(weCom.calls(THING)).isEqualTo(2);
        assertThat(weCom.calls("gettoken")).isEqualTo(2);
    }

    @Test
    void doesNotStormWhenTheSameTokenIsHandedOutAgain() {
        weCom.answer(
                "gettoken",
                Answer.json("{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"same\",\"expires_in\":7200}"));
        weCom.answer(THING, Answer.error(40014));
        for (int i = 0; i < 10; i++) {
            assertThat(failure(one).kind()).isEqualTo(Kind.TOKEN);
        }
        assertThat(weCom.calls("gettoken")).isEqualTo(2);
        clock.advance(Duration.ofSeconds(31));
        weCom.answer(THING, Answer.json(OK));
        assertThat(one.thing()).isEqualTo("it");
    }

    @Test
    void staysAwayForAWhileWhenTheSecretIsRefused() {
        weCom.answer("gettoken", Answer.error(40001));
        for (int i = 0; i < 5; i++) {
            assertThat(failure(one).kind()).isEqualTo(Kind.TOKEN);
        }
        assertThat(weCom.calls("gettoken")).isEqualTo(1);
        assertThat(failure(one).retryAfter()).contains(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(failure(one).code()).isEqualTo(40001);
        assertThat(weCom.calls("gettoken")).isEqualTo(2);
        assertThat(failure(one).retryAfter()).contains(Duration.ofSeconds(10));
        assertThat(weCom.calls(THING)).isZero();
    }

    @Test
    void triesAgainAtOnceWhenNoTokenCame() {
        weCom.answer(
                "gettoken",
                Answer.status(500),
                Answer.error(-1),
                Answer.status(500),
                Answer.json("{\"errcode\":0}"),
                Answer.json("{\"access_token\":\"good\",\"expires_in\":7200}"));
        weCom.answer(THING, Answer.json(OK));
        assertThat(failure(one).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure(one).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(one.thing()).isEqualTo("it");
    }

    @Test
    void takesOverFromANodeThatDiedWhileItFetchedAToken() {
        JdbcClient.create(database)
                .sql("insert into wecom.access_token (app, refreshing_until) values ('customer', :until)")
                .param("until", java.sql.Timestamp.from(clock.instant().plusSeconds(10)))
                .update();
        clock.advance(Duration.ofSeconds(10));
        weCom.answer(THING, Answer.json(OK));
        assertThat(one.thing()).isEqualTo("it");
    }

    @Test
    void dropsTheTokenOfAnotherSecret() {
        weCom.answer(THING, Answer.json(OK));
        one.thing();
        try (ClientNode changed =
                new ClientNode(database, ClientNode.properties(weCom.address(), "another secret", 10_000), clock)) {
            changed.thing();
        }
        assertThat(weCom.calls("gettoken")).isEqualTo(2);
    }

    @Test
    void storesTokensEncrypted() {
        weCom.answer(THING, Answer.json(OK));
        one.thing();
        byte[] stored = JdbcClient.create(database)
                .sql("select token_enc from wecom.access_token")
                .query(byte[].class)
                .single();
        assertThat(new String(stored, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain(weCom.token());
    }

    @Test
    void writesNeitherTokenNorSecretIntoTheLog() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger library = (Logger) LoggerFactory.getLogger("me.chanjar.weixin");
        Logger ours = (Logger) LoggerFactory.getLogger("cn.bankscrm");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        Level before = library.getLevel();
        library.setLevel(Level.DEBUG);
        ours.setLevel(Level.DEBUG);
        try {
            for (Answer answer : List.of(
                    Answer.json(OK),
                    Answer.error(40014),
                    Answer.error(84061),
                    Answer.error(-1),
                    Answer.json("{"),
                    Answer.status(500))) {
                weCom.answer(THING, answer);
                try {
                    one.thing();
                } catch (WeComFailure failure) {
                    assertThat(failure.toString()).doesNotContain("access_token", "verySecret", ClientNode.SECRET);
                    assertThat(failure.getCause()).isNull();
                }
            }
        } finally {
            library.setLevel(before);
            ours.setLevel(null);
            root.detachAppender(log);
        }
        assertThat(log.list)
                .allSatisfy(event -> assertThat(event.getFormattedMessage() + event.getKeyValuePairs())
                        .doesNotContain("verySecret")
                        .doesNotContain(ClientNode.SECRET));
    }

    private void onlyTheLastTokenIsGood() {
        weCom.answer(THING, query -> query.contains(weCom.token()) ? Answer.json(OK) : Answer.error(40014));
    }

    private Answer[] withNewToken() {
        return new Answer[] {
            Answer.json("{\"errcode\":0,\"access_token\":\"tok-new-verySecret\",\"expires_in\":7200}")
                    .after(Duration.ofMillis(200))
        };
    }

    private void together(int calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls)) {
            List<Callable<String>> work = IntStream.range(0, calls)
                    .<Callable<String>>mapToObj(i -> i % 2 == 0 ? one::thing : other::thing)
                    .toList();
            for (Future<String> answer : threads.invokeAll(work)) {
                assertThat(answer.get()).isEqualTo("it");
            }
        }
    }

    private static WeComFailure failure(ClientNode node) {
        return catchThrowableOfType(WeComFailure.class, node::thing);
    }
}
