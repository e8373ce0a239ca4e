package cn.bankscrm.web.coverage;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageCounts;
import cn.bankscrm.kpi.coverage.CoverageDay;
import cn.bankscrm.kpi.coverage.CoverageRate;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.CoverageTrend;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the trend of a subject at the step that the reader chose. */
@Component
class TrendPoints {

    private final CoverageTrend trend;

    TrendPoints(CoverageTrend trend) {
        this.trend = trend;
    }

    /**
     * @param points from the first day that is known
     * @param recounted how many days are left out, because facts of them came in late and are being counted
     */
    record Trend(List<TrendPoint> points, long recounted) {

        Trend {
            points = List.copyOf(points);
        }
    }

    Trend of(CoverageAddress at, LocalDate end, DataScope scope) {
        TrendStep step = at.step();
        List<CoverageDay> days =
                trend.trend(at.subject(), CoverageSegment.ALL, step.beginning(end), end, scope).stream()
                        .filter(day -> step.shows(day.day(), end))
                        .toList();
        return new Trend(
                days.stream()
                        .map(TrendPoints::point)
                        .dropWhile(point -> point.rate() == null)
                        .toList(),
                days.stream().filter(CoverageDay::provisional).count());
    }

    private static TrendPoint point(CoverageDay day) {
        CoverageCounts counts = day.counts().filter(known -> !day.provisional()).orElse(CoverageCounts.NONE);
        return new TrendPoint(
                day.day(),
                counts.managed(),
                counts.certifiedOwn(),
                counts.coverage().map(CoverageRate::value).orElse(null));
    }
}
