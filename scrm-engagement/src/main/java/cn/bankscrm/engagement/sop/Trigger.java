package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.segment.HoldingKind;
import java.time.LocalDate;
import java.util.Set;

/** What brings a customer into a plan; the day of it is the day from which the steps are counted. */
public sealed interface Trigger {

    /** A member of staff and the customer became friends in WeCom. */
    record FriendAdded() implements Trigger {}

    /** A contact was certified as the customer. */
    record Certified() implements Trigger {}

    record Birthday() implements Trigger {}

    /** @param kinds of these kinds; empty: of any */
    record HoldingMatures(Set<HoldingKind> kinds) implements Trigger {
        public HoldingMatures {
            kinds = Set.copyOf(kinds);
        }
    }

    record OnDate(LocalDate day) implements Trigger {}

    /**
     * Each month, such as salary day.
     *
     * @param day 1 to 28: every month has it
     */
    record EveryMonth(int day) implements Trigger {
        public EveryMonth {
            if (day < 1 || day > 28) {
                throw new IllegalArgumentException("Not every month has this day");
            }
        }
    }

    /** The customer comes to belong to a segment. */
    record EntersSegment(short segment) implements Trigger {}

    /** Whether the day is known before it comes, so that steps may lie before it. */
    default boolean foreseen() {
        return !atAnyMinute() && !(this instanceof EntersSegment);
    }

    /** Whether it happens at any minute, and is looked for all day. */
    default boolean atAnyMinute() {
        return this instanceof FriendAdded || this instanceof Certified;
    }
}
