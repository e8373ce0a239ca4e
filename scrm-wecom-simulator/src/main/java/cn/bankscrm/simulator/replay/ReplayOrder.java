package cn.bankscrm.simulator.replay;

import java.time.Instant;

/**
 * What to replay.
 *
 * @param from the first moment, inclusive
 * @param to the last moment, exclusive; the clock stands there afterwards, unless it is {@link Instant#MAX}
 * @param speed virtual seconds a real second; 0: as fast as the callbacks are answered
 * @param concurrency how many callbacks are under way at once
 */
public record ReplayOrder(Instant from, Instant to, double speed, int concurrency) {
    public static final int USUAL_CONCURRENCY = 8;

    public ReplayOrder {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from must lie before to");
        }
        if (!(speed >= 0) || concurrency < 1 || concurrency > 1000) {
            throw new IllegalArgumentException("speed must not be negative, concurrency lie between 1 and 1000");
        }
    }

    /** All that the folder holds, as fast as it is answered. */
    public static ReplayOrder everything() {
        return new ReplayOrder(Instant.MIN, Instant.MAX, 0, USUAL_CONCURRENCY);
    }

    public ReplayOrder between(Instant newFrom, Instant newTo) {
        return new ReplayOrder(newFrom, newTo, speed, concurrency);
    }

    public ReplayOrder atOnce(int newConcurrency) {
        return new ReplayOrder(from, to, speed, newConcurrency);
    }

    public ReplayOrder atSpeed(double newSpeed) {
        return new ReplayOrder(from, to, newSpeed, concurrency);
    }
}
