package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.alert.AlertQueries;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.casework.CaseAction;
import cn.bankscrm.compliance.casework.CaseFile;
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
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

/** Cases of compliance officers, from opening to closing. Branch managers look on, without what was said. */
@Navigation(Section.CASES)
@RequestMapping("/compliance/cases")
@Controller
class CaseController {

    private static final int ROWS = 50;
    private static final int MOST_GROUPS = 100;
    private static final int BESIDE = 20;

    private final Cases cases;
    private final CaseQueries queries;
    private final AlertQueries alerts;
    private final CaseExport export;
    private final Clock clock;

    CaseController(Cases cases, CaseQueries queries, AlertQueries alerts, CaseExport export, Clock clock) {
        this.cases = cases;
        this.queries = queries;
        this.alerts = alerts;
        this.export = export;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @ModelAttribute("caseList") CaseListForm form,
            @RequestParam @Nullable Long after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Oversight oversight = Overseers.oversight(reader);
        List<CaseFile> rows = queries.list(form.filter(reader.name()), Optional.ofNullable(after), ROWS + 1, oversight);
        boolean further = rows.size() > ROWS;
        List<CaseFile> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("counts", Overseers.byName(queries.counts(oversight)));
        model.addAttribute("late", queries.overdue(oversight));
        model.addAttribute("form", form);
        model.addAttribute("me", reader.name());
        model.addAttribute("decides", Overseers.decides(reader));
        model.addAttribute("excel", form.address("/compliance/cases/export").toUriString());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        form.address("/compliance/cases"),
                        after == null ? null : after.toString(),
                        further ? Long.toString(shown.getLast().id()) : null));
        return "compliance/cases";
    }

    @GetMapping("/export")
    void export(
            @ModelAttribute("caseList") CaseListForm form,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        export.write(form, reader, response);
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

    /** @param file the case that they become part of */
    @PostMapping("/alerts")
    String add(
            @RequestParam(name = "case") @Nullable Long file,
            @RequestParam(defaultValue = "") List<Long> groups,
            @RequestParam @Nullable String note,
            @AuthenticationPrincipal SignedIn officer,
            RedirectAttributes next) {
        if (file == null) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("cases.noneChosen"));
            return "redirect:/compliance/alerts";
        }
        CaseOutcome outcome = groups.isEmpty() || groups.size() > MOST_GROUPS
                ? CaseOutcome.INCOMPLETE
                : cases.add(file, groups, note == null ? "" : note.strip(), Overseers.auditor(officer));
        return answered(file, outcome, outcome == CaseOutcome.INCOMPLETE ? "cases.nothingChosen" : null, next);
    }

    @GetMapping("/{id:\\d{1,18}}")
    String file(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        Oversight oversight = Overseers.oversight(reader);
        CaseFile file =
                queries.find(id, oversight).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        boolean reads = Overseers.decides(reader);
        model.addAttribute("file", file);
        model.addAttribute("groups", alerts.ofCase(id, oversight));
        model.addAttribute("steps", queries.steps(id, oversight, reads));
        model.addAttribute("reads", reads);
        if (reads) {
            actions(file, reader, model);
            model.addAttribute("beside", file.takesAlerts() ? alerts.besideCase(id, BESIDE, oversight) : List.of());
        }
        return "compliance/case";
    }

    private void actions(CaseFile file, SignedIn reader, Model model) {
        boolean owner = reader.name().equals(file.owner());
        boolean second = !isBy(file.closingBy(), reader) && !isBy(file.decidedBy(), reader);
        List<CaseAction> possible = CaseAction.in(file.state(), file.level());
        boolean handsOver = owner && possible.contains(CaseAction.HAND_OVER);
        model.addAttribute(
                "actions",
                possible.stream()
                        .filter(action -> !action.isTheOwners() || owner)
                        .filter(action -> !action.isASecondPersons() || second)
                        .filter(action -> action != CaseAction.TAKE || !owner)
                        .filter(action -> !action.decides() && action != CaseAction.HAND_OVER)
                        .toList());
        model.addAttribute("decides", owner && possible.contains(CaseAction.DECIDE));
        model.addAttribute("handsOver", handsOver);
        model.addAttribute(
                "successors", handsOver ? cases.successors(file.id(), Overseers.auditor(reader)) : List.of());
        model.addAttribute("waitsForSecond", file.state() == CaseState.CLOSING && !second);
        model.addAttribute("dispositions", Disposition.values());
        model.addAttribute("today", LocalDate.now(clock));
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
        return answered(id, outcome, null, next);
    }

    private static boolean isBy(@Nullable String account, SignedIn reader) {
        return account != null && account.equalsIgnoreCase(reader.name());
    }

    private static String answered(long id, CaseOutcome outcome, @Nullable String problem, RedirectAttributes next) {
        if (outcome == CaseOutcome.GONE) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                outcome == CaseOutcome.DONE
                        ? Notice.done("cases.done")
                        : Notice.problem(problem == null ? "cases.refused." + outcome.name() : problem));
        return "redirect:/compliance/cases/" + id;
    }
}
