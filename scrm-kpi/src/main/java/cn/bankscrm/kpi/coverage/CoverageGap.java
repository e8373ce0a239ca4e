package cn.bankscrm.kpi.coverage;

/**
 * The widest gap below a subject: where the most heads are missing to what is asked for.
 *
 * @param subject the institution or manager with the gap
 * @param name its name
 * @param segment of which customers
 * @param counts the heads there
 * @param reference what is asked for: the target, or the bank's own coverage of that segment
 * @param heads customers still to be won to reach it; at least one
 */
public record CoverageGap(
        CoverageSubject subject,
        String name,
        CoverageSegment segment,
        CoverageCounts counts,
        CoverageRate reference,
        long heads) {}
