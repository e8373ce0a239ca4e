package cn.bankscrm.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Asks for a page ten times a second, as people do who wait for a platform to come back. */
final class Visitor implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI address;
    private final Runnable turnedAway;
    private final Map<Integer, Boolean> answers = new ConcurrentHashMap<>();
    private final Thread thread;

    /** @param turnedAway called after each 503 that told when to come again */
    Visitor(int port, String path, Runnable turnedAway) {
        this.address = URI.create("http://127.0.0.1:" + port + path);
        this.turnedAway = turnedAway;
        this.thread = Thread.ofVirtual().start(this::ask);
    }

    private void ask() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(100);
                askOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOnce() throws InterruptedException {
        try {
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            answers.put(answer.statusCode(), true);
            if (answer.statusCode() == 503
                    && answer.headers().firstValue("Retry-After").isPresent()) {
                turnedAway.run();
            }
        } catch (IOException e) {
            // nobody listens yet, or the waiting took too long
        }
    }

    /** The statuses of all answers so far. */
    Set<Integer> answers() {
        return Set.copyOf(answers.keySet());
    }

    @Override
    public void close() {
        thread.interrupt();
        http.close();
    }
}
