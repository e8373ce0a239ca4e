package cn.bankscrm.compliance.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bucket over HTTP, path-style, in memory: checks the form of signatures and the MD5 of what comes, and fails on
 * demand.
 */
final class S3StandIn implements AutoCloseable {

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    /** Answers 503 so many times. */
    final AtomicInteger busy = new AtomicInteger();

    /** Keeps something else than what it got. */
    volatile boolean forgetful;

    private final String accessKey;
    private final HttpServer server;

    S3StandIn(String accessKey) throws IOException {
        this.accessKey = accessKey;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String signed = exchange.getRequestHeaders().getFirst("Authorization");
            if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                error(exchange, 503, "SlowDown");
            } else if (signed == null
                    || !signed.startsWith("AWS4-HMAC-SHA256 Credential=" + accessKey + "/")
                    || !signed.contains("/s3/aws4_request")) {
                error(exchange, 403, "SignatureDoesNotMatch");
            } else {
                answer(exchange, exchange.getRequestURI().getPath(), body);
            }
        }
    }

    private void answer(HttpExchange exchange, String path, byte[] body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, path, body);
            case "DELETE" -> {
                objects.remove(path);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> get(exchange, path);
        }
    }

    private void put(HttpExchange exchange, String path, byte[] body) throws IOException {
        byte[] md5 = md5(body);
        String promised = exchange.getRequestHeaders().getFirst("Content-MD5");
        if (promised == null || !promised.equals(Base64.getEncoder().encodeToString(md5))) {
            error(exchange, 400, "BadDigest");
            return;
        }
        objects.put(path, forgetful ? new byte[0] : body);
        exchange.getResponseHeaders().set("ETag", "\"" + HexFormat.of().formatHex(md5) + "\"");
        exchange.sendResponseHeaders(200, -1);
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        byte[] object = objects.get(path);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (object == null) {
            error(exchange, 404, "NoSuchKey");
        } else if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(object.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, object.length == 0 ? -1 : object.length);
            exchange.getResponseBody().write(object);
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        byte[] xml = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + code
                        + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : xml.length);
        if (!head) {
            exchange.getResponseBody().write(xml);
        }
    }

    private static byte[] md5(byte[] body) {
        try {
            return MessageDigest.getInstance("MD5").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
