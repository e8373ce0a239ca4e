package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.interception.VerdictStatistics;
import cn.bankscrm.compliance.interception.VerdictStatistics.EntryHits;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.FalsePositives;
import cn.bankscrm.compliance.lexicon.FalsePositives.Outcome;
import cn.bankscrm.compliance.lexicon.KeptLine;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.SafeContextProposal;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which entries hit how often, and hits that were none. */
@Navigation(Section.LEXICON)
@RequestMapping("/compliance/lexicon")
@Controller
class LexiconHitController {

    private static final int ROWS_SHOWN = 200;
    private static final String TO_HITS = "redirect:/compliance/lexicon/hits";

    private final VerdictStatistics statistics;
    private final LexiconQueries lexicon;
    private final FalsePositives falsePositives;
    private final LexiconWriters writers;
    private final Clock clock;

    LexiconHitController(
            VerdictStatistics statistics,
            LexiconQueries lexicon,
            FalsePositives falsePositives,
            LexiconWriters writers,
            Clock clock) {
        this.statistics = statistics;
        this.lexicon = lexicon;
        this.falsePositives = falsePositives;
        this.writers = writers;
        this.clock = clock;
    }

    /** An entry with how often it hit. */
    record Row(KeptLine kept, EntryHits hits) {}

    @GetMapping("/hits")
    String hits(@AuthenticationPrincipal SignedIn reader, Model model) {
        Instant since = clock.instant().minus(LexiconController.LOOKED_BACK);
        List<Row> rows = statistics.byEntry(since).stream()
                .limit(ROWS_SHOWN)
                .flatMap(hits -> lexicon.line(hits.entry()).map(kept -> new Row(kept, hits)).stream())
                .toList();
        List<SafeContextProposal> proposals = falsePositives.open();
        boolean writes = writers.writes(reader);
        model.addAttribute("rows", rows);
        model.addAttribute("since", since);
        model.addAttribute("proposals", proposals);
        model.addAttribute("drafts", writes ? lexicon.draftsOf(reader.name()) : List.of());
        model.addAttribute("writes", writes);
        return "compliance/lexicon-hits";
    }

    @PostMapping("/false-positives")
    String propose(
            @RequestParam long entry,
            @RequestParam(required = false) @Nullable String phrase,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        return to(
                falsePositives.propose(
                        new EntryId(entry), phrase == null ? "" : phrase.strip(), writers.nameOf(person)),
                "lexicon.proposed",
                next);
    }

    @PostMapping("/false-positives/{id:[0-9]{1,18}}/take")
    String take(
            @PathVariable long id,
            @RequestParam int draft,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        String author = writers.nameOf(person);
        Outcome outcome = draft < 1 ? Outcome.NOT_IN_DRAFT : falsePositives.take(id, new VersionNumber(draft), author);
        return to(outcome, "lexicon.taken", next);
    }

    @PostMapping("/false-positives/{id:[0-9]{1,18}}/dismiss")
    String dismiss(@PathVariable long id, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        return to(falsePositives.dismiss(id, writers.nameOf(person)), "lexicon.dismissed", next);
    }

    private static String to(Outcome outcome, String done, RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                outcome == Outcome.DONE ? Notice.done(done) : Notice.problem("lexicon.outcome." + outcome));
        return TO_HITS;
    }
}
