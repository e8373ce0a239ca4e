package cn.bankscrm.compliance.archive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What kinds of messages tell beside text: sizes, lengths, addresses, amounts. Read by the names of the fields, so that
 * a kind that nobody knows yet tells what it has, too.
 *
 * <p>Source of the fields: developer.work.weixin.qq.com, page 91774, as read 2026-07.
 */
public final class KindFacts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> SIZES = List.of("filesize", "voice_size", "imagesize");
    private static final List<String> ADDRESSES = List.of("link_url", "url", "pagepath");
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private KindFacts() {}

    /** @param name ends a key of the message bundles: {@code chat.fact.…} */
    public record Fact(String name, String value) {}

    /** @param message as WeCom told it, in JSON */
    public static List<Fact> of(String message) {
        JsonNode json = JSON.readTree(message);
        List<Fact> facts = new ArrayList<>();
        json.propertyStream()
                .map(field -> field.getValue())
                .filter(JsonNode::isObject)
                .forEach(content -> read(content, facts));
        return facts;
    }

    private static void read(JsonNode content, List<Fact> facts) {
        for (String size : SIZES) {
            if (content.path(size).isNumber()) {
                facts.add(new Fact("size", bytes(content.path(size).asLong())));
            }
        }
        if (content.path("play_length").isNumber()) {
            facts.add(new Fact(
                    "seconds", Long.toString(content.path("play_length").asLong())));
        }
        if (content.path("callduration").isNumber()) {
            facts.add(new Fact(
                    "seconds", Long.toString(content.path("callduration").asLong())));
        }
        for (String address : ADDRESSES) {
            if (!content.path(address).asString("").isEmpty()) {
                facts.add(new Fact("address", content.path(address).asString()));
            }
        }
        if (content.path("totalamount").isNumber()) {
            facts.add(new Fact(
                    "yuan",
                    new BigDecimal(content.path("totalamount").asLong())
                            .divide(HUNDRED)
                            .setScale(2)
                            .toPlainString()));
        }
        if (content.path("longitude").isNumber()) {
            facts.add(new Fact(
                    "place",
                    content.path("latitude").asString() + ", "
                            + content.path("longitude").asString()));
        }
        if (!content.path("userid").asString("").isEmpty()) {
            facts.add(new Fact("whose", content.path("userid").asString()));
        }
    }

    private static String bytes(long bytes) {
        return bytes < 1024 * 1024 ? Math.max(1, bytes / 1024) + " KB" : bytes / (1024 * 1024) + " MB";
    }
}
