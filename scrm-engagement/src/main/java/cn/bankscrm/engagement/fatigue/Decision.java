package cn.bankscrm.engagement.fatigue;

import java.time.Instant;

/** What becomes of a wish. */
public sealed interface Decision {

    Wish wish();

    /**
     * It may go out.
     *
     * @param at when; later than wished where that is quiet or a holiday
     */
    record Planned(Wish wish, Instant at) implements Decision {}

    /** It may not. */
    record Suppressed(Wish wish, Reason reason) implements Decision {}
}
