package cn.bankscrm.engagement.fatigue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one customer when the guard decides.
 *
 * @param now the moment of the decision
 * @param used at least of as many days, back and ahead, as the longest cap
 * @param optedOut the customer wants no such messages
 * @param complainedAt last
 * @param deletedAt when the customer last deleted a member of staff
 */
public record History(
        Instant now, List<Used> used, boolean optedOut, Optional<Instant> complainedAt, Optional<Instant> deletedAt) {

    public History {
        used = List.copyOf(used);
    }

    /** Nothing is known but the time. */
    public static History none(Instant now) {
        return new History(now, List.of(), false, Optional.empty(), Optional.empty());
    }

    /** The same with more that was used. */
    public History with(List<Used> all) {
        return new History(now, all, optedOut, complainedAt, deletedAt);
    }
}
