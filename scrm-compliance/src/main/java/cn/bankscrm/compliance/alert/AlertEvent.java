package cn.bankscrm.compliance.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A single alert of a group.
 *
 * @param seq of the message; null where none caused it
 * @param lexiconVersion by which words were found; null for other rules
 * @param facts numbers that tell more
 */
public record AlertEvent(
        long id,
        AlertLevel level,
        Instant at,
        Instant raisedAt,
        @Nullable Long conversation,
        @Nullable Long seq,
        @Nullable Integer lexiconVersion,
        List<TermHit> hits,
        Map<String, Long> facts) {

    /** A term of the lexicon, and where in the message it stands. */
    public record TermHit(long entry, String term, int start, int end) {}

    public AlertEvent {
        hits = List.copyOf(hits);
        facts = Map.copyOf(facts);
    }
}
