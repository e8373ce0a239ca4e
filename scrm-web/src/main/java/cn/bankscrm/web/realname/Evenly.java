package cn.bankscrm.web.realname;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Answers after the same time whatever there was to do: how long an answer takes must not tell what was found. Longer
 * than the slowest way takes in quiet times.
 */
final class Evenly {

    private static final Duration TIME = Duration.ofMillis(700);

    private Evenly() {}

    static <T> T answer(Supplier<T> work) {
        long due = System.nanoTime() + TIME.toNanos();
        try {
            return work.get();
        } finally {
            rest(due - System.nanoTime());
        }
    }

    private static void rest(long nanos) {
        if (nanos > 0) {
            try {
                Thread.sleep(Duration.ofNanos(nanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
