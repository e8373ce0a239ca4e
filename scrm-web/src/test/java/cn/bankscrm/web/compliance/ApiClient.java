package cn.bankscrm.web.compliance;

import static org.awaitility.Awaitility.await;

import cn.bankscrm.web.api.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of the bank's systems that speaks for compliance. */
final class ApiClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    ApiClient(int port, String client) throws IOException, InterruptedException {
        base = "http://127.0.0.1:" + port;
        token = TokenRequest.token(TokenRequest.of(client, "compliance").send(http, port));
    }

    /** Delivers a lexicon and waits for its end. @return the import's status */
    JsonNode deliver(String csv) throws IOException, InterruptedException {
        HttpResponse<String> accepted = http.send(
                request("/api/v1/imports/lexicon")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lexicon.csv\"\r\n"
                                        + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--x--\r\n"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String location = accepted.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(accepted.statusCode() + " " + accepted.body()));
        return await("the import")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> JSON.readTree(get(location).body()),
                        status -> !status.get("status").asString().equals("RUNNING"));
    }

    HttpResponse<String> publish(int version) throws IOException, InterruptedException {
        return post("/api/v1/lexicon/versions/" + version + "/publish", "");
    }

    /** @return the answer, which has to be 200 */
    JsonNode check(String text, String outlet) throws IOException, InterruptedException {
        HttpResponse<String> answer = checked(Map.of("text", text, "outlet", outlet));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> checked(Map<String, String> body) throws IOException, InterruptedException {
        return post("/api/v1/compliance/check", JSON.writeValueAsString(body));
    }

    HttpResponse<String> goOn(String verdict, Map<String, String> body) throws IOException, InterruptedException {
        return post("/api/v1/compliance/check/" + verdict + "/go-on", JSON.writeValueAsString(body));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token);
    }
}
