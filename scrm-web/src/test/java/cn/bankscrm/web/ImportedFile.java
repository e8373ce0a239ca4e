package cn.bankscrm.web;

import static org.awaitility.Awaitility.await;

import cn.bankscrm.web.api.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Brings rows in the way the bank does: a file, sent to the API. */
public final class ImportedFile {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ImportedFile() {}

    /** Waits until every row was applied. */
    public static void load(int port, String kind, String csv) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        String token =
                TokenRequest.token(TokenRequest.of("everything", "imports").send(http, port));
        String base = "http://127.0.0.1:" + port;
        HttpResponse<String> accepted = http.send(
                HttpRequest.newBuilder(URI.create(base + "/api/v1/imports/" + kind))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + kind
                                        + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + csv + "\r\n--x--\r\n"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String location = accepted.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(accepted.statusCode() + " " + accepted.body()));
        HttpRequest progress = HttpRequest.newBuilder(
                        URI.create(base + URI.create(location).getPath()))
                .header("Authorization", "Bearer " + token)
                .build();
        String status = await("the import")
                .atMost(PATIENCE)
                .until(
                        () -> http.send(progress, HttpResponse.BodyHandlers.ofString())
                                .body(),
                        answer -> !answer.contains("\"RUNNING\""));
        if (!status.contains("\"DONE\"") || !status.contains("\"rejected\":0")) {
            throw new AssertionError(kind + ": " + status);
        }
    }
}
