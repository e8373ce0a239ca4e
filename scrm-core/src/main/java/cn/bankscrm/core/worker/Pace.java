package cn.bankscrm.core.worker;

import java.time.Duration;

/**
 * How a background worker spends its time.
 *
 * @param tick how long it rests when there was nothing more to do
 * @param longestPause how long it rests at most while it fails; the rest doubles with each failure until then
 * @param patience how long the platform waits, when it stops, for what is under way
 * @param gathering how long a worker that was woken waits for what else may come, to do it together
 */
public record Pace(Duration tick, Duration longestPause, Duration patience, Duration gathering) {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    public Pace {
        if (!tick.isPositive() || !longestPause.isPositive() || patience.isNegative() || gathering.isNegative()) {
            throw new IllegalArgumentException("A worker rests for a while, and waits no negative time");
        }
    }

    /** Rests so long between two looks; half a minute at most after failures, as long for what is under way. */
    public static Pace every(Duration tick) {
        return new Pace(tick, HALF_A_MINUTE, HALF_A_MINUTE, Duration.ZERO);
    }

    public Pace pausingAtMost(Duration longest) {
        return new Pace(tick, longest, patience, gathering);
    }

    public Pace stoppingWithin(Duration time) {
        return new Pace(tick, longestPause, time, gathering);
    }

    public Pace gatheringFor(Duration time) {
        return new Pace(tick, longestPause, patience, time);
    }
}
