package cn.bankscrm.simulator.control;

import cn.bankscrm.simulator.chat.ChatKeys;
import cn.bankscrm.simulator.chat.ChatLog;
import cn.bankscrm.simulator.chat.Chatting;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Steers the archive: {@code GET /sim/archive}, {@code POST /sim/archive/messages} (a message, a list of them, or
 * {@code {"count": N}} for conversations), {@code …/rotate}, {@code …/corrupt} {@code {"seq": N, "part": "key|body"}},
 * {@code …/repeat} (the next page is the last one again), {@code …/again} {@code {"seq": N}} (the message under another
 * number), {@code …/gap} {@code {"numbers": N}}, {@code …/withhold} {@code {"seq": N}}, {@code …/release},
 * {@code …/file} {@code {"sdkfileid", "bytes": N}}, {@code GET /sim/archive/keys}.
 */
public final class ArchiveControl {
    private static final String ROOT = "/sim/archive";
    private static final int MOST_MESSAGES = 200_000;
    private static final int LARGEST_FILE = 64 << 20;

    private final Chatting chatting;
    private final ChatLog log;

    public ArchiveControl(Chatting chatting) {
        this.chatting = chatting;
        this.log = chatting.log();
    }

    Optional<Response> handle(Request request, Function<Request, JsonNode> reading) {
        if (!request.path().equals(ROOT) && !request.path().startsWith(ROOT + "/")) {
            return Optional.empty();
        }
        String step = request.path().substring(ROOT.length());
        if (step.equals("/keys")) {
            return Optional.of(Response.json(Map.of("private_keys", log.keys().privateKeys())));
        }
        if (!request.isPost()) {
            return Optional.of(Response.json(status(Map.of())));
        }
        JsonNode body = reading.apply(request);
        long seq = body.path("seq").asLong(0);
        return switch (step) {
            case "/messages" -> done(Map.of("seqs", said(body)));
            case "/rotate" -> done(Map.of("publickey_ver", log.keys().upload(ChatKeys.newPrivateKey())));
            case "/corrupt" ->
                done(Map.of(
                        "found",
                        log.corrupt(seq, !body.path("part").asString("body").equals("key"))));
            case "/repeat" -> {
                log.repeatPage();
                yield done(Map.of());
            }
            case "/again" ->
                done(Map.of("seq", log.again(seq).orElseThrow(() -> new BadRequest("there is no such record"))));
            case "/gap" -> {
                log.skip(Math.max(1, body.path("numbers").asLong(1)));
                yield done(Map.of());
            }
            case "/withhold" -> done(Map.of("found", log.withhold(seq)));
            case "/release" -> done(Map.of("released", log.release()));
            case "/file" -> {
                log.file(
                        body.path("sdkfileid").asString(""),
                        new byte[Math.clamp(body.path("bytes").asInt(0), 0, LARGEST_FILE)]);
                yield done(Map.of());
            }
            default -> Optional.empty();
        };
    }

    private List<Long> said(JsonNode body) {
        if (body.has("count")) {
            chatting.conversations(Math.clamp(body.path("count").asInt(0), 0, MOST_MESSAGES), Duration.ofHours(1));
            return List.of();
        }
        List<Long> seqs = new ArrayList<>();
        if (body.isArray()) {
            body.forEach(one -> seqs.add(chatting.say(one)));
        } else {
            seqs.add(chatting.say(body));
        }
        return seqs;
    }

    private Optional<Response> done(Map<String, Object> more) {
        return Optional.of(Response.json(status(more)));
    }

    private Map<String, Object> status(Map<String, Object> more) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("records", log.size());
        status.put("last_seq", log.nextSeq() - 1);
        status.put(
                "publickey_ver",
                log.keys().privateKeys().keySet().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0));
        status.putAll(more);
        return status;
    }
}
