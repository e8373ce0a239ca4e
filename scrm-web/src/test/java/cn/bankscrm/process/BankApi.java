package cn.bankscrm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.api.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform as the bank's own systems see it: over the API, with a client's secret. */
final class BankApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    BankApi(int port) {
        this.port = port;
    }

    /** Delivers the files of a bank's folder, all rows of which must be good. */
    void deliver(Path bank, String... kinds) throws IOException, InterruptedException {
        for (String kind : kinds) {
            ImportedFile.load(port, kind, Files.readString(bank.resolve(kind + ".csv")));
        }
    }

    /** The rows of the coverage as of the end of a day, without the header, in order of their text. */
    List<String> coverage(LocalDate day) throws IOException, InterruptedException {
        return coverage("/api/v1/coverage?date=" + day);
    }

    /** The same as of now. */
    List<String> coverage() throws IOException, InterruptedException {
        return coverage("/api/v1/coverage");
    }

    private List<String> coverage(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(request(path).header("Accept", "text/csv").build());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().replace("\uFEFF", "").lines().skip(1).sorted().toList();
    }

    JsonNode inbox() throws IOException, InterruptedException {
        return JSON.readTree(send(request("/api/v1/wecom/inbox").build()).body());
    }

    /** Waits until every event that was accepted is done; none may have become a dead letter. */
    void awaitEmptyInbox(Duration patience) throws IOException, InterruptedException {
        await("the inbox")
                .atMost(patience)
                .until(
                        () -> inbox(),
                        inbox -> inbox.path("pending").asLong()
                                        + inbox.path("processing").asLong()
                                == 0);
        assertThat(inbox().path("dead").asLong()).as("dead letters").isZero();
    }

    /** Starts a full sync, unless one runs, and waits for its end. */
    void sync(Duration patience) throws IOException, InterruptedException {
        send(request("/api/v1/wecom/sync")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        await("the sync")
                .atMost(patience)
                .until(() -> JSON.readTree(
                                send(request("/api/v1/wecom/sync").build()).body())
                        .path("status")
                        .asString("")
                        .equals("DONE"));
    }

    private HttpRequest.Builder request(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token());
    }

    private String token() throws IOException, InterruptedException {
        return TokenRequest.token(TokenRequest.of("everything", "imports", "reports", "operations")
                .send(http, port));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
