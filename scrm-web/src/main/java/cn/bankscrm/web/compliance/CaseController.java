package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.alert.AlertQueries;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.casework.CaseAction;
import cn.bankscrm.compliance.casework.CaseFile;
import cn.bankscrm.compliance.casework.CaseFilter;
import cn.bankscrm.compliance.casework.CaseMove;
import cn.bankscrm.compliance.casework.CaseOutcome;
import cn.bankscrm.compliance.casework.CaseQueries;
import cn.bankscrm.compliance.casework.CaseState;
import cn.bankscrm.compliance.casework.Cases;
import cn.bankscrm.compliance.casework.Disposition;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
import org.springframework.web.util.UriComponentsBuilder;

/** Cases of compliance officers, from opening to closing. */
@Navigation(Section.CASES)
@RequestMapping("/compliance/cases")
@Controller
class CaseController {

    private static final int ROWS = 50;
    private static final int MOST_GROUPS = 100;

    private final Cases cases;
    private final CaseQueries queries;
    private final AlertQueries alerts;
    private final Clock clock;

    CaseController(Cases cases, CaseQueries queries, AlertQueries alerts, Clock clock) {
        this.cases = cases;
        this.queries = queries;
        this.alerts = alerts;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @RequestParam @Nullable CaseState state,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam @Nullable Long after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Oversight oversight = Overseers.oversight(reader);
        List<CaseFile> rows = queries.list(
                new CaseFilter(state, mine ? reader.name() : null, overdue),
                Optional.ofNullable(after),
                ROWS + 1,
                oversight);
        boolean further = rows.size() > ROWS;
        List<CaseFile> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("counts", Overseers.byName(queries.counts(oversight)));
        model.addAttribute("late", queries.overdue(oversight));
        model.addAttribute("state", state == null ? "" : state.name());
        model.addAttribute("mine", mine);
        model.addAttribute("overdue", overdue);
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/compliance/cases")
                .queryParamIfPresent("state", Optional.ofNullable(state))
                .queryParam("mine", mine)
                .queryParam("overdue", overdue);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        address.build(),
                        after == null ? null : after.toString(),
                        further ? Long.toString(shown.getLast().id()) : null));
        return "compliance/cases";
    }

    @PostMapping
    String open(
            @RequestParam(defaultValue = "") List<Long> groups,
            @RequestParam @Nullable String note,
            @AuthenticationPrincipal SignedIn officer,
            RedirectAttributes next) {
        Auditor auditor = Overseers.auditor(officer);
        String known = note == null ? "" : note.strip();
        if (groups.isEmpty() || groups.size() > MOST_GROUPS || known.length() > CaseMove.LONGEST_NOTE) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("cases.nothingChosen"));
            return "redirect:/compliance/alerts";
        }
        Optional<Long> opened = cases.open(groups, known, auditor);
        if (opened.isEmpty()) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("alerts.decidedBefore"));
            return "redirect:/compliance/alerts";
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("cases.opened"));
        return "redirect:/compliance/cases/" + opened.get();
    }

    @GetMapping("/{id:\\d{1,18}}")
    String file(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        Oversight oversight = Overseers.oversight(reader);
        CaseFile file =
                queries.find(id, oversight).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        boolean owner = reader.name().equals(file.owner());
        boolean second = file.closingBy() == null || !reader.name().equalsIgnoreCase(file.closingBy());
        List<CaseAction> possible = CaseAction.in(file.state(), file.level());
        model.addAttribute("file", file);
        model.addAttribute("groups", alerts.ofCase(id, oversight));
        model.addAttribute("steps", queries.steps(id, oversight));
        model.addAttribute(
                "actions",
                possible.stream()
                        .filter(action -> !action.isTheOwners() || owner)
                        .filter(action -> !action.isASecondPersons() || second)
                        .filter(action -> action != CaseAction.TAKE || !owner)
                        .filter(action -> !action.decides())
                        .toList());
        model.addAttribute("decides", owner && possible.contains(CaseAction.DECIDE));
        model.addAttribute("waitsForSecond", file.state() == CaseState.CLOSING && !second);
        model.addAttribute("dispositions", Disposition.values());
        model.addAttribute("today", LocalDate.now(clock));
        return "compliance/case";
    }

    @PostMapping("/{id:\\d{1,18}}")
    String step(
            @PathVariable long id,
            @ModelAttribute("caseForm") CaseForm form,
            @AuthenticationPrincipal SignedIn officer,
            RedirectAttributes next) {
        CaseOutcome outcome = form.move()
                .map(move -> cases.step(id, move, Overseers.auditor(officer)))
                .orElse(CaseOutcome.INCOMPLETE);
        if (outcome == CaseOutcome.GONE) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                outcome == CaseOutcome.DONE
                        ? Notice.done("cases.done")
                        : Notice.problem("cases.refused." + outcome.name()));
        return "redirect:/compliance/cases/" + id;
    }
}
