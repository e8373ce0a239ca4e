package cn.bankscrm.wecom.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.bankscrm.wecom.client.StubWeCom.Answer;
import cn.bankscrm.wecom.client.WeComFailure.Kind;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class WeComApiTests {

    private static final String THING = "thing/get";
    private static final Answer OK = Answer.json("{\"errcode\":0,\"errmsg\":\"ok\",\"name\":\"it\",\"new_field\":[1]}");

    private static final HikariDataSource database = TestPool.open();

    private final MovingClock clock = new MovingClock(Instant.parse("2026-11-01T00:00:00Z"));
    private final StubWeCom weCom = new StubWeCom();
    private final ClientNode node = new ClientNode(database, weCom.address(), clock);

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @AfterEach
    void close() {
        node.close();
        weCom.close();
        JdbcClient.create(database)
                .sql("truncate wecom.access_token, wecom.api_limit")
                .update();
    }

    @Test
    void readsWhatItAskedFor() {
        weCom.answer(THING, OK);
        assertThat(node.thing()).isEqualTo("it");
        assertThat(node.counted("ok")).isEqualTo(1);
    }

    @Test
    void takesAnAnswerWithoutACodeForASuccess() {
        weCom.answer(THING, Answer.json("{\"name\":\"it\"}"));
        assertThat(node.thing()).isEqualTo("it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "42",
                "\"text\"",
                "{\"errcode\":0,\"name\":\"cut in the mid",
                "<html>maintenance</html>",
                "{\"errcode\":\"none\"}",
                "{\"errcode\":0,\"errmsg\":\"ok\"}",
                "{\"errcode\":0,\"name\":{\"of\":\"another shape\"}}"
            })
    void callsAnAnswerThatIsNoneMalformed(String body) {
        weCom.answer(THING, Answer.json(body));
        WeComFailure failure = failure();
        assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(failure).hasMessage("thing/get: MALFORMED").hasNoCause();
        assertThat(weCom.calls(THING)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            84061, NOT_VISIBLE
            84074, NOT_VISIBLE
            60111, NOT_VISIBLE
            45033, BUSY
            45035, BUSY
            60020, INVALID
            48002, INVALID
            40058, INVALID
            998877, INVALID
            """)
    void namesFailuresByKindWithCodeAndHint(int code, Kind kind) {
        weCom.answer(THING, Answer.error(code));
        WeComFailure failure = failure();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.hint()).contains("1576065934_28_e0fae06183cdbe9f");
        assertThat(failure)
                .hasMessage("thing/get: " + kind + ", code " + code + ", hint 1576065934_28_e0fae06183cdbe9f");
        assertThat(weCom.calls(THING)).isEqualTo(1);
        assertThat(node.counted(kind.name().toLowerCase(java.util.Locale.ROOT))).isEqualTo(1);
    }

    @Test
    void triesAgainAtOnceWhenTheSystemIsBusy() {
        weCom.answer(THING, Answer.error(-1), Answer.error(-1), OK);
        assertThat(node.thing()).isEqualTo("it");
        assertThat(node.counted("busy")).isEqualTo(2);
        assertThat(node.counted("ok")).isEqualTo(1);
    }

    @Test
    void givesUpSoonWhenTheSystemStaysBusy() {
        weCom.answer(THING, Answer.error(-1));
        Instant begun = Instant.now();
        assertThat(failure().kind()).isEqualTo(Kind.BUSY);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(weCom.calls(THING)).isEqualTo(3);
    }

    @Test
    void doesNotSendTwiceWhatWrites() {
        weCom.answer("externalcontact/remark", Answer.error(-1));
        assertThatThrownBy(() -> node.api()
                        .post(
                                WeComApp.CUSTOMER,
                                "externalcontact/remark",
                                new ClientNode.Thing("x"),
                                ClientNode.Thing.class,
                                thing -> thing))
                .isInstanceOf(WeComFailure.class);
        assertThat(weCom.calls("externalcontact/remark")).isEqualTo(1);
    }

    @Test
    void callsAnHttpErrorUnreachable() {
        weCom.answer(THING, Answer.status(500));
        assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(weCom.calls(THING)).isEqualTo(3);
    }

    @Test
    void overcomesASingleHttpError() {
        weCom.answer(THING, Answer.status(502), OK);
        assertThat(node.thing()).isEqualTo("it");
    }

    @Test
    void doesNotWaitTwiceForASlowAnswer() {
        weCom.answer(THING, OK.after(Duration.ofMillis(5500)));
        Instant begun = Instant.now();
        assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
        assertThat(weCom.calls(THING)).isEqualTo(1);
    }

    @Test
    void saysUnreachableWhereNobodyListens() throws IOException {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (ClientNode lost = new ClientNode(database, nowhere, clock)) {
            WeComFailure failure = catchThrowableOfType(WeComFailure.class, lost::thing);
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasNoCause();
        }
    }

    @Test
    void staysAwayFromALimitedApiLongerAndLonger() {
        weCom.answer(THING, Answer.error(45009), Answer.error(45009), OK, Answer.error(45009));
        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofMillis(400));
        assertThat(failure().retryAfter()).contains(Duration.ofMillis(600));
        assertThat(weCom.calls(THING)).isEqualTo(1);
        clock.advance(Duration.ofMillis(600));
        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(weCom.calls(THING)).isEqualTo(2);
        clock.advance(Duration.ofSeconds(2));
        assertThat(node.thing()).isEqualTo("it");
        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(node.counted("held_back")).isEqualTo(1);
    }

    @Test
    void waitsAMinuteAtMostForALimitedApi() {
        weCom.answer(THING, Answer.error(45009));
        Duration wait = Duration.ZERO;
        for (int i = 0; i < 8; i++) {
            WeComFailure failure = failure();
            assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
            wait = failure.retryAfter().orElseThrow();
            clock.advance(wait);
        }
        assertThat(wait).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void keepsToTheCorpsLimitWithoutAsking() {
        weCom.answer(THING, OK);
        try (ClientNode small =
                        new ClientNode(database, ClientNode.properties(weCom.address(), ClientNode.SECRET, 10), clock);
                ClientNode other = new ClientNode(
                        database, ClientNode.properties(weCom.address(), ClientNode.SECRET, 10), clock)) {
            assertThat(small.thing()).isEqualTo("it");
            assertThat(other.thing()).isEqualTo("it");
            WeComFailure failure = catchThrowableOfType(WeComFailure.class, other::thing);
            assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(failure.retryAfter())
                    .hasValueSatisfying(wait -> assertThat(wait).isPositive().isLessThan(Duration.ofSeconds(10)));
            assertThat(weCom.calls(THING)).isEqualTo(2);
        }
    }

    @Test
    void asksNothingWithoutASecret() {
        try (ClientNode dumb = new ClientNode(database, ClientNode.properties(weCom.address(), "", 10_000), clock)) {
            WeComFailure failure = catchThrowableOfType(WeComFailure.class, dumb::thing);
            assertThat(failure.kind()).isEqualTo(Kind.TOKEN);
            assertThat(dumb.api().knows(WeComApp.CUSTOMER)).isFalse();
            assertThat(weCom.calls("gettoken")).isZero();
        }
    }

    private WeComFailure failure() {
        return catchThrowableOfType(WeComFailure.class, node::thing);
    }
}
