package cn.bankscrm.compliance.evidence;

import java.time.LocalDate;
import java.util.List;

/** What goes into a pack. */
public sealed interface PackSelection {

    /**
     * A conversation, from a day to a day, both included.
     *
     * @param id of the conversation
     */
    record Conversation(long id, LocalDate from, LocalDate to) implements PackSelection {

        public Conversation {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("A span ends when it begins or later");
            }
        }
    }

    /** Single messages by the numbers that WeCom gave them. */
    record Messages(List<Long> seqs) implements PackSelection {

        public Messages {
            seqs = List.copyOf(seqs);
            if (seqs.isEmpty()) {
                throw new IllegalArgumentException("A pack holds a message at least");
            }
        }
    }
}
