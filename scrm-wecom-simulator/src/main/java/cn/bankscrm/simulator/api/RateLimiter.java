package cn.bankscrm.simulator.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the calls of each path in the running minute and hour of real time, and shuts a path that is over its limit.
 */
final class RateLimiter {
    private static final class Counter {
        private long minute;
        private int inMinute;
        private long hour;
        private int inHour;
        private Instant shutUntil = Instant.MIN;
    }

    private final Limits limits;
    private final InstantSource realTime;
    private final Map<String, Counter> counters = new HashMap<>();

    RateLimiter(Limits limits, InstantSource realTime) {
        this.limits = limits;
        this.realTime = realTime;
    }

    synchronized void count(String path) {
        Counter counter = counters.computeIfAbsent(path, name -> new Counter());
        Instant now = realTime.instant();
        if (now.isBefore(counter.shutUntil)) {
            throw tooMany();
        }
        long minute = now.getEpochSecond() / 60;
        counter.inMinute = counter.minute == minute ? counter.inMinute + 1 : 1;
        counter.minute = minute;
        counter.inHour = counter.hour == minute / 60 ? counter.inHour + 1 : 1;
        counter.hour = minute / 60;
        if (counter.inMinute > limits.perMinute()) {
            counter.shutUntil = now.plusSeconds(60);
            throw tooMany();
        }
        if (counter.inHour > limits.perHour()) {
            counter.shutUntil = now.plusSeconds(3600);
            throw tooMany();
        }
    }

    /** Shuts a path for a while, as if it were over its limit. */
    synchronized void shut(String path, Duration time) {
        counters.computeIfAbsent(path, name -> new Counter()).shutUntil =
                realTime.instant().plus(time);
    }

    static ApiError tooMany() {
        return new ApiError(45009, "api freq out of limit");
    }
}
