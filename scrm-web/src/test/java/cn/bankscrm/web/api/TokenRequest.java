package cn.bankscrm.web.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for a token as a client of the test configuration does, whose secret is {@code <client>-test-secret}.
 *
 * @param client the client id
 * @param secret its secret
 * @param scopes the scopes asked for, separated by blanks
 */
public record TokenRequest(String client, String secret, String scopes) {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    public static TokenRequest of(String client, String... scopes) {
        return new TokenRequest(client, client + "-test-secret", String.join(" ", scopes));
    }

    public HttpResponse<String> send(HttpClient http, int port) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        String form =
                "grant_type=client_credentials" + (scopes.isEmpty() ? "" : "&scope=" + scopes.replace(" ", "%20"));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public static String token(HttpResponse<String> answer) {
        Matcher found = TOKEN.matcher(answer.body());
        if (!found.find()) {
            throw new AssertionError("No token, but status " + answer.statusCode());
        }
        return found.group(1);
    }
}
