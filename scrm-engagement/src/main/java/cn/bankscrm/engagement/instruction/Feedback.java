package cn.bankscrm.engagement.instruction;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody said of an instruction, and what they were told.
 *
 * @param answerSeen whether who gave it has seen the answer
 */
public record Feedback(
        long id,
        String staffName,
        String institution,
        FeedbackKind kind,
        String reason,
        Instant at,
        Optional<Answer> answer,
        boolean answerSeen) {

    /** By whom, as pages show them. */
    public record Answer(String words, String by, Instant at) {}
}
