package cn.bankscrm.core.segment;

import cn.bankscrm.core.activity.ActivityKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a segment: conditions on a customer, joined by all, any and not. What is unknown meets no condition,
 * so it meets the condition's opposite.
 */
public sealed interface SegmentRule {

    /** Every part is met; without parts: met by everybody. */
    record All(List<SegmentRule> of) implements SegmentRule {
        public All {
            of = List.copyOf(of);
        }
    }

    /** At least one part is met; without parts: met by nobody. */
    record Any(List<SegmentRule> of) implements SegmentRule {
        public Any {
            of = List.copyOf(of);
        }
    }

    /** The part is not met. */
    record Not(SegmentRule of) implements SegmentRule {}

    /** What is looked up about a customer. */
    sealed interface Condition extends SegmentRule {}

    /**
     * Assets under management in yuan.
     *
     * @param from at least; null: from nothing
     * @param below less than; null: without limit
     */
    record Assets(@Nullable BigDecimal from, @Nullable BigDecimal below) implements Condition {}

    /**
     * Full years of age on the day.
     *
     * @param from at least; null: from birth
     * @param to at most; null: without limit
     */
    record Age(@Nullable Integer from, @Nullable Integer to) implements Condition {}

    /** Whether the customer holds an account. */
    record Account(boolean has) implements Condition {}

    /** At home in an institution or below it. */
    record HomeInstitution(String code) implements Condition {}

    /**
     * In one of some provinces.
     *
     * @param codes six digits each, as GB/T 2260
     */
    record Province(Set<String> codes, Place place) implements Condition {
        public Province {
            codes = Set.copyOf(codes);
        }
    }

    /** Which of a customer's places. */
    enum Place {
        /** Where the home institution is. */
        HOME,
        /** From where the customer was when certified. */
        CERTIFIED_FROM
    }

    /** In a segment that the bank's files deliver. */
    record Delivered(String segment) implements Condition {}

    /**
     * Holds something.
     *
     * @param kinds of these kinds; empty: of any
     * @param atLeast together at least so many yuan; null: whatever the amount
     * @param maturingWithin that matures today or within so many days; null: whenever
     */
    record Holding(
            Set<HoldingKind> kinds,
            @Nullable BigDecimal atLeast,
            @Nullable Integer maturingWithin) implements Condition {
        public Holding {
            kinds = Set.copyOf(kinds);
        }
    }

    /** Carries a tag: one of the bank's own on the customer, or a corp tag on a live friend link of theirs. */
    record Tagged(long tag) implements Condition {}

    /** A delivered attribute is one of some values. */
    record AttributeIn(String attribute, Set<String> values) implements Condition {
        public AttributeIn {
            values = Set.copyOf(values);
        }
    }

    /** A delivered attribute that is a number is at least so large. */
    record AttributeAtLeast(String attribute, BigDecimal value) implements Condition {}

    /** Whether a WeCom contact is certified as the customer. */
    record Certified(boolean is) implements Condition {}

    /** Whether a contact certified as the customer is a friend of the manager who looks after them, in post. */
    record OwnFriend(boolean is) implements Condition {}

    /** No effective contact (有效联系) today or in the days before. */
    record NoContact(int days) implements Condition {}

    /** Something happened with the customer today or in the days before, so often at least. */
    record Active(Set<ActivityKind> kinds, int days, int atLeast) implements Condition {
        public Active {
            kinds = Set.copyOf(kinds);
        }
    }
}
