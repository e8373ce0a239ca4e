package cn.bankscrm.simulator.phone;

import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.http.Json;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Stands in for the bank's SMS gateway: takes messages, and keeps the newest in an inbox for all to read. */
public final class SmsGateway {
    private static final int KEPT = 200;
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    private final String token;
    private final InstantSource realTime;
    private final Deque<TextMessage> messages = new ArrayDeque<>();

    /**
     * A gateway.
     *
     * @param token that senders must show; empty: anybody may send
     */
    public SmsGateway(String token, InstantSource realTime) {
        this.token = token;
        this.realTime = realTime;
    }

    /** Takes {@code {"mobile": …, "text": …}}. */
    public Response take(Request request) {
        if (!token.isEmpty() && !request.authorization().equals("Bearer " + token)) {
            return Response.text(401, "wrong token");
        }
        try {
            JsonNode body = Json.MAPPER.readTree(request.body());
            String mobile = body.path("mobile").asString("");
            String text = body.path("text").asString("");
            if (!mobile.matches("1[0-9]{10}") || text.isBlank()) {
                throw new BadRequest("wants a mobile number and a text");
            }
            keep(new TextMessage(realTime.instant(), mobile, text));
            return Response.json(Map.of("accepted", true));
        } catch (JacksonException e) {
            throw new BadRequest("not JSON");
        }
    }

    private synchronized void keep(TextMessage message) {
        messages.addFirst(message);
        if (messages.size() > KEPT) {
            messages.removeLast();
        }
    }

    /** Newest first. */
    public synchronized List<TextMessage> messages() {
        return List.copyOf(messages);
    }

    /** The code in the newest message to a number. */
    public Optional<String> newestCode(String mobile) {
        return messages().stream()
                .filter(message -> message.mobile().equals(mobile))
                .findFirst()
                .map(message -> CODE.matcher(message.text()))
                .filter(Matcher::find)
                .map(Matcher::group);
    }
}
