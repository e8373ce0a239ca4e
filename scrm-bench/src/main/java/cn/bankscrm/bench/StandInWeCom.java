package cn.bankscrm.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** WeCom's API as far as the benchmarks need it: a token, a directory without anybody, and any contact asked for. */
final class StandInWeCom implements AutoCloseable {

    private static final String NOTHING = """
            {"errcode":0,"errmsg":"ok","access_token":"bench-access-token","expires_in":7200,"department":[],"userlist":[],\
            "follow_user":[],"tag_group":[],"external_contact_list":[],"dept_user":[]}""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile long staff = 3_000;

    StandInWeCom() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, NOTHING));
        server.createContext("/cgi-bin/externalcontact/get", this::contact);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many members the bank has. */
    void staff(long number) {
        staff = number;
    }

    /** The member who adds contact {@code n}: not the customer's own manager, who is {@code u(1 + n % staff)}. */
    static String member(long n, long staff) {
        return "u" + (1 + (n + 7) % staff);
    }

    static long addedAt(long n) {
        return 1_763_000_000L + n;
    }

    private void contact(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        String contact = query.replaceAll(".*external_userid=([^&]*).*", "$1");
        long n = Long.parseLong(contact.substring(2));
        answer(exchange, """
            {"errcode":0,"errmsg":"ok","external_contact":{"external_userid":"%s","name":"客户%s","type":1,"gender":1},\
            "follow_user":[{"userid":"%s","remark":"","description":"","createtime":%d,"add_way":1,"state":"qr-20261122","tags":[]}]}""".formatted(contact, contact, member(n, staff), addedAt(n)));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
