package cn.bankscrm.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Somebody else's server, which answers as it is told and keeps what it was asked. */
public final class PeerServer implements AutoCloseable {

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer answer = exchange -> respond(exchange, 200, "{}");

    public PeerServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** A request that came. */
    public record Asked(String method, String uri, com.sun.net.httpserver.Headers headers, String body) {

        public String header(String name) {
            return Objects.requireNonNullElse(headers.getFirst(name), "");
        }
    }

    private interface Answer {

        void to(HttpExchange exchange) throws IOException;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** @param headers names and values in turn */
    public void answers(int status, String body, String... headers) {
        answer = exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            respond(exchange, status, body);
        };
    }

    /** Answers only after so long, or when it is closed. */
    public void answersAfter(Duration pause) {
        answer = exchange -> {
            try {
                boolean over = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                if (!over) {
                    respond(exchange, 200, "{}");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Hangs up without a word. */
    public void breaks() {
        answer = HttpExchange::close;
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        answer.to(exchange);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
