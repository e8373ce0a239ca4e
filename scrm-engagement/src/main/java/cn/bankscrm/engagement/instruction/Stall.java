package cn.bankscrm.engagement.instruction;

import java.time.Instant;

/**
 * An institution that keeps an instruction from going on.
 *
 * @param code of the institution
 * @param since when it arrived there
 * @param seen whether one of its officers opened it
 * @param people who wait for it at and below that institution
 * @param escalated whether it was brought before the institution above
 */
public record Stall(
        InstructionId id,
        String title,
        String code,
        String name,
        Instant since,
        boolean seen,
        int people,
        boolean escalated) {}
