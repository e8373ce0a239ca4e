package cn.bankscrm.web.evidence;

import cn.bankscrm.compliance.evidence.EvidenceQueries;
import cn.bankscrm.compliance.evidence.HoldNotOpen;
import cn.bankscrm.compliance.evidence.LegalHold;
import cn.bankscrm.compliance.evidence.LegalHolds;
import cn.bankscrm.compliance.evidence.RegulatorPacks;
import cn.bankscrm.compliance.evidence.RetentionQueries;
import cn.bankscrm.compliance.evidence.RetentionState;
import cn.bankscrm.compliance.evidence.UnknownHeld;
import cn.bankscrm.core.realname.WritingConsentTexts;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * How far the evidence is; legal holds and data packs, which are matters of the whole bank, for head office's
 * compliance.
 */
@Navigation(Section.EVIDENCE)
@RequestMapping("/evidence")
@Controller
class EvidenceController {

    private final EvidenceQueries evidence;
    private final LegalHolds holds;
    private final RetentionQueries retention;
    private final RegulatorPacks packs;
    private final WritingConsentTexts headOffice;
    private final Clock clock;

    EvidenceController(
            EvidenceQueries evidence,
            LegalHolds holds,
            RetentionQueries retention,
            RegulatorPacks packs,
            WritingConsentTexts headOffice,
            Clock clock) {
        this.evidence = evidence;
        this.holds = holds;
        this.retention = retention;
        this.packs = packs;
        this.headOffice = headOffice;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @RequestParam(required = false) @Nullable Long after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        LocalDate today = LocalDate.now(clock);
        return show(
                reader,
                Optional.ofNullable(after),
                HoldForm.empty(),
                new RegulatorForm(today.minusMonths(1).toString(), today.toString(), null),
                model);
    }

    private String show(SignedIn reader, Optional<Long> after, HoldForm hold, RegulatorForm regulator, Model model) {
        boolean decides = headOffice.mayWrite(reader.scope());
        model.addAttribute("state", evidence.state());
        model.addAttribute("decides", decides);
        model.addAttribute(
                "holds", decides ? holds.all().stream().map(this::shown).toList() : List.of());
        model.addAttribute("holdForm", hold);
        model.addAttribute("regulatorForm", regulator);
        model.addAttribute("me", reader.name());
        model.addAttribute("today", LocalDate.now(clock));
        if (decides) {
            RetentionState kept = retention.state(after);
            model.addAttribute("retention", kept);
            model.addAttribute(
                    "page",
                    KeysetPage.of(
                            UriComponentsBuilder.fromPath("/evidence").build(),
                            after.map(String::valueOf).orElse(null),
                            kept.next().map(String::valueOf).orElse(null)));
        }
        return "evidence/evidence";
    }

    /**
     * A hold with what it keeps now.
     *
     * @param kept empty when it keeps nothing any more, or counting took too long
     */
    record ShownHold(LegalHold hold, Optional<LegalHold.Kept> kept) {}

    private ShownHold shown(LegalHold hold) {
        return new ShownHold(hold, holds.kept(hold));
    }

    @PostMapping("/holds")
    String propose(
            @ModelAttribute HoldForm form,
            @AuthenticationPrincipal SignedIn writer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        onlyHeadOffice(writer);
        Optional<LegalHold.Span> span = form.span();
        if (span.isEmpty()) {
            return refused(Notice.problem("evidence.hold.incomplete"), form, writer, model, response);
        }
        try {
            holds.propose(span.get(), form.why());
        } catch (UnknownHeld e) {
            return refused(Notice.problem("evidence.hold.unknown." + e.what()), form, writer, model, response);
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("evidence.hold.proposed"));
        return "redirect:/evidence";
    }

    /** What was typed stays where it was typed. */
    private String refused(Notice why, HoldForm form, SignedIn writer, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute(Notice.ATTRIBUTE, why);
        LocalDate today = LocalDate.now(clock);
        return show(
                writer,
                Optional.empty(),
                form,
                new RegulatorForm(today.minusMonths(1).toString(), today.toString(), null),
                model);
    }

    @PostMapping("/holds/{id:\\d{1,18}}")
    String decide(
            @PathVariable long id,
            @RequestParam String step,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn writer,
            RedirectAttributes next) {
        onlyHeadOffice(writer);
        try {
            step(id, step, reason == null ? "" : reason.strip());
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("evidence.hold.done"));
        } catch (HoldNotOpen e) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("evidence.hold.notOpen"));
        } catch (IllegalArgumentException e) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("evidence.hold.incomplete"));
        }
        return "redirect:/evidence";
    }

    private void step(long id, String step, String reason) {
        switch (step) {
            case "confirm" -> holds.confirm(id);
            case "refuse" -> holds.refuse(id);
            case "propose-lift" -> holds.proposeLift(id, reason);
            case "lift" -> holds.lift(id);
            case "refuse-lift" -> holds.refuseLift(id);
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    /** @return the page when what was typed makes no pack; null when the pack was handed over */
    @PostMapping("/regulator")
    @Nullable
    String regulator(
            @ModelAttribute RegulatorForm form,
            @AuthenticationPrincipal SignedIn reader,
            Model model,
            HttpServletResponse response)
            throws IOException {
        onlyHeadOffice(reader);
        Optional<String> problem = form.problem();
        if (problem.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute(Notice.ATTRIBUTE, Notice.problem(problem.get()));
            return show(reader, Optional.empty(), HoldForm.empty(), form, model);
        }
        Path folder = Files.createTempDirectory("regulator");
        try {
            Path file = packs.build(form.firstDay(), form.lastDay(), form.why(), folder);
            response.setContentType("application/zip");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"");
            Files.copy(file, response.getOutputStream());
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return null;
    }

    private void onlyHeadOffice(SignedIn reader) {
        if (!headOffice.mayWrite(reader.scope())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }
}
