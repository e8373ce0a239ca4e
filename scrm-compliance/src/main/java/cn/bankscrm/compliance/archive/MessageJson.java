package cn.bankscrm.compliance.archive;

import cn.bankscrm.compliance.archive.ParsedMessage.Agreement;
import cn.bankscrm.compliance.archive.ParsedMessage.MediaName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what WeCom says a message is, and fails at nothing but what is no JSON object: fields may be absent, numbers
 * may be texts, kinds may be new.
 *
 * <p>Source: developer.work.weixin.qq.com, page 91774 (消息格式), as read 2026-07.
 */
final class MessageJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** WeCom was opened to companies in 2016: nothing of before can be a message, nor anything of the next century. */
    private static final long EARLIEST = Instant.parse("2016-01-01T00:00:00Z").toEpochMilli();

    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_KIND = 64;
    private static final int DEEPEST = 8;

    private MessageJson() {}

    /** @return empty when the text is no JSON object */
    static Optional<ParsedMessage> read(String json) {
        JsonNode message;
        try {
            message = JSON.readTree(json);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return message != null && message.isObject() ? Optional.of(parsed(message)) : Optional.empty();
    }

    private static ParsedMessage parsed(JsonNode message) {
        ChatMessage.Action action = action(message);
        String kind = id(message.path("msgtype"), LONGEST_KIND);
        if (kind.isEmpty()) {
            kind = action == ChatMessage.Action.SWITCH ? "switch" : "unknown";
        }
        String from = id(message.path("from"), LONGEST_ID);
        List<String> to = new ArrayList<>();
        message.path("tolist").forEach(one -> to.add(id(one, LONGEST_ID)));
        List<MediaName> media = new ArrayList<>();
        findMedia(message, kind, 0, media);
        return new ParsedMessage(
                action,
                from.isEmpty() ? id(message.path("user"), LONGEST_ID) : from,
                to,
                id(message.path("roomid"), LONGEST_ID),
                time(message.path("msgtime")).or(() -> time(message.path("time"))),
                kind,
                MessageText.of(message, kind),
                media,
                agreement(message, kind, from),
                replaced(message, action));
    }

    private static ChatMessage.Action action(JsonNode message) {
        return switch (message.path("action").asString("")) {
            case "send" -> ChatMessage.Action.SEND;
            case "recall" -> ChatMessage.Action.RECALL;
            case "edit" -> ChatMessage.Action.EDIT;
            case "switch" -> ChatMessage.Action.SWITCH;
            default -> ChatMessage.Action.OTHER;
        };
    }

    private static Optional<Agreement> agreement(JsonNode message, String kind, String from) {
        boolean agrees = kind.equals("agree");
        if (!agrees && !kind.equals("disagree")) {
            return Optional.empty();
        }
        JsonNode told = message.path(kind);
        String who = id(told.path("userid"), LONGEST_ID);
        Optional<Instant> at = time(told.path(agrees ? "agree_time" : "disagree_time"))
                .or(() -> time(told.path("agree_time")))
                .or(() -> time(message.path("msgtime")));
        return at.map(instant -> new Agreement(who.isEmpty() ? from : who, agrees, instant));
    }

    private static Optional<String> replaced(JsonNode message, ChatMessage.Action action) {
        String id = switch (action) {
            case RECALL -> id(message.path("revoke").path("pre_msgid"), LONGEST_ID);
            case EDIT -> id(message.findPath("pre_msgid"), LONGEST_ID);
            default -> "";
        };
        return Optional.of(id).filter(found -> !found.isEmpty());
    }

    /** Files are named wherever they are named: also inside of forwarded chats, whose contents are JSON in a text. */
    private static void findMedia(JsonNode node, String kind, int depth, List<MediaName> found) {
        if (depth > DEEPEST) {
            return;
        }
        if (node.isObject()) {
            String file = node.path("sdkfileid").asString("");
            if (!file.isBlank()) {
                found.add(new MediaName(
                        file,
                        kind,
                        size(node),
                        node.path("md5sum").asString("").toLowerCase(java.util.Locale.ROOT),
                        node.path("filename").asString("")));
            }
            String own = node.path("type").isString()
                    ? node.path("type").asString("")
                    : node.path("msg_type").asString("");
            String inner =
                    own.isEmpty() ? kind : id(node.path(node.has("msg_type") ? "msg_type" : "type"), LONGEST_KIND);
            node.forEach(child -> findMedia(child, inner, depth + 1, found));
        } else if (node.isArray()) {
            node.forEach(child -> findMedia(child, kind, depth + 1, found));
        } else if (node.isString() && node.asString("").contains("sdkfileid")) {
            nested(node.asString("")).ifPresent(child -> findMedia(child, kind, depth + 1, found));
        }
    }

    /** A text that is a JSON object itself, as the parts of forwarded chats and mixed messages are. */
    static Optional<JsonNode> nested(String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static long size(JsonNode file) {
        for (String name : List.of("filesize", "voice_size", "imagesize")) {
            long size = number(file.path(name));
            if (size >= 0) {
                return size;
            }
        }
        return -1;
    }

    private static Optional<Instant> time(JsonNode node) {
        long millis = number(node);
        return millis >= EARLIEST && millis < LATEST ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
    }

    private static long number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.asLong(-1);
        }
        String text = node.isString() ? node.asString("") : "";
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** What a column can hold, whatever came. */
    static String id(JsonNode node, int longest) {
        return id(node.isValueNode() && !node.isNull() ? node.asString("") : "", longest);
    }

    static String id(String text, int longest) {
        String clean = text.replace('\0', '\uFFFD');
        return clean.length() <= longest ? clean : clean.substring(0, longest);
    }
}
