package cn.bankscrm.web.evidence;

import cn.bankscrm.compliance.evidence.EvidenceQueries;
import cn.bankscrm.compliance.evidence.HoldNotOpen;
import cn.bankscrm.compliance.evidence.LegalHold;
import cn.bankscrm.compliance.evidence.LegalHolds;
import cn.bankscrm.compliance.evidence.RegulatorPacks;
import cn.bankscrm.core.realname.WritingConsentTexts;
import cn.bankscrm.web.security.SignedIn;
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
import org.springframework.format.annotation.DateTimeFormat;
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
    private final RegulatorPacks packs;
    private final WritingConsentTexts headOffice;
    private final Clock clock;

    EvidenceController(
            EvidenceQueries evidence,
            LegalHolds holds,
            RegulatorPacks packs,
            WritingConsentTexts headOffice,
            Clock clock) {
        this.evidence = evidence;
        this.holds = holds;
        this.packs = packs;
        this.headOffice = headOffice;
        this.clock = clock;
    }

    @GetMapping
    String page(@AuthenticationPrincipal SignedIn reader, Model model) {
        boolean decides = headOffice.mayWrite(reader.scope());
        LocalDate today = LocalDate.now(clock);
        model.addAttribute("state", evidence.state());
        model.addAttribute("decides", decides);
        model.addAttribute("holds", decides ? holds.all() : List.of());
        model.addAttribute("me", reader.name());
        model.addAttribute("today", today);
        model.addAttribute("monthAgo", today.minusMonths(1));
        return "evidence/evidence";
    }

    @PostMapping("/holds")
    String propose(@ModelAttribute HoldForm form, @AuthenticationPrincipal SignedIn writer, RedirectAttributes next) {
        onlyHeadOffice(writer);
        Optional<LegalHold.Span> span = form.span();
        if (span.isEmpty()) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("evidence.hold.incomplete"));
        } else {
            holds.propose(span.get(), form.why());
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("evidence.hold.proposed"));
        }
        return "redirect:/evidence";
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

    @PostMapping("/regulator")
    void regulator(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
            @RequestParam String reason,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        onlyHeadOffice(reader);
        if (reason.isBlank() || reason.length() > HoldForm.LONGEST_REASON || to.isBefore(from)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        Path folder = Files.createTempDirectory("regulator");
        try {
            Path file = packs.build(from, to, reason.strip(), folder);
            response.setContentType("application/zip");
            response.setHeader("Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"");
            Files.copy(file, response.getOutputStream());
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void onlyHeadOffice(SignedIn reader) {
        if (!headOffice.mayWrite(reader.scope())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }
}
