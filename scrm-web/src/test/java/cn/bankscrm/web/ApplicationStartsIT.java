package cn.bankscrm.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.api.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@ScrmWebTest
class ApplicationStartsIT {

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void reportsItselfHealthyOnTheManagementPort() throws Exception {
        assertThat(status(managementPort, "/actuator/health")).isEqualTo(200);
        assertThat(status(managementPort, "/actuator/health/readiness")).isEqualTo(200);
        assertThat(status(managementPort, "/actuator/prometheus")).isEqualTo(200);
        assertThat(status(managementPort, "/actuator/env")).isNotEqualTo(200);
    }

    @Test
    void issuesATokenThatTheApiAccepts() throws Exception {
        HttpResponse<String> answer =
                TokenRequest.of("everything", "imports", "reports").send(http, port);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String token = TokenRequest.token(answer);
        HttpResponse<String> call = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/imports/0"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(call.statusCode()).as(call.body()).isEqualTo(404);
    }

    private int status(int port, String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
