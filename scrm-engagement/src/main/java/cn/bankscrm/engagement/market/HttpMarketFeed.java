package cn.bankscrm.engagement.market;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks a server of the bank for the CSV. */
final class HttpMarketFeed implements MarketFeed, AutoCloseable {

    private static final int OK = 200;
    private static final int LARGEST = 1_000_000;

    private final HttpClient client;
    private final URI url;
    private final Duration timeout;

    HttpMarketFeed(URI url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public List<MarketValue> read() {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Accept", "text/csv")
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw new MarketFeedFailure("status " + answer.statusCode());
                }
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new MarketFeedFailure("larger than 1 MB");
                }
                return MarketCsv.read(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new MarketFeedFailure("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MarketFeedFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
