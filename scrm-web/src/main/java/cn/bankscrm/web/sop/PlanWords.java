package cn.bankscrm.web.sop;

import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.core.segment.RuleSegment;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.engagement.sop.Condition;
import cn.bankscrm.engagement.sop.Goal;
import cn.bankscrm.engagement.sop.PlanProblem;
import cn.bankscrm.engagement.sop.PlanResult;
import cn.bankscrm.engagement.sop.PlanRule;
import cn.bankscrm.engagement.sop.Refusals;
import cn.bankscrm.engagement.sop.Step;
import cn.bankscrm.engagement.sop.Trigger;
import cn.bankscrm.engagement.uplift.AmountUplift;
import cn.bankscrm.engagement.uplift.Uplift;
import cn.bankscrm.web.shell.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Says what plans do, and what came of them, in plain sentences. */
@Component
public class PlanWords {

    private final MessageSource messages;
    private final SegmentRegister segments;
    private final Figures figures;

    PlanWords(MessageSource messages, SegmentRegister segments, Figures figures) {
        this.messages = messages;
        this.segments = segments;
        this.figures = figures;
    }

    /** Names of segments, read once for a page. */
    Map<Short, String> segmentNames() {
        return segments.all().stream()
                .collect(Collectors.toMap(segment -> segment.id().value(), RuleSegment::name));
    }

    String trigger(Trigger trigger, Map<Short, String> names) {
        return switch (trigger) {
            case Trigger.FriendAdded() -> text("sop.trigger.friendAdded.says");
            case Trigger.Certified() -> text("sop.trigger.certified.says");
            case Trigger.Birthday() -> text("sop.trigger.birthday.says");
            case Trigger.HoldingMatures(var kinds) -> text("sop.trigger.matures.says", kinds(kinds));
            case Trigger.OnDate(var day) -> text("sop.trigger.date.says", day.toString());
            case Trigger.EveryMonth(var day) -> text("sop.trigger.monthly.says", Integer.toString(day));
            case Trigger.EntersSegment(var segment) -> text("sop.trigger.enters.says", segment(segment, names));
        };
    }

    /** On the badge of a step. */
    String day(Step step) {
        if (step.day() == 0) {
            return text("sop.day.same");
        }
        return step.day() < 0
                ? text("sop.day.before", Integer.toString(-step.day()))
                : text("sop.day.after", Integer.toString(step.day()));
    }

    String condition(Condition condition, Map<Short, String> names) {
        return switch (condition) {
            case Condition.Always() -> "";
            case Condition.InSegment(var segment) -> text("sop.condition.in.says", segment(segment, names));
            case Condition.NotInSegment(var segment) -> text("sop.condition.notIn.says", segment(segment, names));
            case Condition.Clicked() -> text("sop.condition.clicked.says");
            case Condition.NotClicked() -> text("sop.condition.notClicked.says");
            case Condition.Replied() -> text("sop.condition.replied.says");
            case Condition.NotReplied() -> text("sop.condition.notReplied.says");
        };
    }

    String goal(Goal goal) {
        return switch (goal) {
            case Goal.Certified() -> text("sop.goal.certified.says");
            case Goal.HoldingOpened(var kinds) -> text("sop.goal.holding.says", kinds(kinds));
            case Goal.AssetsUp(var by) -> text("sop.goal.assets.says", figures.tile(by));
            case Goal.LinkClicked() -> text("sop.goal.clicked.says");
        };
    }

    String audience(PlanRule rule, Map<Short, String> names) {
        return rule.segments().isEmpty()
                ? text("sop.audience.all")
                : text(
                        "sop.audience.of",
                        rule.segments().stream()
                                .sorted()
                                .map(one -> segment(one, names))
                                .collect(joined()));
    }

    /** What came of a plan, in a sentence. */
    public String result(PlanResult result) {
        if (result.reached().of() + result.controlReached().of() == 0) {
            return text("sop.result.nobody");
        }
        return result.uplift()
                .map(this::uplift)
                .orElseGet(() -> text(
                        "sop.result.noControl",
                        figures.count(result.reached().of()),
                        percent(result.reached().reached(), result.reached().of())));
    }

    private String uplift(Uplift uplift) {
        return text(
                "sop.result." + uplift.verdict().name(),
                figures.count(uplift.treated().of()),
                percent(uplift.treated().reached(), uplift.treated().of()),
                figures.count(uplift.control().of()),
                percent(uplift.control().reached(), uplift.control().of()),
                figures.points(uplift.difference()),
                points(uplift.low()),
                points(uplift.high()));
    }

    String amount(AmountUplift uplift) {
        return text(
                "sop.amount." + uplift.verdict().name(),
                figures.money(uplift.difference().abs()),
                figures.money(uplift.low()),
                figures.money(uplift.high()));
    }

    String turnedAway(Uplift uplift) {
        return text(
                "sop.left." + uplift.verdict().name(),
                percent(uplift.treated().reached(), uplift.treated().of()),
                percent(uplift.control().reached(), uplift.control().of()),
                points(uplift.low()),
                points(uplift.high()));
    }

    /** Why touches did not go out. */
    String refused(Refusals.Refused one) {
        String channel =
                one.channel().map(name -> text("sop.channel." + name)).orElseGet(() -> text("sop.refused.anyChannel"));
        return switch (one.rule()) {
            case "CAP" ->
                text(
                        one.others().isEmpty() ? "sop.refused.CAP" : "sop.refused.CAP.by",
                        Integer.toString(one.days()),
                        channel,
                        Integer.toString(one.most()),
                        sources(one.others()));
            case "COMPLAINT", "DELETION" -> text("sop.refused." + one.rule(), Integer.toString(one.days()));
            case String rule -> text("sop.refused." + rule);
        };
    }

    private String sources(String keys) {
        return Set.of(keys.split(",", -1)).stream()
                .sorted()
                .map(key -> messages.getMessage("sop.source." + key, null, key, LocaleContextHolder.getLocale()))
                .collect(joined());
    }

    String problem(PlanProblem problem) {
        String what = text("sop.problem." + problem.code(), problem.arguments().toArray());
        return problem.step() == 0 ? what : text("sop.problem.step", Integer.toString(problem.step()), what);
    }

    String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments.length == 0 ? null : arguments, LocaleContextHolder.getLocale());
    }

    private String kinds(Collection<HoldingKind> kinds) {
        return kinds.isEmpty()
                ? text("sop.kinds.any")
                : kinds.stream()
                        .sorted()
                        .map(kind -> text("holding." + kind.name()))
                        .collect(joined());
    }

    private static Collector<CharSequence, ?, String> joined() {
        return Collectors.joining("、");
    }

    private String percent(long part, long of) {
        return figures.percent(
                of == 0
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(of), 6, RoundingMode.HALF_EVEN));
    }

    private String points(BigDecimal share) {
        return (share.signum() < 0 ? "−" : "") + figures.points(share);
    }

    private static String segment(short id, Map<Short, String> names) {
        return names.getOrDefault(id, "#" + id);
    }
}
