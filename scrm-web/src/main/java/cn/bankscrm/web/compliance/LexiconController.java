package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.interception.VerdictStatistics;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.LexiconVersion;
import cn.bankscrm.compliance.lexicon.Organisation;
import cn.bankscrm.compliance.lexicon.TryingLexicon;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.UnsuitableLexicon;
import cn.bankscrm.compliance.screening.Verdict;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The lexicon: what is in force, its versions, and a box to try texts in. */
@Navigation(Section.LEXICON)
@RequestMapping("/compliance/lexicon")
@Controller
class LexiconController {

    static final Duration LOOKED_BACK = Duration.ofDays(30);
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_CODE = 32;

    private final LexiconQueries lexicon;
    private final Organisation organisation;
    private final TryingLexicon trying;
    private final VerdictStatistics statistics;
    private final LexiconWriters writers;
    private final Clock clock;

    LexiconController(
            LexiconQueries lexicon,
            Organisation organisation,
            TryingLexicon trying,
            VerdictStatistics statistics,
            LexiconWriters writers,
            Clock clock) {
        this.lexicon = lexicon;
        this.organisation = organisation;
        this.trying = trying;
        this.statistics = statistics;
        this.writers = writers;
        this.clock = clock;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn reader, Model model) {
        show(reader, model);
        return "compliance/lexicon";
    }

    /** Nothing of the text is kept, neither in the address nor as a verdict. */
    @PostMapping("/try")
    String tryOut(
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable Outlet outlet,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String institution,
            @RequestParam(required = false) @Nullable String post,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        show(reader, model);
        String tried = text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        Outlet on = outlet == null ? Outlet.CHAT : outlet;
        model.addAttribute("text", tried);
        model.addAttribute("outlet", on);
        model.addAttribute("version", version);
        Optional<VersionNumber> chosen = Optional.ofNullable(version)
                .filter(number -> number > 0)
                .map(VersionNumber::new)
                .or(lexicon::inForce);
        model.addAttribute("institution", institution);
        model.addAttribute("post", post);
        Optional<Occasion> occasion = institution != null && institution.length() > LONGEST_CODE
                ? Optional.empty()
                : organisation.occasion(on, institution, post);
        model.addAttribute("institutionUnknown", occasion.isEmpty());
        if (chosen.isPresent() && occasion.isPresent() && !tried.isEmpty()) {
            try {
                model.addAttribute("trial", TrialView.of(tried, trying.tryOut(chosen.get(), tried, occasion.get())));
            } catch (UnsuitableLexicon unsuitable) {
                model.addAttribute(
                        Notice.ATTRIBUTE,
                        Notice.problem(
                                "lexicon.unsuitable",
                                unsuitable.faults().getFirst().term()));
            }
        }
        return "compliance/lexicon";
    }

    private void show(SignedIn reader, Model model) {
        List<LexiconVersion> versions = lexicon.versions();
        Optional<VersionNumber> inForce = lexicon.inForce();
        Instant since = clock.instant().minus(LOOKED_BACK);
        Map<Verdict, Long> totals = statistics.totals(since);
        model.addAttribute("versions", versions);
        model.addAttribute(
                "inForce",
                versions.stream()
                        .filter(version ->
                                inForce.filter(version.number()::equals).isPresent())
                        .findFirst()
                        .orElse(null));
        model.addAttribute("blocked", totals.getOrDefault(Verdict.BLOCK, 0L));
        model.addAttribute("warned", totals.getOrDefault(Verdict.WARN, 0L));
        model.addAttribute(
                "screened", totals.values().stream().mapToLong(Long::longValue).sum());
        model.addAttribute("outlets", Outlet.values());
        model.addAttribute("outlet", Outlet.CHAT);
        model.addAttribute("posts", organisation.posts());
        model.addAttribute("text", "");
        model.addAttribute("longest", LONGEST_TEXT);
        model.addAttribute("writes", writers.writes(reader));
    }
}
