package cn.bankscrm.engagement.fatigue;

import java.time.Instant;
import java.util.List;

/** Why a wish is not met. */
public sealed interface Reason {

    /** @param used what used the budget up, the earliest first */
    record OverCap(Cap cap, List<Used> used) implements Reason {
        public OverCap {
            used = List.copyOf(used);
        }
    }

    record OptedOut() implements Reason {}

    /** @param days for how long after it nothing is sent */
    record Complained(Instant at, int days) implements Reason {}

    /** @param days for how long after it nothing is sent */
    record Deleted(Instant at, int days) implements Reason {}

    /**
     * No allowed moment on its day or the next.
     *
     * @param holiday whether its day is one
     */
    record NoMoment(boolean holiday) implements Reason {}
}
