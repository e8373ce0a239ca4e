package cn.bankscrm.web.segment;

import cn.bankscrm.core.segment.RuleExplanation;
import cn.bankscrm.core.segment.RuleExplanation.Found;
import cn.bankscrm.core.segment.SegmentReferences;
import cn.bankscrm.core.segment.SegmentRule;
import cn.bankscrm.web.shell.Figures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Says rules, and why somebody meets them, in the words of the job. */
@Component
class RuleWords {

    /** A line of a rule in words. */
    record Line(int depth, String text) {
        /** Of the style that moves it to the right. */
        public String indent() {
            return "in-" + Math.min(depth, 4);
        }
    }

    /** A line of an explanation. */
    record Reason(int depth, boolean met, String text, String found) {
        public String indent() {
            return "in-" + Math.min(depth, 4);
        }
    }

    /** What a version has that the one before had not, and the other way round. */
    record Difference(List<String> gone, List<String> come) {}

    private final MessageSource messages;
    private final SegmentReferences references;
    private final Figures figures;

    RuleWords(MessageSource messages, SegmentReferences references, Figures figures) {
        this.messages = messages;
        this.references = references;
        this.figures = figures;
    }

    List<Line> lines(SegmentRule rule) {
        List<Line> lines = new ArrayList<>();
        lines(rule, 0, lines);
        return lines;
    }

    private void lines(SegmentRule rule, int depth, List<Line> lines) {
        lines.add(new Line(depth, text(rule)));
        switch (rule) {
            case SegmentRule.All(var of) -> of.forEach(part -> lines(part, depth + 1, lines));
            case SegmentRule.Any(var of) -> of.forEach(part -> lines(part, depth + 1, lines));
            case SegmentRule.Not(SegmentRule.Any(var of)) -> of.forEach(part -> lines(part, depth + 1, lines));
            case SegmentRule.Not(var of) -> lines(of, depth + 1, lines);
            case SegmentRule.Condition condition -> {}
        }
    }

    List<Reason> reasons(RuleExplanation explanation) {
        List<Reason> reasons = new ArrayList<>();
        reasons(explanation, 0, reasons);
        return reasons;
    }

    private void reasons(RuleExplanation explanation, int depth, List<Reason> reasons) {
        reasons.add(new Reason(
                depth,
                explanation.met(),
                text(explanation.rule()),
                explanation.found().map(this::found).orElse("")));
        boolean none = explanation.rule() instanceof SegmentRule.Not(SegmentRule.Any any);
        List<RuleExplanation> parts = none ? explanation.parts().getFirst().parts() : explanation.parts();
        parts.forEach(part -> reasons(part, depth + 1, reasons));
    }

    Difference difference(SegmentRule before, SegmentRule after) {
        List<String> old = lines(before).stream().map(Line::text).toList();
        List<String> now = lines(after).stream().map(Line::text).toList();
        return new Difference(without(old, now), without(now, old));
    }

    private static List<String> without(List<String> all, List<String> others) {
        List<String> left = new ArrayList<>(all);
        others.forEach(left::remove);
        return left;
    }

    String text(SegmentRule rule) {
        return switch (rule) {
            case SegmentRule.All all -> say("segments.mode.ALL");
            case SegmentRule.Any any -> say("segments.mode.ANY");
            case SegmentRule.Not not -> say("segments.mode.NONE");
            case SegmentRule.Assets(var from, var below) -> between("assets", money(from), money(below));
            case SegmentRule.Age(var from, var to) -> between("age", number(from), number(to));
            case SegmentRule.Account(var has) -> say("segments.say.account." + has);
            case SegmentRule.HomeInstitution(var code) ->
                say("segments.say.institution", references.institution(code).orElse(code));
            case SegmentRule.Province(var codes, var place) ->
                say(
                        "segments.say.province." + place.name(),
                        listed(codes.stream().map(this::province).toList()));
            case SegmentRule.Delivered(var segment) -> say("segments.say.delivered", segment);
            case SegmentRule.Holding(var kinds, var atLeast, var within) ->
                say(
                                "segments.say.holding",
                                kinds.isEmpty()
                                        ? say("segments.holding.any")
                                        : listed(kinds.stream()
                                                .map(kind -> say("segments.holding." + kind.name()))
                                                .toList()))
                        + money(atLeast)
                                .map(least -> say("segments.say.holding.atLeast", least))
                                .orElse("")
                        + number(within)
                                .map(days -> say("segments.say.holding.within", days))
                                .orElse("");
            case SegmentRule.Tagged(var tag) ->
                say("segments.say.tag", references.tag(tag).orElse(Long.toString(tag)));
            case SegmentRule.AttributeIn(var attribute, var values) ->
                say("segments.say.attribute", attribute, listed(values));
            case SegmentRule.AttributeAtLeast(var attribute, var value) ->
                say("segments.say.attributeAtLeast", attribute, value.toPlainString());
            case SegmentRule.Certified(var is) -> say("segments.say.certified." + is);
            case SegmentRule.OwnFriend(var is) -> say("segments.say.friend." + is);
            case SegmentRule.NoContact(var days) -> say("segments.say.noContact", days);
            case SegmentRule.Active(var kinds, var days, var atLeast) ->
                say(
                        "segments.say.active",
                        days,
                        listed(kinds.stream()
                                .map(kind -> say("segments.activity." + kind.name()))
                                .toList()),
                        atLeast);
        };
    }

    private String between(String what, Optional<String> from, Optional<String> to) {
        if (from.isPresent() && to.isPresent()) {
            return say("segments.say." + what + ".between", from.get(), to.get());
        }
        return from.map(least -> say("segments.say." + what + ".from", least))
                .or(() -> to.map(most -> say("segments.say." + what + ".to", most)))
                .orElseGet(() -> say("segments.say." + what + ".any"));
    }

    private String found(Found found) {
        return switch (found) {
            case RuleExplanation.Unknown unknown -> say("segments.found.unknown");
            case RuleExplanation.Amount(var value) -> figures.money(value);
            case RuleExplanation.Years(var years) -> say("segments.found.years", years);
            case RuleExplanation.Texts(var values) ->
                listed(values.stream().map(this::province).toList());
            case RuleExplanation.Last(var at) -> figures.minute(at);
            case RuleExplanation.Times(var times) -> say("segments.found.times", times);
            case RuleExplanation.Holdings(var count, var amount) ->
                say("segments.found.holdings", count, figures.money(amount));
            case RuleExplanation.YesNo(var yes) -> say(yes ? "segments.yes" : "segments.no");
        };
    }

    private String province(String code) {
        return code.matches("[0-9]{6}")
                ? Optional.ofNullable(messages.getMessage("segments.province." + code, null, code, locale()))
                        .orElse(code)
                : code;
    }

    private Optional<String> money(@Nullable BigDecimal amount) {
        return Optional.ofNullable(amount).map(figures::tile);
    }

    private static Optional<String> number(@Nullable Integer number) {
        return Optional.ofNullable(number).map(String::valueOf);
    }

    private String listed(Collection<String> texts) {
        return texts.stream().sorted().collect(Collectors.joining(say("segments.comma")));
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale());
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
