package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.http.Json;
import cn.bankscrm.simulator.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A call with its parameters. Broken JSON does not fail by itself: the parameters then look empty, and the refusal that
 * follows warns of it, as WeCom's does. Numbers may come as strings, and null means absent.
 */
public final class ApiRequest {
    private final Request request;
    private final JsonNode body;
    private final boolean wellFormed;
    private final String app;

    ApiRequest(Request request, String app) {
        this.request = request;
        this.app = app;
        Optional<JsonNode> read = read(request.body());
        this.wellFormed = read.isPresent();
        this.body = read.orElseGet(Json::emptyObject);
    }

    /** The app on whose token the call was made, by its secret's name. */
    String app() {
        return app;
    }

    /** Where the caller found us. */
    String origin() {
        return "http://" + request.host();
    }

    boolean wellFormed() {
        return wellFormed;
    }

    String query(String name) {
        return request.param(name);
    }

    String text(String name) {
        return text(body.path(name));
    }

    long number(String name, long otherwise) {
        return body.path(name).asLong(otherwise);
    }

    boolean has(String name) {
        return !body.path(name).isMissingNode() && !body.path(name).isNull();
    }

    List<JsonNode> objects(String name) {
        List<JsonNode> result = new ArrayList<>();
        body.path(name).forEach(result::add);
        return result;
    }

    /** A field with fields of its own; without any where there is none. */
    JsonNode object(String name) {
        return body.path(name);
    }

    /** A list of texts; a bare text is refused, as WeCom refuses it. */
    List<String> texts(String name) {
        JsonNode node = body.path(name);
        if (!node.isMissingNode() && !node.isNull() && !node.isArray()) {
            throw new ApiError(40035, "invalid parameter, " + name + " must be a list");
        }
        List<String> result = new ArrayList<>();
        node.forEach(item -> result.add(text(item)));
        return result;
    }

    static String text(JsonNode node) {
        return node.asString("");
    }

    private static Optional<JsonNode> read(String body) {
        if (body.isBlank()) {
            return Optional.of(Json.emptyObject());
        }
        try {
            return Optional.of(Json.MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
