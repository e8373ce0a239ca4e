package cn.bankscrm.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is answered. */
@SuppressWarnings("ArrayRecordComponent") // written to the socket once, never compared
public record Response(int status, Map<String, String> headers, byte[] body) {
    private static final String TYPE = "Content-Type";

    public static Response json(Object value) {
        return json(200, Json.bytes(value));
    }

    public static Response json(int status, byte[] body) {
        return new Response(status, Map.of(TYPE, "application/json; charset=UTF-8"), body);
    }

    public static Response html(String page) {
        return html(200, page);
    }

    /** A page may load its style sheet and send its forms, nothing else. */
    public static Response html(int status, String page) {
        Map<String, String> headers = Map.of(
                TYPE, "text/html; charset=UTF-8", "Content-Security-Policy", "default-src 'none'; style-src 'self'");
        return new Response(status, headers, page.getBytes(StandardCharsets.UTF_8));
    }

    public static Response css(String text) {
        return new Response(200, Map.of(TYPE, "text/css; charset=UTF-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response png(byte[] picture) {
        return new Response(200, Map.of(TYPE, "image/png"), picture);
    }

    public static Response text(int status, String text) {
        return new Response(status, Map.of(TYPE, "text/plain; charset=UTF-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response redirect(String location) {
        return new Response(302, Map.of("Location", location), new byte[0]);
    }
}
