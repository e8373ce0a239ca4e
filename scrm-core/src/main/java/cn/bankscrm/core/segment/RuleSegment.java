package cn.bankscrm.core.segment;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A segment as the list of segments has it.
 *
 * @param rule whether members are computed by a rule; else files deliver them
 * @param from the first day a rule segment exists; empty for a delivered one
 * @param retired the day it ended
 * @param computed whether it has been computed for the whole bank
 * @param members of the whole bank, today; 0 for a delivered one
 */
public record RuleSegment(
        SegmentId id,
        String name,
        String description,
        boolean rule,
        Optional<LocalDate> from,
        Optional<LocalDate> retired,
        boolean computed,
        long members) {}
