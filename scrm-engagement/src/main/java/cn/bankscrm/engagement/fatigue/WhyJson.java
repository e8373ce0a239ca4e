package cn.bankscrm.engagement.fatigue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What column {@code why} of a touch says: the rule, its limit, and what used the budget. Keys and times, no names. */
final class WhyJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of what used a budget, so much is named. */
    private static final int MOST_NAMED = 10;

    private WhyJson() {}

    /** Null where there is nothing to explain: it goes out when it was wished for. */
    static @Nullable String of(Decision decision) {
        return switch (decision) {
            case Decision.Planned(var wish, var at) when at.equals(wish.wishedFor()) -> null;
            case Decision.Planned(var wish, var at) -> text(rule("MOVED").put("to", at.toString()));
            case Decision.Suppressed(var wish, var reason) -> text(explained(reason));
        };
    }

    private static ObjectNode explained(Reason reason) {
        return switch (reason) {
            case Reason.OverCap(var cap, var used) -> {
                ObjectNode node = rule("CAP")
                        .put("channel", cap.channel().map(Enum::name).orElse(null))
                        .put("days", cap.days())
                        .put("most", cap.most());
                node.set("used", used(used));
                yield node;
            }
            case Reason.OptedOut() -> rule("OPTED_OUT");
            case Reason.Complained(var at, var days) -> silence("COMPLAINT", at, days);
            case Reason.Deleted(var at, var days) -> silence("DELETION", at, days);
            case Reason.NoMoment(var holiday) -> rule(holiday ? "HOLIDAY" : "QUIET");
        };
    }

    private static ArrayNode used(List<Used> used) {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        used.stream()
                .limit(MOST_NAMED)
                .forEach(one -> nodes.addObject()
                        .put("key", one.key())
                        .put("at", one.at().toString())
                        .put("channel", one.channel().name()));
        return nodes;
    }

    private static ObjectNode silence(String name, Instant at, int days) {
        return rule(name).put("at", at.toString()).put("days", days);
    }

    private static ObjectNode rule(String name) {
        return JsonNodeFactory.instance.objectNode().put("rule", name);
    }

    private static String text(ObjectNode node) {
        return JSON.writeValueAsString(node);
    }
}
