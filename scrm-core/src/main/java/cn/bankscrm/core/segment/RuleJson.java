package cn.bankscrm.core.segment;

import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.segment.SegmentRule.Account;
import cn.bankscrm.core.segment.SegmentRule.Active;
import cn.bankscrm.core.segment.SegmentRule.Age;
import cn.bankscrm.core.segment.SegmentRule.All;
import cn.bankscrm.core.segment.SegmentRule.Any;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.AttributeAtLeast;
import cn.bankscrm.core.segment.SegmentRule.AttributeIn;
import cn.bankscrm.core.segment.SegmentRule.Certified;
import cn.bankscrm.core.segment.SegmentRule.Delivered;
import cn.bankscrm.core.segment.SegmentRule.Holding;
import cn.bankscrm.core.segment.SegmentRule.HomeInstitution;
import cn.bankscrm.core.segment.SegmentRule.NoContact;
import cn.bankscrm.core.segment.SegmentRule.Not;
import cn.bankscrm.core.segment.SegmentRule.OwnFriend;
import cn.bankscrm.core.segment.SegmentRule.Place;
import cn.bankscrm.core.segment.SegmentRule.Province;
import cn.bankscrm.core.segment.SegmentRule.Tagged;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored form of rules: {@code {"form": 1, "rule": …}}, each part an object whose only field names its kind. Older
 * forms stay readable for as long as versions written in them are kept.
 */
final class RuleJson {

    private static final int FORM = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private RuleJson() {}

    static String write(SegmentRule rule) {
        ObjectNode stored = object();
        stored.put("form", FORM);
        stored.set("rule", node(rule));
        return JSON.writeValueAsString(stored);
    }

    /** @throws IllegalArgumentException when it is none of the forms known */
    static SegmentRule read(String json) {
        JsonNode stored = JSON.readTree(json);
        if (stored.path("form").asInt(0) != FORM) {
            throw new IllegalArgumentException("Unknown form of rule: " + stored.path("form"));
        }
        return rule(stored.required("rule"));
    }

    private static JsonNode node(SegmentRule rule) {
        return switch (rule) {
            case All(var of) -> named("all", list(of));
            case Any(var of) -> named("any", list(of));
            case Not(var of) -> named("not", node(of));
            case Assets(var from, var below) ->
                named("assets", object().put("from", plain(from)).put("below", plain(below)));
            case Age(var from, var to) ->
                named("age", object().put("from", from).put("to", to));
            case Account(var has) -> named("account", object().put("is", has));
            case HomeInstitution(var code) -> named("institution", object().put("code", code));
            case Province(var codes, var place) -> {
                ObjectNode node = object().put("place", place.name());
                node.set("codes", texts(codes));
                yield named("province", node);
            }
            case Delivered(var segment) -> named("delivered", object().put("segment", segment));
            case Holding(var kinds, var atLeast, var within) -> {
                ObjectNode node = object().put("atLeast", plain(atLeast)).put("maturingWithin", within);
                node.set("kinds", texts(kinds.stream().map(Enum::name).toList()));
                yield named("holding", node);
            }
            case Tagged(var tag) -> named("tag", object().put("id", tag));
            case AttributeIn(var attribute, var values) -> {
                ObjectNode node = object().put("attribute", attribute);
                node.set("values", texts(values));
                yield named("attribute", node);
            }
            case AttributeAtLeast(var attribute, var value) ->
                named("attributeAtLeast", object().put("attribute", attribute).put("value", plain(value)));
            case Certified(var is) -> named("certified", object().put("is", is));
            case OwnFriend(var is) -> named("friendOfManager", object().put("is", is));
            case NoContact(var days) -> named("noContact", object().put("days", days));
            case Active(var kinds, var days, var atLeast) -> {
                ObjectNode node = object().put("days", days).put("atLeast", atLeast);
                node.set("kinds", texts(kinds.stream().map(Enum::name).toList()));
                yield named("activity", node);
            }
        };
    }

    private static SegmentRule rule(JsonNode node) {
        if (node.size() != 1) {
            throw new IllegalArgumentException("A part of a rule has one kind");
        }
        String kind = node.propertyNames().iterator().next();
        JsonNode of = node.required(kind);
        return switch (kind) {
            case "all" -> new All(rules(of));
            case "any" -> new Any(rules(of));
            case "not" -> new Not(rule(of));
            case "assets" -> new Assets(decimal(of.get("from")), decimal(of.get("below")));
            case "age" -> new Age(integer(of.get("from")), integer(of.get("to")));
            case "account" -> new Account(of.required("is").booleanValue());
            case "institution" -> new HomeInstitution(of.required("code").stringValue());
            case "province" ->
                new Province(
                        texts(of.required("codes")),
                        Place.valueOf(of.required("place").stringValue()));
            case "delivered" -> new Delivered(of.required("segment").stringValue());
            case "holding" ->
                new Holding(
                        texts(of.required("kinds")).stream()
                                .map(HoldingKind::valueOf)
                                .collect(Collectors.toUnmodifiableSet()),
                        decimal(of.get("atLeast")),
                        integer(of.get("maturingWithin")));
            case "tag" -> new Tagged(of.required("id").longValue());
            case "attribute" -> new AttributeIn(of.required("attribute").stringValue(), texts(of.required("values")));
            case "attributeAtLeast" ->
                new AttributeAtLeast(
                        of.required("attribute").stringValue(),
                        new BigDecimal(of.required("value").stringValue()));
            case "certified" -> new Certified(of.required("is").booleanValue());
            case "friendOfManager" -> new OwnFriend(of.required("is").booleanValue());
            case "noContact" -> new NoContact(of.required("days").intValue());
            case "activity" ->
                new Active(
                        texts(of.required("kinds")).stream()
                                .map(ActivityKind::valueOf)
                                .collect(Collectors.toUnmodifiableSet()),
                        of.required("days").intValue(),
                        of.required("atLeast").intValue());
            default -> throw new IllegalArgumentException("Unknown condition: " + kind);
        };
    }

    private static ArrayNode list(List<SegmentRule> rules) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        rules.forEach(rule -> list.add(node(rule)));
        return list;
    }

    private static List<SegmentRule> rules(JsonNode list) {
        return list.valueStream().map(RuleJson::rule).toList();
    }

    /** In order, so that equal rules are written alike. */
    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.stream().sorted().forEach(list::add);
        return list;
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).collect(Collectors.toUnmodifiableSet());
    }

    /** Amounts are texts: no reader takes them for floating point. */
    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    private static @Nullable BigDecimal decimal(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : new BigDecimal(node.stringValue());
    }

    private static @Nullable Integer integer(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : Integer.valueOf(node.intValue());
    }

    private static ObjectNode named(String kind, JsonNode of) {
        ObjectNode node = object();
        node.set(kind, of);
        return node;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
