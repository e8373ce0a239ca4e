package cn.bankscrm.core.segment;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A rule as somebody wrote it.
 *
 * @param from the first day on which it is in force
 * @param by the account that wrote it
 */
public record SegmentVersion(int version, SegmentRule rule, LocalDate from, String by, Instant at, String comment) {}
