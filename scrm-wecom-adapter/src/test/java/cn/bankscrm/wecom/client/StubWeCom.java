package cn.bankscrm.wecom.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** WeCom as a client meets it on a bad day: each API answers what the test says. */
public final class StubWeCom implements AutoCloseable {

    /** An answer. */
    public record Answer(int status, String body, Duration delay) {
        public static Answer json(String body) {
            return new Answer(200, body, Duration.ZERO);
        }

        public static Answer error(int code) {
            return json("{\"errcode\":" + code + ",\"errmsg\":\"what it means, hint: [1576065934_28_e0fae06183cdbe9f],"
                    + " from ip: 9.30.0.138, more info at https://open.work.weixin.qq.com/devtool/query?e=" + code
                    + "\"}");
        }

        public static Answer status(int status) {
            return new Answer(status, "<html>Bad gateway</html>", Duration.ZERO);
        }

        public Answer after(Duration time) {
            return new Answer(status, body, time);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Function<String, Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();

    public StubWeCom() {
        this(0);
    }

    /** @param port 0 for any free one */
    public StubWeCom(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/cgi-bin/", this::handle);
        server.start();
        answer("gettoken", query -> {
            tokens.incrementAndGet();
            return Answer.json(
                    "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"" + token() + "\",\"expires_in\":7200}");
        });
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The token that was handed out last. */
    String token() {
        return "tok-" + tokens.get() + "-verySecret";
    }

    /** @param answer given the query string and, after a line break, the body */
    public void answer(String api, Function<String, Answer> answer) {
        answers.put(api, answer);
    }

    /** One answer after the other; the last one for ever. */
    public void answer(String api, Answer... inTurn) {
        AtomicInteger next = new AtomicInteger();
        answer(api, query -> inTurn[Math.min(next.getAndIncrement(), inTurn.length - 1)]);
    }

    public int calls(String api) {
        AtomicInteger count = calls.get(api);
        return count == null ? 0 : count.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String api = ApiName.of(exchange.getRequestURI().getPath());
        calls.computeIfAbsent(api, a -> new AtomicInteger()).incrementAndGet();
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Function<String, Answer> given = answers.get(api);
        Answer answer = given == null
                ? Answer.error(48005)
                : given.apply(exchange.getRequestURI().getQuery() + "\n" + asked);
        try {
            Thread.sleep(answer.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
