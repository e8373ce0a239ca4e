package cn.bankscrm.core.realname;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of the consent text as those see it who write it.
 *
 * @param effectiveFrom before it is approved: when it is wished to come into force, null for at once
 * @param writtenBy the account that changed it last; {@link #DELIVERED} for what came with the platform
 * @param approvedBy null until it is approved, and for what came with the platform
 * @param sentBackBy who sent it back last; null where nobody did
 * @param revision counts changes, so that nobody decides upon an old page
 * @param agreed how many consents to it stand
 */
public record ConsentTextVersion(
        ConsentText text,
        State state,
        @Nullable Instant effectiveFrom,
        String writtenBy,
        Instant writtenAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        @Nullable String sentBackBy,
        @Nullable String sentBackReason,
        long revision,
        long agreed) {

    /** The writer of the text that came with the platform. */
    public static final String DELIVERED = "platform";

    /** How far it has come. */
    public enum State {
        /** Nobody has handed it in. */
        DRAFT,
        /** Waits for a second person. */
        PROPOSED,
        /** Approved; its time has not come yet. */
        COMING,
        /** What customers are shown now. */
        IN_FORCE,
        /** What customers were shown before. */
        FORMER
    }

    public boolean delivered() {
        return writtenBy.equals(DELIVERED);
    }

    /** Whether it may still be changed. */
    public boolean open() {
        return state == State.DRAFT || state == State.PROPOSED;
    }
}
