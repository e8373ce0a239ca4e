package cn.bankscrm.wecom.inbox;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed event is tried again.
 *
 * <p>What will pass (WeCom busy, closed to us, out of reach) is tried for about a day: after 1 s, 2 s, 4 s … up to a
 * minute. What is wrong with the event itself, or with what the platform makes of it, is tried {@value #FAULTS} times
 * within some minutes; then it is a dead letter.
 */
final class RetryPolicy {

    static final int FAULTS = 8;
    static final int ATTEMPTS = 1_500;

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);

    private final RandomGenerator random;

    RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    /** @return how long to wait; empty when it is to be given up */
    Optional<Duration> delay(Failure failure, StoredEvent event) {
        if (failure.passing()) {
            return event.attempts() >= ATTEMPTS
                    ? Optional.empty()
                    : Optional.of(spread(failure.retryAfter()
                            .filter(asked -> asked.compareTo(LONGEST_ASKED_FOR) <= 0)
                            .orElseGet(() -> doubled(event.attempts()))));
        }
        int faults = event.faults() + 1;
        return faults >= FAULTS ? Optional.empty() : Optional.of(spread(doubled(faults)));
    }

    private static Duration doubled(int times) {
        Duration delay = Duration.ofSeconds(1L << Math.min(times - 1, 6));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /** Up to a quarter more, so that what failed together does not come back together. */
    private Duration spread(Duration delay) {
        return delay.plusMillis(random.nextLong(delay.toMillis() / 4 + 1));
    }
}
