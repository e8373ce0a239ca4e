package cn.bankscrm.kpi.coverage;

/**
 * One line of coverage: a subject, a segment, and the heads.
 *
 * @param subject whose coverage
 * @param name the institution's or the manager's name, for people
 * @param segment of which customers
 * @param counts the heads; managed is more than none
 */
public record CoverageRow(CoverageSubject subject, String name, CoverageSegment segment, CoverageCounts counts) {}
