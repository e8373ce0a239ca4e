package cn.bankscrm.simulator;

import cn.bankscrm.simulator.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** Calls a simulator over HTTP. */
final class Client implements AutoCloseable {
    private final WeComSimulator simulator;
    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";

    Client(WeComSimulator simulator) {
        this.simulator = simulator;
    }

    Client signedIn() throws IOException, InterruptedException {
        return signedIn("customer");
    }

    Client signedIn(String app) throws IOException, InterruptedException {
        token = getJson("/cgi-bin/gettoken?corpid=" + simulator.corpId() + "&corpsecret=" + app)
                .path("access_token")
                .asString();
        return this;
    }

    String token() {
        return token;
    }

    /** Calls an API path with the token at the end of the query. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return getJson("/cgi-bin/" + path + (path.contains("?") ? "&" : "?") + "access_token=" + token);
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(
                postRaw("/cgi-bin/" + path + "?access_token=" + token, body).body());
    }

    JsonNode getJson(String pathAndQuery) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(raw(pathAndQuery).body());
    }

    HttpResponse<String> raw(String pathAndQuery) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(pathAndQuery)).GET());
    }

    HttpResponse<String> postRaw(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> deleteRaw(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    private URI uri(String pathAndQuery) {
        return URI.create(simulator.baseUri() + pathAndQuery);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
