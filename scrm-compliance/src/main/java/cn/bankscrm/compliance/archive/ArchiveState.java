package cn.bankscrm.compliance.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the archive stands.
 *
 * @param off why it is off, a word: {@code KEYS} (no private key), {@code SOURCE} (neither library nor simulator),
 *     {@code SECRET} (no corp id or secret); empty when it is on
 * @param seq the last record pulled
 * @param drainedAt when WeCom last had no more; empty when that never was
 * @param behind how long WeCom has not been emptied
 * @param pending records that wait to be read
 * @param oldestPending how long the oldest of them waits; zero when there is none
 * @param missingKeys key versions that records wait for and no node here has
 * @param awaitingKey records that wait for those
 * @param unreadable records that cannot be read
 * @param duplicates messages that came again
 * @param gaps numbers that are missing, over all open gaps
 * @param firstGaps the first open gaps
 * @param mediaPending files to be fetched
 * @param mediaLost files that can no longer be had
 * @param failure what WeCom last failed with, where the last try failed
 */
public record ArchiveState(
        String off,
        long seq,
        Optional<Instant> drainedAt,
        Duration behind,
        long pending,
        Duration oldestPending,
        List<Integer> missingKeys,
        long awaitingKey,
        long unreadable,
        long duplicates,
        long gaps,
        List<Gap> firstGaps,
        long mediaPending,
        long mediaLost,
        Optional<String> failure) {

    /** How long WeCom keeps chats. */
    public static final Duration WINDOW = Duration.ofDays(5);

    /** Longer without an emptied WeCom, and somebody should look. */
    static final Duration LATE = Duration.ofMinutes(30);

    /** Longer, and somebody must: four days are left to mend it. */
    static final Duration DANGER = Duration.ofDays(1);

    /** Numbers that are missing, both included. */
    public record Gap(long first, long last, Instant noticedAt) {}

    /** What it means, the worst first. */
    public enum Level {
        /** Without keys or a source nothing is archived. */
        OFF,
        /** Chats will be lost unless somebody acts. */
        DANGER,
        /** Something waits for somebody. */
        ATTENTION,
        FINE
    }

    public ArchiveState {
        missingKeys = List.copyOf(missingKeys);
        firstGaps = List.copyOf(firstGaps);
    }

    /** A missing key endangers nothing that was pulled: its ciphertext waits for ever. */
    public Level level() {
        if (!off.isEmpty()) {
            return Level.OFF;
        }
        if (behind.compareTo(DANGER) >= 0) {
            return Level.DANGER;
        }
        return behind.compareTo(LATE) >= 0
                        || !missingKeys.isEmpty()
                        || unreadable > 0
                        || gaps > 0
                        || mediaLost > 0
                        || oldestPending.compareTo(LATE) >= 0
                ? Level.ATTENTION
                : Level.FINE;
    }

    /** What is left until WeCom begins to drop what was not pulled. */
    public Duration left() {
        Duration left = WINDOW.minus(behind);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
