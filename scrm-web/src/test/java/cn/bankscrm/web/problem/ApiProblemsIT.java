package cn.bankscrm.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.api.TokenRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Over a real connection, because refusals come from filters, from the dispatcher and from the server itself. */
@ScrmWebTest
class ApiProblemsIT {

    private static final String BINDINGS = "/api/v1/real-name/bindings";

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";

    @BeforeEach
    void signIn() throws Exception {
        token = TokenRequest.token(TokenRequest.of("everything", "real-name").send(http, port));
    }

    @Test
    void answersWithoutATokenWith401() throws Exception {
        token = "";
        expect(send(to(BINDINGS).GET()), 401, "not-authenticated");
    }

    @Test
    void answersATokenThatIsNoneWith401() throws Exception {
        token = "eyJhbGciOiJub25lIn0.e30.";
        expect(send(to(BINDINGS).GET()), 401, "not-authenticated");
    }

    @Test
    void answersATokenOfAnotherScopeWith403() throws Exception {
        expect(send(to("/api/v1/coverage").GET()), 403, "scope-missing");
    }

    @Test
    void answersAnUnknownAddressBelowAnAllowedOneWith404() throws Exception {
        expect(send(to("/api/v1/real-name/nothing").GET()), 404, "not-found");
    }

    @Test
    void answersAWrongMethodWith405AndTheRightOnes() throws Exception {
        HttpResponse<String> answer = send(to(BINDINGS).DELETE());
        expect(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void answersAWrongMediaTypeWith415() throws Exception {
        expect(
                send(to(BINDINGS).header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("a"))),
                415,
                "unsupported-media-type");
    }

    @Test
    void answersMalformedJsonWith400AndRepeatsNothingOfIt() throws Exception {
        HttpResponse<String> answer = send(json("{\"customerNo\": \"C1\", \"mobile\": 138"));
        expect(answer, 400, "malformed-request");
        assertThat(answer.body())
                .doesNotContain("138")
                .doesNotContain("cn.bankscrm")
                .doesNotContain("jackson");
    }

    @Test
    void answersMissingFieldsWith400AndTheirNames() throws Exception {
        HttpResponse<String> answer = send(json("{\"customerNo\": \"\"}"));
        expect(answer, 400, "invalid-field");
        assertThat(answer.body()).contains("\"customerNo\"").contains("\"externalUserId\"");
    }

    @Test
    void keepsTheTraceOfTheCaller() throws Exception {
        HttpResponse<String> answer =
                send(to(BINDINGS).header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assertThat(answer.body()).contains("\"traceId\":\"0af7651916cd43dd8448eb211c80319c\"");
    }

    @Test
    void answersAnAddressThatTheFirewallRefusesWith400() throws Exception {
        assertThat(send(to("/api/v1/coverage;a=b").GET()).statusCode()).isEqualTo(400);
    }

    private void expect(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:bankscrm:problem:" + code + "\"")
                .contains("\"status\":" + status)
                .containsPattern("\"traceId\":\"[0-9a-f]{32}\"")
                .doesNotContain("Exception");
    }

    private HttpRequest.Builder json(String body) {
        return to(BINDINGS).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
