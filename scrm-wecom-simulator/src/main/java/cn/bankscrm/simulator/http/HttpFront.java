package cn.bankscrm.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's HTTP server, each request on a virtual thread of its own. */
public final class HttpFront implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpFront.class);
    private static final int LARGEST_BODY = 8 << 20;

    static {
        // without it every second answer on a kept connection waits 40 ms for the peer's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {
        Response handle(Request request);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Takes the port; 0 takes any free one. */
    public HttpFront(String host, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        server.setExecutor(threads);
    }

    public HttpFront serve(String prefix, Handler handler) {
        server.createContext(prefix, exchange -> answer(exchange, handler));
        return this;
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
            Response response = guarded(
                    handler,
                    new Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            QueryString.parse(exchange.getRequestURI().getRawQuery()),
                            new String(body, StandardCharsets.UTF_8),
                            exchange.getRemoteAddress().getAddress().getHostAddress(),
                            header(exchange, "Authorization"),
                            header(exchange, "Host")));
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    private static Response guarded(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (BadRequest e) {
            return Response.text(400, e.sentence());
        } catch (RuntimeException e) {
            log.error("{} {} failed", request.method(), request.path(), e);
            return Response.text(500, "the simulator failed on this request; its log says why");
        }
    }
}
