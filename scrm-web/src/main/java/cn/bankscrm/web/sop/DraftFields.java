package cn.bankscrm.web.sop;

import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.engagement.sop.Condition;
import cn.bankscrm.engagement.sop.Goal;
import cn.bankscrm.engagement.sop.PlanRule;
import cn.bankscrm.engagement.sop.Step;
import cn.bankscrm.engagement.sop.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/** What the fields of the form show for a plan that is there already. */
final class DraftFields {

    static final List<String> OF_STEP =
            List.of("side", "days", "at", "condition", "conditionSegment", "channel", "content", "worth", "words");

    private DraftFields() {}

    static void show(PlanRule rule, MultiValueMap<String, String> form) {
        trigger(rule.trigger(), form);
        goal(rule.goal(), form);
        rule.segments().forEach(segment -> form.add("segment", segment.toString()));
        form.set("days", Integer.toString(rule.stops().days()));
        form.set("atGoal", rule.stops().atGoal() ? "on" : "");
        for (int i = 0; i < rule.steps().size(); i++) {
            step(i, rule.steps().get(i), form);
        }
    }

    private static void trigger(Trigger trigger, MultiValueMap<String, String> form) {
        switch (trigger) {
            case Trigger.FriendAdded() -> form.set("trigger", "friendAdded");
            case Trigger.Certified() -> form.set("trigger", "certified");
            case Trigger.Birthday() -> form.set("trigger", "birthday");
            case Trigger.HoldingMatures(var kinds) -> {
                form.set("trigger", "matures");
                form.put("triggerKinds", names(kinds));
            }
            case Trigger.OnDate(var day) -> {
                form.set("trigger", "date");
                form.set("triggerDate", day.toString());
            }
            case Trigger.EveryMonth(var day) -> {
                form.set("trigger", "monthly");
                form.set("triggerDay", Integer.toString(day));
            }
            case Trigger.EntersSegment(var segment) -> {
                form.set("trigger", "enters");
                form.set("triggerSegment", Short.toString(segment));
            }
        }
    }

    private static void goal(Goal goal, MultiValueMap<String, String> form) {
        switch (goal) {
            case Goal.Certified() -> form.set("goal", "certified");
            case Goal.HoldingOpened(var kinds) -> {
                form.set("goal", "holding");
                form.put("goalKinds", names(kinds));
            }
            case Goal.AssetsUp(var by) -> {
                form.set("goal", "assets");
                form.set("goalBy", by.stripTrailingZeros().toPlainString());
            }
            case Goal.LinkClicked() -> form.set("goal", "clicked");
        }
    }

    private static void step(int i, Step step, MultiValueMap<String, String> form) {
        form.add("step", Integer.toString(i));
        form.set(i + ":side", step.day() == 0 ? "same" : step.day() < 0 ? "before" : "after");
        form.set(i + ":days", step.day() == 0 ? "" : Integer.toString(Math.abs(step.day())));
        form.set(i + ":at", step.at().toString());
        form.set(i + ":channel", step.channel().name());
        step.content().ifPresent(content -> form.set(i + ":content", Long.toString(content.value())));
        form.set(i + ":worth", step.worth().stripTrailingZeros().toPlainString());
        form.set(i + ":words", step.words());
        switch (step.condition()) {
            case Condition.Always() -> form.set(i + ":condition", "");
            case Condition.InSegment(var segment) -> {
                form.set(i + ":condition", "in");
                form.set(i + ":conditionSegment", Short.toString(segment));
            }
            case Condition.NotInSegment(var segment) -> {
                form.set(i + ":condition", "notIn");
                form.set(i + ":conditionSegment", Short.toString(segment));
            }
            case Condition.Clicked() -> form.set(i + ":condition", "clicked");
            case Condition.NotClicked() -> form.set(i + ":condition", "notClicked");
            case Condition.Replied() -> form.set(i + ":condition", "replied");
            case Condition.NotReplied() -> form.set(i + ":condition", "notReplied");
        }
    }

    private static List<String> names(Set<HoldingKind> kinds) {
        return new ArrayList<>(kinds.stream().map(Enum::name).sorted().toList());
    }
}
