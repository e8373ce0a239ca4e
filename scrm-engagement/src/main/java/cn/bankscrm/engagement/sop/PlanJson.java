package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.touch.Channel;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The stored form of what a version says: {@code {"form": 1, "trigger": {"is": …}, …}}. */
final class PlanJson {

    private static final int FORM = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlanJson() {}

    static String write(PlanRule rule) {
        ObjectNode node = object();
        node.put("form", FORM);
        node.set("trigger", trigger(rule.trigger()));
        ArrayNode segments = node.putArray("segments");
        rule.segments().stream().sorted().forEach(segments::add);
        ArrayNode steps = node.putArray("steps");
        rule.steps().forEach(step -> steps.add(step(step)));
        node.set("goal", goal(rule.goal()));
        node.set(
                "stops",
                object().put("atGoal", rule.stops().atGoal())
                        .put("days", rule.stops().days()));
        return JSON.writeValueAsString(node);
    }

    /** @throws IllegalArgumentException when it is none of the forms known */
    static PlanRule read(String json) {
        return read(JSON.readTree(json));
    }

    static PlanRule read(JsonNode node) {
        if (node.path("form").asInt(0) != FORM) {
            throw new IllegalArgumentException("Unknown form of plan: " + node.path("form"));
        }
        return new PlanRule(
                trigger(node.required("trigger")),
                node.path("segments").valueStream().map(JsonNode::shortValue).collect(Collectors.toSet()),
                node.required("steps").valueStream().map(PlanJson::step).toList(),
                goal(node.required("goal")),
                new StopRules(
                        node.required("stops").required("atGoal").booleanValue(),
                        node.required("stops").required("days").intValue()));
    }

    private static ObjectNode trigger(Trigger trigger) {
        return switch (trigger) {
            case Trigger.FriendAdded() -> is("friendAdded");
            case Trigger.Certified() -> is("certified");
            case Trigger.Birthday() -> is("birthday");
            case Trigger.HoldingMatures(var kinds) -> kinds(is("holdingMatures"), kinds);
            case Trigger.OnDate(var day) -> is("onDate").put("day", day.toString());
            case Trigger.EveryMonth(var day) -> is("everyMonth").put("day", day);
            case Trigger.EntersSegment(var segment) -> is("entersSegment").put("segment", segment);
        };
    }

    private static Trigger trigger(JsonNode node) {
        return switch (is(node)) {
            case "friendAdded" -> new Trigger.FriendAdded();
            case "certified" -> new Trigger.Certified();
            case "birthday" -> new Trigger.Birthday();
            case "holdingMatures" -> new Trigger.HoldingMatures(kinds(node));
            case "onDate" -> new Trigger.OnDate(LocalDate.parse(text(node, "day")));
            case "everyMonth" -> new Trigger.EveryMonth(node.required("day").intValue());
            case "entersSegment" ->
                new Trigger.EntersSegment(node.required("segment").shortValue());
            case String other -> throw new IllegalArgumentException("Unknown trigger: " + other);
        };
    }

    private static ObjectNode step(Step step) {
        ObjectNode node = object().put("day", step.day()).put("at", step.at().toString());
        node.set("condition", condition(step.condition()));
        node.put("channel", step.channel().name());
        step.content().ifPresent(content -> node.put("content", content.value()));
        return node.put("worth", step.worth().toPlainString()).put("words", step.words());
    }

    private static Step step(JsonNode node) {
        JsonNode content = node.path("content");
        return new Step(
                node.required("day").intValue(),
                LocalTime.parse(text(node, "at")),
                node.has("condition") ? condition(node.required("condition")) : new Condition.Always(),
                Channel.valueOf(text(node, "channel")),
                content.isNumber() ? Optional.of(new ContentId(content.longValue())) : Optional.empty(),
                new BigDecimal(text(node, "worth")),
                text(node, "words"));
    }

    private static ObjectNode condition(Condition condition) {
        return switch (condition) {
            case Condition.Always() -> is("always");
            case Condition.InSegment(var segment) -> is("inSegment").put("segment", segment);
            case Condition.NotInSegment(var segment) -> is("notInSegment").put("segment", segment);
            case Condition.Clicked() -> is("clicked");
            case Condition.NotClicked() -> is("notClicked");
            case Condition.Replied() -> is("replied");
            case Condition.NotReplied() -> is("notReplied");
        };
    }

    private static Condition condition(JsonNode node) {
        return switch (is(node)) {
            case "always" -> new Condition.Always();
            case "inSegment" -> new Condition.InSegment(node.required("segment").shortValue());
            case "notInSegment" ->
                new Condition.NotInSegment(node.required("segment").shortValue());
            case "clicked" -> new Condition.Clicked();
            case "notClicked" -> new Condition.NotClicked();
            case "replied" -> new Condition.Replied();
            case "notReplied" -> new Condition.NotReplied();
            case String other -> throw new IllegalArgumentException("Unknown condition: " + other);
        };
    }

    private static ObjectNode goal(Goal goal) {
        return switch (goal) {
            case Goal.Certified() -> is("certified");
            case Goal.HoldingOpened(var kinds) -> kinds(is("holdingOpened"), kinds);
            case Goal.AssetsUp(var by) -> is("assetsUp").put("by", by.toPlainString());
            case Goal.LinkClicked() -> is("linkClicked");
        };
    }

    private static Goal goal(JsonNode node) {
        return switch (is(node)) {
            case "certified" -> new Goal.Certified();
            case "holdingOpened" -> new Goal.HoldingOpened(kinds(node));
            case "assetsUp" -> new Goal.AssetsUp(new BigDecimal(text(node, "by")));
            case "linkClicked" -> new Goal.LinkClicked();
            case String other -> throw new IllegalArgumentException("Unknown goal: " + other);
        };
    }

    private static ObjectNode kinds(ObjectNode node, Set<HoldingKind> kinds) {
        ArrayNode names = node.putArray("kinds");
        List<String> sorted = kinds.stream().map(Enum::name).sorted().toList();
        sorted.forEach(names::add);
        return node;
    }

    private static Set<HoldingKind> kinds(JsonNode node) {
        return node.path("kinds")
                .valueStream()
                .map(kind -> HoldingKind.valueOf(kind.stringValue()))
                .collect(Collectors.toSet());
    }

    private static ObjectNode is(String name) {
        return object().put("is", name);
    }

    private static String is(JsonNode node) {
        return text(node, "is");
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).stringValue();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
