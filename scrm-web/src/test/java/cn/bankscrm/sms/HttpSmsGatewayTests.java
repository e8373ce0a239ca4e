package cn.bankscrm.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.core.realname.CodeMessage;
import cn.bankscrm.core.realname.CodeMessages;
import cn.bankscrm.core.realname.Mobile;
import cn.bankscrm.core.realname.SmsUnavailable;
import cn.bankscrm.web.PeerServer;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** The gateway at the other end of a real connection, in every mood. */
@ExtendWith(OutputCaptureExtension.class)
class HttpSmsGatewayTests {

    private static final Mobile MOBILE = Mobile.read("13266667001").orElseThrow();
    private static final CodeMessage MESSAGE = CodeMessages.of("测试银行", "845210");
    private static final String TEXT = MESSAGE.text();
    private static final String TOKEN = "token-of-the-gateway";

    private final PeerServer peer = new PeerServer();
    private final HttpSmsGateway gateway = gateway(peer.uri("/sms"));

    @AfterEach
    void ends() {
        peer.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void isSentWhereTheGatewayTakesIt(int status) {
        peer.answers(status, status == 204 ? "" : "{\"malformed");
        gateway.send(MOBILE, MESSAGE);

        assertThat(peer.asked()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).as("nothing of it in the address").isEqualTo("/sms");
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + TOKEN);
            assertThat(request.header("Content-type")).isEqualTo("application/json");
            assertThat(new JsonMapper().readTree(request.body()))
                    .isEqualTo(new JsonMapper()
                            .createObjectNode()
                            .put("mobile", "13266667001")
                            .put("text", TEXT));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 429, 500, 502, 503})
    void isNotSentWhereTheGatewayAnswersAnythingElse(int status, CapturedOutput output) {
        peer.answers(
                status,
                "{\"error\":\"13266667001 " + TEXT + "\"}",
                "Location",
                peer.uri("/elsewhere").toString());

        assertRefused(gateway, "answered " + status, output);
        assertThat(peer.asked()).as("once, and not to where it points").hasSize(1);
    }

    @Test
    void isNotSentWhereTheGatewayIsTooSlow(CapturedOutput output) {
        peer.answersAfter(Duration.ofSeconds(5));
        long before = System.nanoTime();

        assertRefused(gateway, "cannot be reached", output);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void isNotSentWhereNobodyListens(CapturedOutput output) {
        URI gone = peer.uri("/sms");
        peer.close();
        assertRefused(gateway(gone), "cannot be reached", output);
    }

    @Test
    void isNotSentWhereTheConnectionBreaks(CapturedOutput output) {
        peer.breaks();
        assertRefused(gateway, "cannot be reached", output);
    }

    @Test
    void doesNotExistWithoutAnAddress(CapturedOutput output) {
        HttpSmsGateway none = gateway(null);
        assertThat(none.available()).isFalse();
        assertRefused(none, "No SMS gateway", output);
    }

    private static void assertRefused(HttpSmsGateway gateway, String why, CapturedOutput output) {
        assertThatThrownBy(() -> gateway.send(MOBILE, MESSAGE))
                .isInstanceOf(SmsUnavailable.class)
                .hasMessageContaining(why)
                .satisfies(thrown ->
                        assertThat(Throwables.getStackTrace(thrown)).doesNotContain("13266667001", "845210", TOKEN));
        assertThat(output.getAll()).doesNotContain("13266667001", "845210", TOKEN);
    }

    private static HttpSmsGateway gateway(@Nullable URI address) {
        return new HttpSmsGateway(new SmsProperties(address, TOKEN, Duration.ofMillis(800)), new JsonMapper());
    }
}
