package cn.bankscrm.compliance.evidence;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: what it covers is not deleted, however old.
 *
 * @param id its number
 * @param span what it covers
 * @param reason in the words of who asked for it
 * @param proposedBy who asked for it
 * @param decidedBy who confirmed or refused it; null: nobody yet
 * @param liftProposedBy who asked to lift it; null: nobody
 * @param liftedBy who lifted it; null: it was not lifted
 */
public record LegalHold(
        long id,
        State state,
        Span span,
        String reason,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable String liftReason,
        @Nullable String liftProposedBy,
        @Nullable String liftedBy) {

    /** How far it is. */
    public enum State {
        /** Asked for: it holds already, and waits for a second person. */
        PROPOSED,
        /** Confirmed by a second person. */
        IN_FORCE,
        /** To be lifted: it holds until a second person agrees. */
        LIFT_PROPOSED,
        /** A second person refused it. */
        REFUSED,
        LIFTED
    }

    /**
     * What a hold covers: what fits all that is given.
     *
     * @param customerNo messages of this customer of the bank, by whatever contact; null: of anybody
     * @param conversation messages of this conversation; null: of any
     * @param from from this day on; null: from the beginning
     * @param to up to this day; null: for ever
     */
    public record Span(
            @Nullable String customerNo,
            @Nullable Long conversation,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {

        public Span {
            if (customerNo == null && conversation == null && (from == null || to == null)) {
                throw new IllegalArgumentException("A hold covers a customer, a conversation, or a span of days");
            }
            if (from != null && to != null && to.isBefore(from)) {
                throw new IllegalArgumentException("A span ends when it begins or later");
            }
        }
    }

    /**
     * What it keeps now.
     *
     * @param covered messages that it covers
     * @param due of them, those that retention would have deleted without it or another hold
     */
    public record Kept(long covered, long due) {}

    /** Whether anything is kept by it. */
    public boolean holds() {
        return state != State.REFUSED && state != State.LIFTED;
    }

    @Override
    public String toString() {
        return "LegalHold[" + id + ", " + state + "]";
    }
}
