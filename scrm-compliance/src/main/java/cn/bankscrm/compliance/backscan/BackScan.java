package cn.bankscrm.compliance.backscan;

import cn.bankscrm.compliance.lexicon.VersionNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A back-scan and how far it is.
 *
 * @param entries that are looked for
 * @param since messages before this are left out; empty: none are
 * @param total messages of the archive when it was asked for
 * @param read of them
 * @param screened of those read, that are of the time asked for and have words
 * @param found messages in which an entry hits
 * @param raised alerts that were new
 * @param left how long it will go on at the pace so far; empty before anything can be told, and when it does not run
 */
public record BackScan(
        long id,
        VersionNumber version,
        int entries,
        Optional<Instant> since,
        State state,
        long total,
        long read,
        long screened,
        long found,
        long raised,
        String askedBy,
        Instant askedAt,
        Optional<Instant> finishedAt,
        Optional<Duration> left) {

    /** What becomes of it. */
    public enum State {
        RUNNING,
        PAUSED,
        DONE
    }

    /** Of the archive, rounded down; 100 when nothing is to be read. */
    public int percent() {
        return total == 0 || state == State.DONE ? 100 : (int) Math.min(100, read * 100 / total);
    }

    public long minutesLeft() {
        return left.map(time -> time.plusSeconds(59).toMinutes()).orElse(0L);
    }
}
