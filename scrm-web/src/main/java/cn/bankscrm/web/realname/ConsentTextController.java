package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.ConsentTextAnswer;
import cn.bankscrm.core.realname.ConsentTextVersion;
import cn.bankscrm.core.realname.WritingConsentTexts;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
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

/** The texts to which customers agree: written by one person of head office's compliance, approved by another. */
@Navigation(Section.CONSENT_TEXTS)
@RequestMapping("/consent-texts")
@Controller
class ConsentTextController {

    private final WritingConsentTexts texts;
    private final Clock clock;

    ConsentTextController(WritingConsentTexts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn reader, Model model) {
        List<ConsentTextVersion> rows = texts.all();
        model.addAttribute("rows", rows);
        model.addAttribute("current", current(rows));
        model.addAttribute("writes", writes(reader));
        return "realname/consent-texts";
    }

    @GetMapping("/_new")
    String begin(@AuthenticationPrincipal SignedIn writer, Model model) {
        return form(ConsentTextForm.after(current(texts.all())), Map.of(), true, writer, model);
    }

    @PostMapping
    String begin(
            @ModelAttribute ConsentTextForm form,
            @AuthenticationPrincipal SignedIn writer,
            Model model,
            RedirectAttributes next) {
        Map<String, String> faults = form.faults();
        if (!faults.isEmpty()) {
            return form(form, faults, true, writer, model);
        }
        ConsentTextAnswer answer =
                texts.begin(form.draft(clock.getZone()), form.proposes(), writer.name(), writer.scope());
        return answer == ConsentTextAnswer.TAKEN
                ? form(form, Map.of("version", "consentTexts.version.taken"), true, writer, model)
                : to(String.valueOf(form.version()), answer, saved(form), next);
    }

    @GetMapping("/{version}")
    String show(@PathVariable String version, @AuthenticationPrincipal SignedIn reader, Model model) {
        ConsentTextVersion found = found(version);
        model.addAttribute("one", found);
        model.addAttribute("writes", writes(reader));
        model.addAttribute("own", found.writtenBy().equalsIgnoreCase(reader.name()));
        return "realname/consent-text";
    }

    @GetMapping("/{version}/edit")
    String edit(@PathVariable String version, @AuthenticationPrincipal SignedIn writer, Model model) {
        ConsentTextVersion known = found(version);
        if (!known.open()) {
            return "redirect:/consent-texts/{version}";
        }
        return form(ConsentTextForm.of(known, clock.getZone()), Map.of(), false, writer, model);
    }

    @PostMapping("/{version}")
    String change(
            @ModelAttribute ConsentTextForm form,
            @AuthenticationPrincipal SignedIn writer,
            Model model,
            RedirectAttributes next) {
        Map<String, String> faults = form.faults();
        if (!faults.isEmpty()) {
            return form(form, faults, false, writer, model);
        }
        return to(
                String.valueOf(form.version()),
                texts.change(
                        form.draft(clock.getZone()), form.revision(), form.proposes(), writer.name(), writer.scope()),
                saved(form),
                next);
    }

    @PostMapping("/{version}/approve")
    String approve(
            @PathVariable String version,
            @RequestParam long revision,
            @AuthenticationPrincipal SignedIn approver,
            RedirectAttributes next) {
        return to(
                version,
                texts.approve(version, revision, approver.name(), approver.scope()),
                "consentTexts.approved",
                next);
    }

    @PostMapping("/{version}/send-back")
    String sendBack(
            @PathVariable String version,
            @RequestParam long revision,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        if (reason == null || reason.length() > ReviewController.LONGEST_REASON) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("review.reason.missing"));
            return "redirect:/consent-texts/{version}";
        }
        return to(
                version,
                texts.sendBack(version, revision, reason, reader.name(), reader.scope()),
                "consentTexts.sentBack",
                next);
    }

    @PostMapping("/{version}/discard")
    String discard(
            @PathVariable String version,
            @RequestParam long revision,
            @AuthenticationPrincipal SignedIn writer,
            RedirectAttributes next) {
        ConsentTextAnswer answer = texts.discard(version, revision, writer.scope());
        if (answer == ConsentTextAnswer.DONE) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("consentTexts.discarded"));
            return "redirect:/consent-texts";
        }
        return to(version, answer, "consentTexts.discarded", next);
    }

    private String form(ConsentTextForm form, Map<String, String> faults, boolean isNew, SignedIn writer, Model model) {
        if (!writes(writer)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("isNew", isNew);
        return "realname/consent-text-form";
    }

    private static String to(String version, ConsentTextAnswer answer, String done, RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                switch (answer) {
                    case DONE -> Notice.done(done);
                    case TAKEN -> Notice.problem("consentTexts.version.taken");
                    case CHANGED -> Notice.problem("consentTexts.changed");
                    case SAME_PERSON -> Notice.problem("consentTexts.samePerson");
                    case NOT_HEAD_OFFICE -> Notice.problem("consentTexts.notHeadOffice");
                });
        next.addAttribute("version", version);
        return "redirect:/consent-texts/{version}";
    }

    private static String saved(ConsentTextForm form) {
        return form.proposes() ? "consentTexts.proposed" : "consentTexts.saved";
    }

    private boolean writes(SignedIn reader) {
        return reader.role() == Role.COMPLIANCE && texts.mayWrite(reader.scope());
    }

    private ConsentTextVersion found(String version) {
        return texts.find(version).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ConsentTextVersion current(List<ConsentTextVersion> all) {
        return all.stream()
                .filter(text -> text.state() == ConsentTextVersion.State.IN_FORCE)
                .findFirst()
                .orElseThrow();
    }
}
