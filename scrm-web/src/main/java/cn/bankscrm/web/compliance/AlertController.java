package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.alert.AlertDecisions;
import cn.bankscrm.compliance.alert.AlertGroup;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertPosition;
import cn.bankscrm.compliance.alert.AlertProgress;
import cn.bankscrm.compliance.alert.AlertQueries;
import cn.bankscrm.compliance.alert.AlertSource;
import cn.bankscrm.compliance.alert.GroupState;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.casework.CaseQueries;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Alerts by risk, for branch managers and compliance officers; the latter decide. No chat is shown here. */
@Navigation(Section.ALERTS)
@RequestMapping("/compliance/alerts")
@Controller
class AlertController {

    static final int LONGEST_REASON = 200;

    private static final int ROWS = 50;
    private static final int EVENTS = 100;
    private static final int CASES = 100;

    private final AlertQueries alerts;
    private final AlertDecisions decisions;
    private final CaseQueries cases;
    private final AlertProgress progress;
    private final AlertExport export;
    private final Clock clock;

    AlertController(
            AlertQueries alerts,
            AlertDecisions decisions,
            CaseQueries cases,
            AlertProgress progress,
            AlertExport export,
            Clock clock) {
        this.alerts = alerts;
        this.decisions = decisions;
        this.cases = cases;
        this.progress = progress;
        this.export = export;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @ModelAttribute("alertForm") AlertForm typed,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Oversight oversight = Overseers.oversight(reader);
        AlertForm form = typed.complete(LocalDate.now(clock));
        List<AlertGroup> rows =
                alerts.list(form.filter(clock.getZone()), AlertPosition.read(after), ROWS + 1, oversight);
        boolean further = rows.size() > ROWS;
        List<AlertGroup> shown = further ? rows.subList(0, ROWS) : rows;
        Map<AlertLevel, Long> counts = alerts.counts(form.filter(clock.getZone()), oversight);
        model.addAttribute("rows", shown);
        model.addAttribute("form", form);
        model.addAttribute("counts", Overseers.byName(counts));
        model.addAttribute(
                "total", counts.values().stream().mapToLong(Long::longValue).sum());
        model.addAttribute("rules", alerts.rules(oversight));
        model.addAttribute("levels", List.of(AlertLevel.values()).reversed());
        model.addAttribute("sources", AlertSource.values());
        model.addAttribute("states", GroupState.values());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("decides", Overseers.decides(reader));
        model.addAttribute(
                "openCases",
                Overseers.decides(reader) ? cases.takingAlerts(reader.name(), CASES, oversight) : List.of());
        model.addAttribute("waiting", progress.waiting());
        model.addAttribute("withoutLexicon", progress.withoutLexicon());
        model.addAttribute(
                "excel", form.address("/compliance/alerts/export").encode().toUriString());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        form.address("/compliance/alerts"),
                        after,
                        further ? shown.getLast().position().write() : null));
        return "compliance/alerts";
    }

    @GetMapping("/export")
    void export(
            @ModelAttribute("alertForm") AlertForm typed,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        export.write(typed.complete(LocalDate.now(clock)), reader, response);
    }

    @GetMapping("/{id:\\d{1,18}}")
    String alert(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        Oversight oversight = Overseers.oversight(reader);
        AlertGroup group =
                alerts.find(id, oversight).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("group", group);
        model.addAttribute("events", alerts.events(id, EVENTS, oversight));
        model.addAttribute("decides", Overseers.decides(reader));
        model.addAttribute(
                "openCases",
                Overseers.decides(reader) && group.state() == GroupState.OPEN
                        ? cases.takingAlerts(reader.name(), CASES, oversight)
                        : List.of());
        return "compliance/alert";
    }

    @PostMapping("/{id:\\d{1,18}}")
    String decide(
            @PathVariable long id,
            @RequestParam String decision,
            @RequestParam @Nullable String phrase,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn officer,
            RedirectAttributes next) {
        String why = reason == null ? "" : reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("alerts.reasonMissing"));
            return "redirect:/compliance/alerts/" + id;
        }
        AlertDecisions.Outcome outcome = switch (decision) {
            case "false-positive" ->
                decisions.falsePositive(id, phrase == null ? "" : phrase.strip(), why, Overseers.auditor(officer));
            case "dismiss" -> decisions.dismiss(id, why, Overseers.auditor(officer));
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
        return switch (outcome) {
            case GONE -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case DONE -> {
                next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("alerts.decided"));
                yield "redirect:/compliance/alerts";
            }
            case DECIDED -> {
                next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("alerts.decidedBefore"));
                yield "redirect:/compliance/alerts/" + id;
            }
            case UNSUITABLE -> {
                next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("alerts.unsuitable"));
                yield "redirect:/compliance/alerts/" + id;
            }
        };
    }
}
