package cn.bankscrm.compliance.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What people can read of a message, for search and screening: texts, titles, names of files, everything said inside of
 * forwarded chats. Ids, digests, keys and addresses are no words: a term of the lexicon must not hit a file id. Of a
 * kind that nobody knows yet the same fields are read, by their names.
 */
final class MessageText {

    private static final Set<String> ENVELOPE = Set.of(
            "msgid", "action", "from", "tolist", "roomid", "msgtime", "msgtype", "time", "user", "voiceid", "voipid");

    private static final Set<String> WORDS = Set.of(
            "content",
            "title",
            "description",
            "desc",
            "filename",
            "name",
            "text",
            "address",
            "corpname",
            "displayname",
            "room_name",
            "ques",
            "votetitle",
            "voteitem",
            "wish",
            "topic",
            "remarks",
            "place",
            "sph_name",
            "feed_desc",
            "solitaire_content",
            "creatorname",
            "attendeename",
            "demooperator");

    /** What holds JSON in a text: the parts of these kinds. */
    private static final Set<String> PARTS = Set.of("item", "items");

    private static final int DEEPEST = 8;
    private static final int LONGEST = 200_000;

    private final StringBuilder text = new StringBuilder();

    private MessageText() {}

    static String of(JsonNode message, String kind) {
        if (kind.equals("text")) {
            return message.path("text").path("content").asString("");
        }
        MessageText words = new MessageText();
        message.propertyStream()
                .filter(field -> !ENVELOPE.contains(field.getKey()))
                .forEach(field -> words.collect(field.getValue(), field.getKey(), false, 0));
        return words.text.toString();
    }

    private void collect(JsonNode node, String name, boolean part, int depth) {
        if (depth > DEEPEST || text.length() > LONGEST) {
            return;
        }
        if (node.isObject()) {
            List<String> later = new ArrayList<>();
            // the title stands before what it is the title of, wherever it stands in the JSON
            for (String first : List.of("title", "votetitle", "topic")) {
                if (node.has(first)) {
                    collect(node.path(first), first, part, depth + 1);
                    later.add(first);
                }
            }
            node.propertyStream()
                    .filter(field -> !later.contains(field.getKey()))
                    .forEach(field -> collect(field.getValue(), field.getKey(), part, depth + 1));
        } else if (node.isArray()) {
            boolean parts = part || PARTS.contains(name);
            node.forEach(child -> collect(child, name, parts, depth + 1));
        } else if (node.isString() && WORDS.contains(name.toLowerCase(Locale.ROOT))) {
            Optional<JsonNode> nested = part ? MessageJson.nested(node.asString("")) : Optional.empty();
            if (nested.isPresent()) {
                collect(nested.get(), name, true, depth + 1);
            } else {
                add(node.asString(""));
            }
        }
    }

    private void add(String words) {
        if (!words.isBlank()) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(words);
        }
    }
}
