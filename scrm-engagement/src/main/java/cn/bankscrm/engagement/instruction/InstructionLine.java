package cn.bankscrm.engagement.instruction;

import java.time.Instant;
import java.time.LocalDate;

/**
 * An instruction as the board lists it, with what of it lies in the reader's scope.
 *
 * @param mine whether the reader issued it
 * @param stalled institutions that it has arrived at and that have not passed it on
 * @param escalated institutions that were brought before those above, and still stall
 * @param said how often feedback was given
 * @param unanswered how much of it waits for an answer
 */
public record InstructionLine(
        InstructionId id,
        String title,
        String fromName,
        String authorName,
        boolean mine,
        InstructionState state,
        Instant issuedAt,
        LocalDate due,
        StepCounts counts,
        int stalled,
        int escalated,
        int said,
        int unanswered) {}
