package cn.bankscrm.web.coverage;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The data of the chart on the coverage page. */
@Controller
class TrendController {

    private final CoverageQueries coverage;
    private final TrendPoints points;

    TrendController(CoverageQueries coverage, TrendPoints points) {
        this.coverage = coverage;
        this.points = points;
    }

    @GetMapping("/coverage/trend")
    @ResponseBody
    List<TrendPoint> trend(CoveragePlace place, DataScope scope) {
        return place.address(coverage, scope)
                .map(at -> points.of(
                                at, Optional.<LocalDate>ofNullable(at.date()).orElseGet(coverage::today), scope)
                        .points())
                .orElse(List.of());
    }
}
