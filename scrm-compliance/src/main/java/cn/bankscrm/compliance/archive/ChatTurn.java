package cn.bankscrm.compliance.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * Who said something when, in a conversation of two.
 *
 * @param kind WeCom's {@code msgtype}
 * @param text what a customer wrote, of texts alone; a member's words are not read
 * @param recalled whether it was taken back
 */
public record ChatTurn(
        ConversationId conversation,
        long seq,
        Instant at,
        boolean fromStaff,
        String kind,
        Optional<String> text,
        boolean recalled) {

    /** Not the words: this may end in a log. */
    @Override
    public String toString() {
        return "ChatTurn[" + seq + "]";
    }
}
