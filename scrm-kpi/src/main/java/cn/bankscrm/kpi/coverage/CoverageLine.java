package cn.bankscrm.kpi.coverage;

import java.util.Map;

/**
 * One subject with all its segments: a row of the heat map.
 *
 * @param subject an institution or a manager
 * @param name the institution's or the manager's name, for people
 * @param counts the heads by segment, {@link CoverageSegment#ALL} among them; a segment without managed customers is
 *     not there
 * @param friends friends of the subject's staff
 */
public record CoverageLine(
        CoverageSubject subject, String name, Map<CoverageSegment, CoverageCounts> counts, FriendCounts friends) {

    public CoverageLine {
        counts = Map.copyOf(counts);
    }

    /** The heads of a segment; none where nobody is managed. */
    public CoverageCounts of(CoverageSegment segment) {
        return counts.getOrDefault(segment, CoverageCounts.NONE);
    }
}
