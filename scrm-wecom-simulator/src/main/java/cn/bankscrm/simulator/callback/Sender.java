package cn.bankscrm.simulator.callback;

import cn.bankscrm.simulator.http.QueryString;
import cn.bankscrm.simulator.ledger.Attempt;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes one request to the callback address, each with a nonce, a time stamp and a ciphertext of its own. */
final class Sender implements AutoCloseable {
    private static final int ANSWER_KEPT = 200;

    private final CallbackSettings settings;
    private final InstantSource realTime;
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(threads)
            .build();

    Sender(CallbackSettings settings, InstantSource realTime) {
        this.settings = settings;
        this.realTime = realTime;
    }

    Attempt post(String address, Event event) {
        Seal seal = seal(event.app(), event.xml());
        String envelope =
                "<xml><ToUserName><![CDATA[%s]]></ToUserName><AgentID><![CDATA[]]></AgentID><Encrypt><![CDATA[%s]]></Encrypt></xml>"
                        .formatted(settings.corpId(), seal.encrypted());
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "?" + seal.query()))
                .header("Content-Type", "text/xml; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(envelope))
                .build();
        return send(request, seal);
    }

    /** WeCom's check when a callback address is saved: it must give back the decrypted text within a second. */
    boolean confirms(String address, String app) {
        String expected = Long.toString(random.nextLong(Long.MAX_VALUE));
        Seal seal = seal(app, expected);
        String query = seal.query() + "&echostr=" + QueryString.encode(seal.encrypted());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "?" + query)).GET().build();
        Attempt attempt = send(request, seal);
        return attempt.outcome().equals("200") && attempt.answer().equals(expected) && attempt.millis() <= 1000;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    private record Seal(String timestamp, String nonce, String encrypted, String signature) {
        String query() {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("msg_signature", signature);
            query.put("timestamp", timestamp);
            query.put("nonce", nonce);
            return QueryString.encode(query);
        }
    }

    private Seal seal(String app, String text) {
        CallbackCipher cipher = settings.cipherOf(app);
        byte[] salt = new byte[CallbackCipher.RANDOM_LENGTH];
        random.nextBytes(salt);
        String encrypted = cipher.encrypt(salt, text);
        String timestamp = Long.toString(realTime.instant().getEpochSecond());
        String nonce = HexFormat.of().toHexDigits(random.nextLong());
        return new Seal(timestamp, nonce, encrypted, cipher.sign(timestamp, nonce, encrypted));
    }

    private Attempt send(HttpRequest request, Seal seal) {
        Instant begin = realTime.instant();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        String outcome;
        String body = "";
        try {
            HttpResponse<String> response = answer.get(settings.rule().timeout().toMillis(), TimeUnit.MILLISECONDS);
            outcome = Integer.toString(response.statusCode());
            body = response.body().length() > ANSWER_KEPT ? response.body().substring(0, ANSWER_KEPT) : response.body();
        } catch (TimeoutException e) {
            answer.cancel(true);
            outcome = Attempt.TIMEOUT;
        } catch (ExecutionException e) {
            outcome = Attempt.UNREACHABLE;
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            outcome = Attempt.UNREACHABLE;
        }
        return attempt(begin, outcome, body, seal);
    }

    private Attempt attempt(Instant begin, String outcome, String body, Seal seal) {
        return new Attempt(
                begin,
                outcome,
                Duration.between(begin, realTime.instant()).toMillis(),
                body,
                seal.nonce(),
                seal.timestamp(),
                CallbackCipher.sha256(seal.encrypted()));
    }
}
