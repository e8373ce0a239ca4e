package cn.bankscrm.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What arrived.
 *
 * @param path without the query
 * @param remote the caller's address
 * @param authorization the header of this name; empty for none
 * @param host by which the caller knows this server, with its port; empty where it did not say
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        String body,
        String remote,
        String authorization,
        String host) {

    public Request(String method, String path, Map<String, String> query, byte[] body, String remote) {
        this(method, path, query, new String(body, StandardCharsets.UTF_8), remote, "", "");
    }

    public Request(String method, String path, Map<String, String> query, String body, String remote) {
        this(method, path, query, body, remote, "", "");
    }

    public String param(String name) {
        return query.getOrDefault(name, "");
    }

    /** The fields of a submitted page form. */
    public Map<String, String> form() {
        return QueryString.parse(body);
    }

    public boolean isPost() {
        return method.equals("POST");
    }
}
