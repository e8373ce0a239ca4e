package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.backscan.BackScan;
import cn.bankscrm.compliance.backscan.BackScans;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** New entries of a version, looked for in the archive: begun with one click, and watched. */
@Navigation(Section.LEXICON)
@RequestMapping("/compliance/lexicon")
@Controller
class BackScanController {

    private static final String TO_SCAN = "redirect:/compliance/lexicon/back-scans/";

    private final BackScans scans;
    private final LexiconWriters writers;
    private final Clock clock;

    BackScanController(BackScans scans, LexiconWriters writers, Clock clock) {
        this.scans = scans;
        this.writers = writers;
        this.clock = clock;
    }

    /** @param since the first day; nothing: the whole archive */
    @PostMapping("/versions/{number:[0-9]{1,9}}/back-scan")
    String begin(
            @PathVariable int number,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate since,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        String name = writers.nameOf(person);
        if (number < 1) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Instant from =
                since == null ? null : since.atStartOfDay(clock.getZone()).toInstant();
        Optional<Long> begun = scans.begin(new VersionNumber(number), from, name);
        if (begun.isEmpty()) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("backscan.notBegun"));
            return "redirect:/compliance/lexicon/versions/" + number;
        }
        return TO_SCAN + begun.get();
    }

    @GetMapping("/back-scans/{id:\\d{1,18}}")
    String page(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        show(id, reader, model);
        return "compliance/back-scan";
    }

    @HxRequest
    @GetMapping("/back-scans/{id:\\d{1,18}}")
    String progress(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        show(id, reader, model);
        return "compliance/back-scan :: progress";
    }

    @PostMapping("/back-scans/{id:\\d{1,18}}/pause")
    String pause(@PathVariable long id, @AuthenticationPrincipal SignedIn person) {
        writers.nameOf(person);
        scans.pause(found(id).id());
        return TO_SCAN + id;
    }

    @PostMapping("/back-scans/{id:\\d{1,18}}/resume")
    String resume(@PathVariable long id, @AuthenticationPrincipal SignedIn person) {
        writers.nameOf(person);
        scans.resume(found(id).id());
        return TO_SCAN + id;
    }

    private void show(long id, SignedIn reader, Model model) {
        model.addAttribute("scan", found(id));
        model.addAttribute("writes", writers.writes(reader));
    }

    private BackScan found(long id) {
        return scans.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
