package cn.bankscrm.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.api.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ScrmWebTest
class InboxApiIT {

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void tellsTheInboxsStateToOperationsAlone() throws Exception {
        HttpResponse<String> answer = inbox("operations");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"pending\":",
                        "\"processing\":",
                        "\"dead\":",
                        "\"oldestPendingSeconds\":",
                        "\"lastEventAt\":");
        assertThat(inbox("reports").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> inbox(String scope) throws IOException, InterruptedException {
        String token = TokenRequest.token(TokenRequest.of("everything", scope).send(http, port));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/wecom/inbox"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
