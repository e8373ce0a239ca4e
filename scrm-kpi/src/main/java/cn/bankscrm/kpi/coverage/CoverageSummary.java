package cn.bankscrm.kpi.coverage;

import java.util.Optional;

/**
 * What the sentence above a coverage page tells.
 *
 * @param cell the coverage now
 * @param weekAgo the heads seven days before; empty when that day's snapshot is not there or is being counted again
 * @param gap the widest gap below; empty when nothing falls short
 * @param target the target set for the bank; empty when there is none and gaps are measured by the bank's own coverage
 */
public record CoverageSummary(
        CoverageCell cell,
        Optional<CoverageCounts> weekAgo,
        Optional<CoverageGap> gap,
        Optional<CoverageRate> target) {}
