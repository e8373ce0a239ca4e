package cn.bankscrm.engagement.workbench;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.compliance.interception.Decision;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a member of staff gets when they ask what to say. */
public sealed interface Offered {

    /**
     * It may leave.
     *
     * @param key names this handing out: what is sent by it is recorded once
     * @param link of the content that goes with it
     */
    record Words(UUID key, Cleared text, Optional<String> link) implements Offered {

        /** As it is sent: the words, and the link on a line of its own. */
        public String whole() {
            return link.map(address -> text.text() + "\n" + address).orElse(text.text());
        }
    }

    /** It must not leave as it is; with what the door said, so that it can be reworded. */
    record Held(String text, Decision decision) implements Offered {}

    /** It is too early: quiet hours. */
    record TooEarly(Instant from) implements Offered {}

    /** The content was withdrawn or has run out; the task is gone. */
    record Withdrawn() implements Offered {}

    /** There is no such task any more, or it is somebody else's. */
    record Gone() implements Offered {}
}
