package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.KeptLine;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.LexiconVersion;
import cn.bankscrm.compliance.lexicon.LineChecks;
import cn.bankscrm.compliance.lexicon.LineFault;
import cn.bankscrm.compliance.lexicon.LineText;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LooseReading;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Entries of a draft: added, changed, removed by its author. */
@Navigation(Section.LEXICON)
@RequestMapping("/compliance/lexicon/versions/{number:[0-9]{1,9}}/entries")
@Controller
class LexiconEntryController {

    private final LexiconQueries lexicon;
    private final LexiconDrafts drafts;
    private final LineChecks checks;
    private final LexiconWriters writers;

    LexiconEntryController(LexiconQueries lexicon, LexiconDrafts drafts, LineChecks checks, LexiconWriters writers) {
        this.lexicon = lexicon;
        this.drafts = drafts;
        this.checks = checks;
        this.writers = writers;
    }

    @GetMapping("/_new")
    String begin(@PathVariable int number, @AuthenticationPrincipal SignedIn person, Model model) {
        return form(ownDraft(number, person), null, EntryForm.empty(), Map.of(), model);
    }

    @GetMapping("/{entry:[0-9]{1,18}}")
    String edit(
            @PathVariable int number, @PathVariable long entry, @AuthenticationPrincipal SignedIn person, Model model) {
        LexiconVersion draft = ownDraft(number, person);
        KeptLine kept = lexicon.lines(draft.number()).stream()
                .filter(line -> line.id().value() == entry)
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return form(draft, entry, EntryForm.of(kept.line()), Map.of(), model);
    }

    @PostMapping
    String add(
            @PathVariable int number,
            @ModelAttribute EntryForm form,
            @AuthenticationPrincipal SignedIn person,
            Model model,
            RedirectAttributes next) {
        return put(number, null, form, person, model, next);
    }

    @PostMapping("/{entry:[0-9]{1,18}}")
    String change(
            @PathVariable int number,
            @PathVariable long entry,
            @ModelAttribute EntryForm form,
            @AuthenticationPrincipal SignedIn person,
            Model model,
            RedirectAttributes next) {
        return put(number, entry, form, person, model, next);
    }

    @PostMapping("/{entry:[0-9]{1,18}}/remove")
    String remove(
            @PathVariable int number,
            @PathVariable long entry,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        boolean done = drafts.remove(ownDraft(number, person).number(), new EntryId(entry), person.name());
        next.addFlashAttribute(
                Notice.ATTRIBUTE, done ? Notice.done("lexicon.removed") : Notice.problem("lexicon.changedMeanwhile"));
        return "redirect:/compliance/lexicon/versions/{number}";
    }

    private String put(
            int number, @Nullable Long entry, EntryForm form, SignedIn person, Model model, RedirectAttributes next) {
        LexiconVersion draft = ownDraft(number, person);
        Map<String, LineFault> faults = new LinkedHashMap<>();
        Optional<LexiconLine> line = LineText.read(form.fields(), fault -> faults.putIfAbsent(fault.column(), fault));
        List<LexiconLine> beside = lexicon.lines(draft.number()).stream()
                .filter(kept -> entry == null || kept.id().value() != entry)
                .map(KeptLine::line)
                .toList();
        line.ifPresent(read -> checks.faults(read, beside).forEach(found -> {
            faults.putIfAbsent(found.fault().column(), found.fault());
            found.other().ifPresent(other -> model.addAttribute("other", beside.get(other)));
        }));
        if (!faults.isEmpty()) {
            return form(draft, entry, form, faults, model);
        }
        boolean done = drafts.put(
                draft.number(),
                line.orElseThrow(),
                Optional.ofNullable(entry).map(EntryId::new).orElse(null),
                person.name());
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                done
                        ? Notice.done(
                                "lexicon.saved", line.orElseThrow().entry().term())
                        : Notice.problem("lexicon.changedMeanwhile"));
        return "redirect:/compliance/lexicon/versions/{number}";
    }

    private String form(
            LexiconVersion draft, @Nullable Long entry, EntryForm form, Map<String, LineFault> faults, Model model) {
        model.addAttribute("one", draft);
        model.addAttribute("entry", entry);
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("levels", List.of(Level.BLOCK, Level.WARN, Level.RECORD));
        model.addAttribute("allReadings", LooseReading.values());
        model.addAttribute("allOutlets", Outlet.values());
        model.addAttribute(
                "categories",
                lexicon.lines(draft.number()).stream()
                        .map(kept -> kept.line().entry().category())
                        .distinct()
                        .sorted()
                        .toList());
        return "compliance/lexicon-entry";
    }

    private LexiconVersion ownDraft(int number, SignedIn person) {
        String author = writers.nameOf(person);
        return lexicon.version(number)
                .filter(version -> version.status() == LexiconVersion.Status.DRAFT)
                .filter(version -> version.author().equalsIgnoreCase(author))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
