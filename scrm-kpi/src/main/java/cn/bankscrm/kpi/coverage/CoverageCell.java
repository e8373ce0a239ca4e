package cn.bankscrm.kpi.coverage;

import java.time.LocalDate;

/**
 * The coverage of one subject and segment on one day, as of that day's last second; for the current day, as of now.
 *
 * @param subject whose coverage
 * @param name the institution's or the manager's name, for people
 * @param segment of which customers
 * @param date the day, Asia/Shanghai
 * @param counts the heads; {@link CoverageCounts#NONE} where nobody is managed
 * @param friends known for all customers alone; {@link FriendCounts#NONE} in a single segment
 */
public record CoverageCell(
        CoverageSubject subject,
        String name,
        CoverageSegment segment,
        LocalDate date,
        CoverageCounts counts,
        FriendCounts friends) {}
