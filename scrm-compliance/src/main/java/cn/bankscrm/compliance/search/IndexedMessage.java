package cn.bankscrm.compliance.search;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the index learns of a message.
 *
 * @param seq its running number in the archive
 * @param at when it was sent, to the millisecond
 * @param conversation the id of its conversation
 * @param people who took part, by WeCom's ids, staff and customers alike; in any case
 * @param kind WeCom's {@code msgtype}
 * @param hits what the lexicon found: levels and categories
 * @param text what can be searched; empty where there is nothing to read
 * @param pictured what is written in its pictures, each for itself
 */
public record IndexedMessage(
        long seq,
        Instant at,
        long conversation,
        Set<String> people,
        String kind,
        Set<String> hits,
        String text,
        List<String> pictured) {

    public IndexedMessage {
        people = Set.copyOf(people);
        hits = Set.copyOf(hits);
        pictured = List.copyOf(pictured);
    }

    /** Not the text: this may end in a log. */
    @Override
    public String toString() {
        return "IndexedMessage[" + seq + ", " + kind + "]";
    }
}
