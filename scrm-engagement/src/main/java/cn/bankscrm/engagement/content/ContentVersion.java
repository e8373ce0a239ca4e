package cn.bankscrm.engagement.content;

import java.time.Instant;
import java.util.Optional;

/**
 * A version with its whole way.
 *
 * @param version counts its changes; to be named when it is changed
 * @param decided by whom and when it was published or sent back, with the reason if it was sent back
 * @param goOnReason why somebody went on after the door's warning
 */
public record ContentVersion(
        ContentVersionId id,
        int number,
        ContentState state,
        long version,
        Manuscript manuscript,
        Act written,
        Optional<Act> submitted,
        Optional<Act> decided,
        Optional<Act> ended,
        Optional<String> goOnReason) {

    /** Who did it, when, and why where a reason was given. */
    public record Act(String by, Instant at, Optional<String> reason) {}
}
