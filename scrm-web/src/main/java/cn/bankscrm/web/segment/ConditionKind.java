package cn.bankscrm.web.segment;

import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.core.segment.SegmentRule;
import cn.bankscrm.core.segment.SegmentRule.Condition;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A condition as the builder offers it: which fields it has, and what becomes of what is typed there. */
enum ConditionKind {
    ASSETS(typed -> new SegmentRule.Assets(typed.amount("from"), typed.amount("below"))),
    AGE(typed -> new SegmentRule.Age(typed.number("from"), typed.number("to"))),
    ACCOUNT(typed -> new SegmentRule.Account(typed.yes())),
    HOLDING(typed -> new SegmentRule.Holding(
            typed.chosen(HoldingKind.class, "kinds"), typed.amount("atLeast"), typed.number("within"))),
    DELIVERED(typed -> new SegmentRule.Delivered(typed.text("segment"))),
    TAG(typed -> new SegmentRule.Tagged(typed.id("tag"))),
    ATTRIBUTE(typed -> new SegmentRule.AttributeIn(typed.text("attribute"), typed.texts("values"))),
    ATTRIBUTE_AT_LEAST(
            typed -> new SegmentRule.AttributeAtLeast(typed.text("attribute"), typed.requiredAmount("value"))),
    INSTITUTION(typed -> new SegmentRule.HomeInstitution(typed.text("code"))),
    PROVINCE(typed -> new SegmentRule.Province(
            typed.texts("codes"),
            typed.text("place").equals("CERTIFIED_FROM") ? SegmentRule.Place.CERTIFIED_FROM : SegmentRule.Place.HOME)),
    CERTIFIED(typed -> new SegmentRule.Certified(typed.yes())),
    FRIEND_OF_MANAGER(typed -> new SegmentRule.OwnFriend(typed.yes())),
    NO_CONTACT(typed -> new SegmentRule.NoContact(typed.requiredNumber("days"))),
    ACTIVITY(typed -> new SegmentRule.Active(
            typed.chosen(ActivityKind.class, "kinds"), typed.requiredNumber("days"), typed.requiredNumber("atLeast")));

    @SuppressWarnings("ImmutableEnumChecker") // a constructor of a record
    private final Function<Typed, Condition> reading;

    ConditionKind(Function<Typed, Condition> reading) {
        this.reading = reading;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ConditionKind> of(@Nullable String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }

    /** @throws Unreadable when a field does not hold what it should */
    Condition read(Map<String, List<String>> fields) {
        return reading.apply(new Typed(fields));
    }

    static ConditionKind of(Condition condition) {
        return switch (condition) {
            case SegmentRule.Assets a -> ASSETS;
            case SegmentRule.Age a -> AGE;
            case SegmentRule.Account a -> ACCOUNT;
            case SegmentRule.Holding h -> HOLDING;
            case SegmentRule.Delivered d -> DELIVERED;
            case SegmentRule.Tagged t -> TAG;
            case SegmentRule.AttributeIn a -> ATTRIBUTE;
            case SegmentRule.AttributeAtLeast a -> ATTRIBUTE_AT_LEAST;
            case SegmentRule.HomeInstitution h -> INSTITUTION;
            case SegmentRule.Province p -> PROVINCE;
            case SegmentRule.Certified c -> CERTIFIED;
            case SegmentRule.OwnFriend f -> FRIEND_OF_MANAGER;
            case SegmentRule.NoContact n -> NO_CONTACT;
            case SegmentRule.Active a -> ACTIVITY;
        };
    }

    /** What the fields of a condition show. */
    static Map<String, List<String>> fields(Condition condition) {
        return switch (condition) {
            case SegmentRule.Assets(var from, var below) -> Map.of("from", one(from), "below", one(below));
            case SegmentRule.Age(var from, var to) -> Map.of("from", one(from), "to", one(to));
            case SegmentRule.Account(var has) -> yes(has);
            case SegmentRule.Holding(var kinds, var atLeast, var within) ->
                Map.of("kinds", names(kinds), "atLeast", one(atLeast), "within", one(within));
            case SegmentRule.Delivered(var segment) -> Map.of("segment", one(segment));
            case SegmentRule.Tagged(var tag) -> Map.of("tag", one(tag));
            case SegmentRule.AttributeIn(var attribute, var values) ->
                Map.of("attribute", one(attribute), "values", joined(values));
            case SegmentRule.AttributeAtLeast(var attribute, var value) ->
                Map.of("attribute", one(attribute), "value", one(value));
            case SegmentRule.HomeInstitution(var code) -> Map.of("code", one(code));
            case SegmentRule.Province(var codes, var place) ->
                Map.of("codes", joined(codes), "place", one(place.name()));
            case SegmentRule.Certified(var is) -> yes(is);
            case SegmentRule.OwnFriend(var is) -> yes(is);
            case SegmentRule.NoContact(var days) -> Map.of("days", one(days));
            case SegmentRule.Active(var kinds, var days, var atLeast) ->
                Map.of("kinds", names(kinds), "days", one(days), "atLeast", one(atLeast));
        };
    }

    private static List<String> one(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case BigDecimal number -> List.of(number.toPlainString());
            case Object other -> List.of(other.toString());
        };
    }

    private static Map<String, List<String>> yes(boolean is) {
        return Map.of("is", List.of(Boolean.toString(is)));
    }

    private static List<String> names(Set<? extends Enum<?>> chosen) {
        return chosen.stream().map(Enum::name).sorted().toList();
    }

    private static List<String> joined(Set<String> values) {
        return List.of(values.stream().sorted().collect(Collectors.joining("、")));
    }

    /** A field that does not hold what it should. */
    static final class Unreadable extends RuntimeException {

        private final String code;

        Unreadable(String code) {
            super(code);
            this.code = code;
        }

        /** Of the sentence to show. */
        String code() {
            return code;
        }
    }

    /** What is typed in the fields of a condition. */
    private record Typed(Map<String, List<String>> fields) {

        String text(String field) {
            List<String> all = fields.getOrDefault(field, List.of());
            return all.isEmpty() ? "" : all.getFirst().strip();
        }

        boolean yes() {
            return !text("is").equals("false");
        }

        @Nullable
        BigDecimal amount(String field) {
            String text = text(field).replace(",", "").replace("，", "");
            if (text.isEmpty()) {
                return null;
            }
            boolean tenThousands = text.endsWith("万");
            try {
                BigDecimal amount = new BigDecimal(
                        tenThousands ? text.substring(0, text.length() - 1).strip() : text);
                if (text.length() > 20) {
                    throw new Unreadable("notANumber");
                }
                return tenThousands ? amount.movePointRight(4) : amount;
            } catch (NumberFormatException e) {
                throw new Unreadable("notANumber");
            }
        }

        BigDecimal requiredAmount(String field) {
            BigDecimal amount = amount(field);
            if (amount == null) {
                throw new Unreadable("notANumber");
            }
            return amount;
        }

        @Nullable
        Integer number(String field) {
            String text = text(field);
            if (text.isEmpty()) {
                return null;
            }
            if (!text.matches("[0-9]{1,6}")) {
                throw new Unreadable("notANumber");
            }
            return Integer.valueOf(text);
        }

        int requiredNumber(String field) {
            Integer number = number(field);
            if (number == null) {
                throw new Unreadable("notANumber");
            }
            return number;
        }

        long id(String field) {
            String text = text(field);
            if (!text.matches("[0-9]{1,18}")) {
                throw new Unreadable("noTag");
            }
            return Long.parseLong(text);
        }

        Set<String> texts(String field) {
            return Arrays.stream(text(field).split("[、,，;；|\\s]+", -1))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }

        <E extends Enum<E>> Set<E> chosen(Class<E> of, String field) {
            List<String> names = fields.getOrDefault(field, List.of());
            return Arrays.stream(of.getEnumConstants())
                    .filter(one -> names.contains(one.name()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
