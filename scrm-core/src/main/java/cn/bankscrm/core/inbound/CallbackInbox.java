package cn.bankscrm.core.inbound;

import java.util.List;
import java.util.Optional;

/**
 * WeCom's events on their way in, for those who watch over them. Every figure is as of the question. Nothing here holds
 * personal data: events are named by ids.
 */
public interface CallbackInbox {

    /** How much waits, and for how long. */
    InboxState state();

    /**
     * Dead letters: events that could not be worked off and are not tried any more, newest first.
     *
     * @param before only those older than this one; empty: from the newest
     * @param limit 1 to 200
     */
    List<DeadLetter> deadLetters(Optional<InboxEventId> before, int limit);

    /** @return empty when there is no such dead letter (any more) */
    Optional<DeadLetterContent> deadLetter(InboxEventId id);

    /**
     * Tries a dead letter again, at once and as if for the first time.
     *
     * @param by who wants it
     * @return whether there was such a dead letter
     */
    boolean replay(InboxEventId id, String by);

    /**
     * Lays a dead letter aside for good; it stays in the inbox with the reason.
     *
     * @param reason 1 to 500 characters
     * @param by who decided it
     * @return whether there was such a dead letter
     */
    boolean close(InboxEventId id, String reason, String by);
}
