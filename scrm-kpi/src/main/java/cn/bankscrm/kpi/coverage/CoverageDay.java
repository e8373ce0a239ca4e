package cn.bankscrm.kpi.coverage;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One day of a trend.
 *
 * @param day Asia/Shanghai
 * @param counts the heads as of the day's last second, for the current day as of now; empty: not counted yet
 * @param friends friends at that moment; known for all customers alone
 * @param provisional facts of this day came in late and are being counted
 */
public record CoverageDay(LocalDate day, Optional<CoverageCounts> counts, FriendCounts friends, boolean provisional) {}
