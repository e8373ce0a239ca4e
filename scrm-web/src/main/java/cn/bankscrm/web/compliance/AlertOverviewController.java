package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertStatistics;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.casework.CaseQueries;
import cn.bankscrm.compliance.casework.CaseState;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Alerts and cases counted: by week, institution, manager and category. */
@Navigation(Section.ALERTS)
@RequestMapping("/compliance/alerts")
@Controller
class AlertOverviewController {

    private static final int LONGEST = 53;
    private static final int LINES = 20;

    private final AlertStatistics statistics;
    private final CaseQueries cases;
    private final Clock clock;

    AlertOverviewController(AlertStatistics statistics, CaseQueries cases, Clock clock) {
        this.statistics = statistics;
        this.cases = cases;
        this.clock = clock;
    }

    @GetMapping("/overview")
    String overview(
            @RequestParam(defaultValue = "12") int weeks, @AuthenticationPrincipal SignedIn reader, Model model) {
        Oversight oversight = Overseers.oversight(reader);
        int chosen = Math.clamp(weeks, 1, LONGEST);
        Instant from = from(chosen);
        Instant until = until();
        List<AlertStatistics.Week> trend = statistics.weeks(from, until, oversight);
        Map<CaseState, Long> states = cases.counts(oversight);
        model.addAttribute("weeks", chosen);
        model.addAttribute("from", LocalDate.ofInstant(from, clock.getZone()));
        model.addAttribute("until", LocalDate.now(clock));
        model.addAttribute("trend", trend);
        model.addAttribute("levels", AlertLevel.values());
        model.addAttribute(
                "total", trend.stream().mapToLong(AlertOverviewController::sum).sum());
        model.addAttribute("thisWeek", sum(trend.getLast()));
        model.addAttribute("lastWeek", trend.size() > 1 ? sum(trend.get(trend.size() - 2)) : 0L);
        model.addAttribute("states", Overseers.byName(states));
        model.addAttribute(
                "underWay",
                states.values().stream().mapToLong(Long::longValue).sum() - states.getOrDefault(CaseState.CLOSED, 0L));
        model.addAttribute("closed", states.getOrDefault(CaseState.CLOSED, 0L));
        model.addAttribute("overdue", cases.overdue(oversight));
        model.addAttribute("institutions", statistics.byInstitution(from, until, LINES, oversight));
        model.addAttribute("staff", statistics.byStaff(from, until, LINES, oversight));
        model.addAttribute("rules", statistics.byRule(from, until, LINES, oversight));
        return "compliance/overview";
    }

    /** The points of the chart. */
    @GetMapping("/trend")
    @ResponseBody
    List<AlertStatistics.Week> trend(
            @RequestParam(defaultValue = "12") int weeks, @AuthenticationPrincipal SignedIn reader) {
        return statistics.weeks(from(Math.clamp(weeks, 1, LONGEST)), until(), Overseers.oversight(reader));
    }

    private static long sum(AlertStatistics.Week week) {
        return week.alerts().values().stream().mapToLong(Long::longValue).sum();
    }

    private Instant from(int weeks) {
        return LocalDate.now(clock)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(weeks - 1L)
                .atStartOfDay(clock.getZone())
                .toInstant();
    }

    private Instant until() {
        return LocalDate.now(clock).plusDays(1).atStartOfDay(clock.getZone()).toInstant();
    }
}
