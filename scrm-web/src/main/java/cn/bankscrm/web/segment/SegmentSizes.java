package cn.bankscrm.web.segment;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.segment.RuleSegment;
import cn.bankscrm.kpi.coverage.CoverageCounts;
import cn.bankscrm.kpi.coverage.CoverageLines;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageRate;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.CoverageSubject;
import cn.bankscrm.kpi.coverage.CoverageTrend;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How large segments are for whoever looks: managed customers and their coverage within the scope, and, for whoever
 * sees the whole bank, all members.
 */
@Component
class SegmentSizes {

    private static final int DAYS = 30;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 60;

    private final CoverageQueries coverage;
    private final CoverageLines lines;
    private final CoverageTrend trends;

    SegmentSizes(CoverageQueries coverage, CoverageLines lines, CoverageTrend trends) {
        this.coverage = coverage;
        this.lines = lines;
        this.trends = trends;
    }

    /**
     * A segment's size.
     *
     * @param members of the whole bank; null where the reader sees a part, or files deliver the segment
     * @param change of the managed customers since thirty days ago; null while that day has not been counted
     */
    record Size(
            @Nullable Long members,
            long managed,
            Optional<CoverageRate> rate,
            @Nullable Long change) {

        public String sign() {
            return change == null || change == 0 ? "same" : change > 0 ? "up" : "down";
        }

        public long distance() {
            return change == null ? 0 : Math.abs(change);
        }
    }

    /** A line through thirty days. */
    record Trend(String points, long first, long last, LocalDate since) {}

    /** The managed customers of each segment, now, by the segment's name. */
    Map<String, Size> now(DataScope scope) {
        Optional<CoverageSubject> home = coverage.home(scope);
        Map<String, Size> sizes = new HashMap<>();
        home.flatMap(subject -> lines.line(subject, coverage.today(), scope))
                .ifPresent(line -> line.counts()
                        .forEach((segment, counts) ->
                                sizes.put(segment.name(), new Size(null, counts.managed(), counts.coverage(), null))));
        return sizes;
    }

    Size of(RuleSegment segment, Map<String, Size> now, DataScope scope) {
        Size size = now.getOrDefault(segment.name(), new Size(null, 0, Optional.empty(), null));
        LocalDate then = coverage.today().minusDays(DAYS);
        Long before = managed(segment, then, then, scope).get(then);
        return new Size(
                segment.rule() && scope instanceof DataScope.WholeBank ? Long.valueOf(segment.members()) : null,
                size.managed(),
                size.rate(),
                before == null ? null : Long.valueOf(size.managed() - before));
    }

    /** Managed customers day by day; null where fewer than two days have been counted. */
    @Nullable
    Trend trend(RuleSegment segment, DataScope scope) {
        LocalDate today = coverage.today();
        NavigableMap<LocalDate, Long> days = managed(segment, today.minusDays(DAYS), today, scope);
        if (days.size() < 2) {
            return null;
        }
        long most = days.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        String points = days.entrySet().stream()
                .map(day -> WIDTH * (DAYS - (today.toEpochDay() - day.getKey().toEpochDay())) / DAYS + ","
                        + (HEIGHT - 2 - (most == 0 ? 0 : (HEIGHT - 4) * day.getValue() / most)))
                .collect(Collectors.joining(" "));
        return new Trend(points, days.firstEntry().getValue(), days.lastEntry().getValue(), days.firstKey());
    }

    private NavigableMap<LocalDate, Long> managed(RuleSegment segment, LocalDate from, LocalDate to, DataScope scope) {
        NavigableMap<LocalDate, Long> days = new TreeMap<>();
        LocalDate first = segment.from().filter(from::isBefore).orElse(from);
        if (first.isAfter(to)) {
            return days;
        }
        List<CoverageSubject> home = coverage.home(scope).stream().toList();
        home.forEach(subject -> trends.trend(subject, new CoverageSegment(segment.name()), first, to, scope)
                .forEach(day ->
                        day.counts().map(CoverageCounts::managed).ifPresent(managed -> days.put(day.day(), managed))));
        return days;
    }
}
