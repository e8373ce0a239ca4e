package cn.bankscrm.simulator.life;

import cn.bankscrm.simulator.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Calls the platform's API as the bank's app server does: OAuth2 client credentials, then a binding. */
public final class PlatformClient implements BankApp {
    private static final Logger log = LoggerFactory.getLogger(PlatformClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CONSENT = "2026-01";

    private final URI platform;
    private final String credentials;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private String token = "";

    /** A client of the platform at an address, with the id and secret of an API client that may certify. */
    public PlatformClient(URI platform, String clientId, String secret) {
        this.platform = platform;
        this.credentials =
                Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized boolean certify(Prospect customer, String externalUserid, Instant at) {
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("externalUserId", externalUserid);
        binding.put("customerNo", customer.customerNo());
        binding.put("mobile", customer.mobile());
        binding.put("boundAt", at.toString());
        binding.put("province", customer.province());
        binding.put("consentVersion", CONSENT);
        try {
            int status = bind(binding);
            if (status == 401) {
                token = newToken();
                status = bind(binding);
            }
            if (status >= 300) {
                log.warn("The platform answered a binding with {}", status);
            }
            return status < 300;
        } catch (IOException | JacksonException e) {
            log.warn("The platform cannot be asked: {}", e.getClass().getSimpleName());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int bind(Map<String, Object> binding) throws IOException, InterruptedException {
        if (token.isEmpty()) {
            token = newToken();
        }
        HttpRequest request = HttpRequest.newBuilder(platform.resolve("/api/v1/real-name/bindings"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(binding)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private String newToken() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(platform.resolve("/oauth2/token"))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=real-name"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200
                ? Json.MAPPER.readTree(answer.body()).path("access_token").asString("")
                : "";
    }
}
