package cn.bankscrm.core.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a sync is.
 *
 * @param phase what it is at, or was at when it ended
 * @param done of the phase's units (departments, members …), those that are finished
 * @param total all units of the phase; 0 where that is not known yet
 * @param finishedAt null while it runs
 * @param failure why it failed, without personal data; null unless it did
 */
public record SyncProgress(
        long id,
        Kind kind,
        Status status,
        Phase phase,
        int done,
        int total,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure,
        SyncReport report) {

    /** Why there is a sync. */
    public enum Kind {
        /** Somebody asked for it, or the platform is new. */
        FULL,
        /** The nightly reconciliation. */
        NIGHTLY
    }

    /** Whether it runs. */
    public enum Status {
        RUNNING,
        DONE,
        FAILED
    }

    /** What it is at; one after the other. */
    public enum Phase {
        DEPARTMENTS,
        MEMBERS,
        FOLLOW_USERS,
        TAGS,
        CONTACTS,
        LEAVERS,
        STATISTICS,
        FINISHED
    }
}
