package cn.bankscrm.compliance.response;

import cn.bankscrm.compliance.archive.ChatTurn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads waits from who spoke when. What was taken back was not said; a customer's closing words, stickers and consents
 * ask for nothing. The waits are a function of the messages, whatever the order in which these came.
 */
final class Waiting {

    /** Kinds of a customer's messages that nobody has to answer. */
    private static final Set<String> NO_QUESTION =
            Set.of("agree", "disagree", "emotion", "revoke", "switch", "redpacket", "external_redpacket");

    private final ClosingPhrases closing;

    Waiting(ClosingPhrases closing) {
        this.closing = closing;
    }

    /** @param turns of one conversation in the order of time, beginning where nobody waits */
    List<Wait> in(List<ChatTurn> turns) {
        List<Wait> waits = new ArrayList<>();
        @Nullable ChatTurn asked = null;
        for (ChatTurn turn : turns) {
            if (turn.recalled()) {
                continue;
            }
            if (turn.fromStaff()) {
                if (asked != null) {
                    waits.add(wait(asked, Optional.of(turn.at())));
                    asked = null;
                }
            } else if (asked == null && asks(turn)) {
                asked = turn;
            }
        }
        if (asked != null) {
            waits.add(wait(asked, Optional.empty()));
        }
        return waits;
    }

    private boolean asks(ChatTurn turn) {
        return !NO_QUESTION.contains(turn.kind())
                && !turn.text().filter(closing::areAllOf).isPresent();
    }

    private static Wait wait(ChatTurn asked, Optional<Instant> answered) {
        return new Wait(asked.seq(), asked.at(), answered);
    }
}
