package cn.bankscrm.engagement.instruction;

import java.time.Duration;
import java.util.Optional;

/**
 * How long one step takes.
 *
 * @param level of the institutions that pass it on, 1 for head office; 0 for the steps of staff
 * @param step of staff, that they came to; PASSED on for institutions
 * @param gone how many took the step
 * @param typical the median of these; empty where nobody has
 * @param waiting how many stand before it now
 * @param longest how long the slowest of them stands there
 */
public record StepTime(
        int level, String step, int gone, Optional<Duration> typical, int waiting, Optional<Duration> longest) {}
