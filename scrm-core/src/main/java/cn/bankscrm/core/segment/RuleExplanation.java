package cn.bankscrm.core.segment;

import cn.bankscrm.core.segment.CustomerFacts.Held;
import cn.bankscrm.core.segment.SegmentRule.Account;
import cn.bankscrm.core.segment.SegmentRule.Active;
import cn.bankscrm.core.segment.SegmentRule.Age;
import cn.bankscrm.core.segment.SegmentRule.All;
import cn.bankscrm.core.segment.SegmentRule.Any;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.AttributeAtLeast;
import cn.bankscrm.core.segment.SegmentRule.AttributeIn;
import cn.bankscrm.core.segment.SegmentRule.Certified;
import cn.bankscrm.core.segment.SegmentRule.Condition;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Why one customer is in a segment, or is not: the rule as a tree, with a tick or a cross at every part and what was
 * found at every condition.
 *
 * @param met whether the part is met
 * @param found the actual value; nothing at all, any and not, and where a condition's outcome says it all
 */
public record RuleExplanation(SegmentRule rule, boolean met, Optional<Found> found, List<RuleExplanation> parts) {

    public RuleExplanation {
        parts = List.copyOf(parts);
    }

    /** What was found of a customer. */
    public sealed interface Found {}

    /** Nothing is known. */
    public record Unknown() implements Found {}

    /** An amount of yuan, or another number. */
    public record Amount(BigDecimal value) implements Found {}

    /** Full years of age. */
    public record Years(int value) implements Found {}

    /** Names, codes or values. */
    public record Texts(Set<String> values) implements Found {}

    /** When it was last. */
    public record Last(Instant at) implements Found {}

    /** How often. */
    public record Times(int value) implements Found {}

    /** What is held: how many, and of how many yuan together. */
    public record Holdings(int count, BigDecimal amount) implements Found {}

    /** It is so, or not. */
    public record YesNo(boolean value) implements Found {}

    static RuleExplanation of(SegmentRule rule, CustomerFacts facts, LocalDate today, ZoneId zone) {
        return switch (rule) {
            case All(var of) -> {
                List<RuleExplanation> parts = parts(of, facts, today, zone);
                yield new RuleExplanation(rule, parts.stream().allMatch(RuleExplanation::met), Optional.empty(), parts);
            }
            case Any(var of) -> {
                List<RuleExplanation> parts = parts(of, facts, today, zone);
                yield new RuleExplanation(rule, parts.stream().anyMatch(RuleExplanation::met), Optional.empty(), parts);
            }
            case Not(var of) -> {
                RuleExplanation part = of(of, facts, today, zone);
                yield new RuleExplanation(rule, !part.met, Optional.empty(), List.of(part));
            }
            case Condition condition -> condition(condition, facts, today, zone);
        };
    }

    private static List<RuleExplanation> parts(
            List<SegmentRule> rules, CustomerFacts facts, LocalDate today, ZoneId zone) {
        return rules.stream().map(rule -> of(rule, facts, today, zone)).toList();
    }

    private static RuleExplanation condition(Condition condition, CustomerFacts facts, LocalDate today, ZoneId zone) {
        return switch (condition) {
            case Assets(var from, var below) ->
                leaf(
                        condition,
                        (from == null || facts.assets().compareTo(from) >= 0)
                                && (below == null || facts.assets().compareTo(below) < 0),
                        new Amount(facts.assets()));
            case Age(var from, var to) -> age(condition, from == null ? 0 : from, to == null ? 999 : to, facts, today);
            case Account(var has) -> leaf(condition, facts.account() == has, new YesNo(facts.account()));
            case HomeInstitution(var code) ->
                leaf(
                        condition,
                        facts.institutions().contains(code),
                        new YesNo(facts.institutions().contains(code)));
            case Province(var codes, var place) -> {
                Set<String> found = place == Place.HOME ? Set.of(facts.homeProvince()) : facts.certifiedProvinces();
                yield leaf(condition, found.stream().anyMatch(codes::contains), texts(found));
            }
            case Delivered(var segment) ->
                leaf(condition, facts.delivered().contains(segment), texts(facts.delivered()));
            case Holding holding -> holding(holding, facts, today);
            case Tagged(var tag) ->
                leaf(
                        condition,
                        facts.tags().contains(tag),
                        new YesNo(facts.tags().contains(tag)));
            case AttributeIn(var attribute, var values) -> {
                Object value = facts.attributes().get(attribute);
                yield value == null
                        ? leaf(condition, false, new Unknown())
                        : leaf(condition, values.contains(text(value)), texts(Set.of(text(value))));
            }
            case AttributeAtLeast(var attribute, var least) ->
                switch (facts.attributes().get(attribute)) {
                    case null -> leaf(condition, false, new Unknown());
                    case BigDecimal number -> leaf(condition, number.compareTo(least) >= 0, new Amount(number));
                    case Object other -> leaf(condition, false, texts(Set.of(text(other))));
                };
            case Certified(var is) -> leaf(condition, facts.certified() == is, new YesNo(facts.certified()));
            case OwnFriend(var is) ->
                leaf(condition, facts.friendOfManager() == is, new YesNo(facts.friendOfManager()));
            case NoContact(var days) -> {
                Instant last = facts.lastContact();
                yield last == null
                        ? leaf(condition, true, new Unknown())
                        : leaf(condition, last.isBefore(start(today.minusDays(days), zone)), new Last(last));
            }
            case Active(var kinds, var days, var atLeast) -> {
                Instant since = start(today.minusDays(days), zone);
                int times = count(
                        facts.activities(),
                        activity -> kinds.contains(activity.kind())
                                && !activity.at().isBefore(since));
                yield leaf(condition, times >= atLeast, new Times(times));
            }
        };
    }

    private static RuleExplanation age(Condition condition, int from, int to, CustomerFacts facts, LocalDate today) {
        LocalDate birthday = facts.birthday();
        if (birthday == null || birthday.isAfter(today)) {
            return leaf(condition, false, new Unknown());
        }
        int years = Period.between(birthday, today).getYears();
        return leaf(condition, years >= from && years <= to, new Years(years));
    }

    private static RuleExplanation holding(Holding holding, CustomerFacts facts, LocalDate today) {
        List<Held> held = facts.holdings().stream()
                .filter(one -> holding.kinds().isEmpty() || holding.kinds().contains(one.kind()))
                .filter(one -> holding.maturingWithin() == null || matures(one, holding.maturingWithin(), today))
                .toList();
        BigDecimal sum = held.stream().map(Held::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean enough = holding.atLeast() == null || sum.compareTo(holding.atLeast()) >= 0;
        return leaf(holding, !held.isEmpty() && enough, new Holdings(held.size(), sum));
    }

    private static boolean matures(Held held, int days, LocalDate today) {
        LocalDate matures = held.matures();
        return matures != null && !matures.isBefore(today) && !matures.isAfter(today.plusDays(days));
    }

    private static <T> int count(Collection<T> all, Predicate<T> which) {
        return Math.toIntExact(all.stream().filter(which).count());
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : Objects.toString(value);
    }

    private static Found texts(Set<String> values) {
        return values.isEmpty() ? new Unknown() : new Texts(values);
    }

    private static RuleExplanation leaf(Condition condition, boolean met, Found found) {
        return new RuleExplanation(condition, met, Optional.of(found), List.of());
    }

    /** Not what was found: it is a person's. */
    @Override
    public String toString() {
        return "RuleExplanation[" + met + "]";
    }
}
