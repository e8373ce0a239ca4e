package cn.bankscrm.wecom.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stays away from something for a while: short first, twice as long each time, until it works again. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration last = Duration.ZERO;
    private Instant until = Instant.MIN;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** How long still to stay away; empty when it may be tried. */
    synchronized Optional<Duration> left(Instant now) {
        return now.isBefore(until) ? Optional.of(Duration.between(now, until)) : Optional.empty();
    }

    /**
     * It did not work. Several calls that fail together count once.
     *
     * @return how long to stay away
     */
    synchronized Duration again(Instant now) {
        if (!now.isBefore(until)) {
            last = last.isZero() ? first : min(last.multipliedBy(2), longest);
            until = now.plus(last);
        }
        return Duration.between(now, until);
    }

    synchronized void shutFor(Duration time, Instant now) {
        until = now.plus(time);
    }

    /** A call that began at this moment worked: one that began before the last failure proves nothing. */
    synchronized void worked(Instant begun) {
        if (!begun.isBefore(until)) {
            reset();
        }
    }

    synchronized void reset() {
        last = Duration.ZERO;
        until = Instant.MIN;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
