package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.backscan.BackScans;
import cn.bankscrm.compliance.lexicon.KeptLine;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.LexiconVersion;
import cn.bankscrm.compliance.lexicon.LexiconVersion.Status;
import cn.bankscrm.compliance.lexicon.LineText;
import cn.bankscrm.compliance.lexicon.Publication;
import cn.bankscrm.compliance.lexicon.SameWords;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.compliance.lexicon.VersionChanges;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.CsvTable;
import cn.bankscrm.web.shell.Figures;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

/** A version of the lexicon on its way from draft to force. */
@Navigation(Section.LEXICON)
@RequestMapping("/compliance/lexicon/versions")
@Controller
class LexiconVersionController {

    private static final int ROWS_SHOWN = 300;
    private static final int LONGEST_NOTE = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final String STARTER = "starter";
    private static final String TO_VERSION = "redirect:/compliance/lexicon/versions/";

    private final LexiconQueries lexicon;
    private final LexiconDrafts drafts;
    private final LexiconInForce inForce;
    private final LexiconWriters writers;
    private final SameWords sameWords;
    private final BackScans scans;
    private final Figures figures;
    private final Clock clock;

    LexiconVersionController(
            LexiconQueries lexicon,
            LexiconDrafts drafts,
            LexiconInForce inForce,
            LexiconWriters writers,
            SameWords sameWords,
            BackScans scans,
            Figures figures,
            Clock clock) {
        this.lexicon = lexicon;
        this.drafts = drafts;
        this.inForce = inForce;
        this.writers = writers;
        this.sameWords = sameWords;
        this.scans = scans;
        this.figures = figures;
        this.clock = clock;
    }

    /** @param like number of the version to begin with, or {@code starter}; without it, begins with nothing */
    @PostMapping
    String begin(
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable String like,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        String author = writers.nameOf(person);
        if (note == null || note.length() > LONGEST_NOTE) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("lexicon.noteMissing"));
            return "redirect:/compliance/lexicon";
        }
        VersionNumber draft = STARTER.equals(like)
                ? drafts.begin(StarterLexicon.lines(), note, author)
                : drafts.draftLike(like == null ? null : named(like).number(), note, author);
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("lexicon.begun"));
        return TO_VERSION + draft;
    }

    @GetMapping("/{number:[0-9]{1,9}}")
    String show(
            @PathVariable int number,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable Level level,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        LexiconVersion one = found(number);
        List<KeptLine> all = lexicon.lines(one.number());
        List<KeptLine> matching = all.stream()
                .filter(kept -> q == null || holds(kept, q.toLowerCase(Locale.ROOT)))
                .filter(kept ->
                        category == null || kept.line().entry().category().equals(category))
                .filter(kept -> level == null || kept.line().entry().level() == level)
                .toList();
        boolean own = one.author().equalsIgnoreCase(reader.name());
        boolean writes = writers.writes(reader);
        model.addAttribute("one", one);
        model.addAttribute("rows", matching.stream().limit(ROWS_SHOWN).toList());
        model.addAttribute("matching", matching.size());
        model.addAttribute("shown", ROWS_SHOWN);
        model.addAttribute(
                "categories",
                all.stream()
                        .map(kept -> kept.line().entry().category())
                        .distinct()
                        .sorted()
                        .toList());
        model.addAttribute("levels", Level.values());
        model.addAttribute("q", q);
        model.addAttribute("category", category);
        model.addAttribute("level", level);
        model.addAttribute("sameWords", sameWords.among(all));
        model.addAttribute("own", own);
        model.addAttribute("writes", writes);
        model.addAttribute("edits", writes && own && one.status() == Status.DRAFT);
        Optional<VersionNumber> before = before(one);
        model.addAttribute("before", before.orElse(null));
        model.addAttribute(
                "changes",
                before.map(former -> VersionChanges.of(lexicon.difference(former, one.number())))
                        .orElse(null));
        Instant from = one.effectiveFrom();
        boolean offered = from != null && !from.isAfter(clock.instant());
        model.addAttribute("brought", offered ? scans.brought(one.number()).size() : 0);
        model.addAttribute("scans", scans.of(one.number()));
        return "compliance/lexicon-version";
    }

    private static boolean holds(KeptLine kept, String text) {
        return LineText.write(kept.line()).stream()
                .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains(text));
    }

    /** What a version is compared with by itself: what is in force, or what was before it. */
    private Optional<VersionNumber> before(LexiconVersion one) {
        if (one.status() != Status.PUBLISHED) {
            return lexicon.inForce();
        }
        return lexicon.versions().stream()
                .filter(other -> other.status() == Status.PUBLISHED)
                .map(LexiconVersion::number)
                .filter(other -> other.value() < one.number().value())
                .findFirst();
    }

    @GetMapping("/{number:[0-9]{1,9}}/difference")
    String difference(@PathVariable int number, @RequestParam(required = false) @Nullable String with, Model model) {
        LexiconVersion one = found(number);
        Optional<LexiconVersion> other =
                with == null ? before(one).flatMap(lexicon::version) : Optional.of(named(with));
        model.addAttribute("one", one);
        model.addAttribute("other", other.orElse(null));
        model.addAttribute("sameWords", sameWords.among(lexicon.lines(one.number())));
        model.addAttribute(
                "changes",
                other.map(former -> VersionChanges.of(lexicon.difference(former.number(), one.number())))
                        .orElse(null));
        model.addAttribute(
                "versions",
                lexicon.versions().stream()
                        .filter(version -> !version.number().equals(one.number()))
                        .toList());
        return "compliance/lexicon-difference";
    }

    @GetMapping("/{number:[0-9]{1,9}}/entries.csv")
    void csv(@PathVariable int number, HttpServletResponse response) throws IOException {
        LexiconVersion one = found(number);
        CsvTable.write(
                response,
                "lexicon-" + one.number(),
                LineText.COLUMNS,
                rows -> lexicon.lines(one.number()).forEach(kept -> rows.accept(LineText.write(kept.line()))));
    }

    @PostMapping("/{number:[0-9]{1,9}}/submit")
    String submit(@PathVariable int number, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        boolean done = drafts.submit(found(number).number(), writers.nameOf(person));
        return to(number, done ? Notice.done("lexicon.submitted") : Notice.problem("lexicon.notSubmitted"), next);
    }

    @PostMapping("/{number:[0-9]{1,9}}/send-back")
    String sendBack(
            @PathVariable int number,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        writers.nameOf(person);
        if (reason == null || reason.length() > LONGEST_NOTE) {
            return to(number, Notice.problem("lexicon.reasonMissing"), next);
        }
        boolean done = drafts.sendBack(found(number).number(), reason);
        return to(number, done ? Notice.done("lexicon.sentBack") : Notice.problem("lexicon.changedMeanwhile"), next);
    }

    @PostMapping("/{number:[0-9]{1,9}}/drop")
    String drop(@PathVariable int number, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        LexiconVersion one = found(number);
        if (!one.author().equalsIgnoreCase(writers.nameOf(person))) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        boolean done = drafts.drop(one.number());
        return to(number, done ? Notice.done("lexicon.dropped") : Notice.problem("lexicon.changedMeanwhile"), next);
    }

    @PostMapping("/{number:[0-9]{1,9}}/publish")
    String publish(
            @PathVariable int number,
            @RequestParam(required = false) @Nullable String from,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        Instant time;
        try {
            time = from == null
                    ? null
                    : LocalDateTime.parse(from).atZone(clock.getZone()).toInstant();
        } catch (DateTimeException notATime) {
            return to(number, Notice.problem("lexicon.noTime"), next);
        }
        Publication publication = drafts.publish(found(number).number(), time, writers.nameOf(person));
        inForce.look();
        return to(
                number,
                switch (publication) {
                    case Publication.Published(var since) -> Notice.done("lexicon.published", figures.minute(since));
                    case Publication.NoDraft() -> Notice.problem("lexicon.changedMeanwhile");
                    case Publication.SamePerson() -> Notice.problem("lexicon.samePerson");
                    case Publication.Empty() -> Notice.problem("lexicon.isEmpty");
                    case Publication.TooEarly(var earliest) ->
                        Notice.problem("lexicon.tooEarly", figures.minute(earliest));
                    case Publication.Unsuitable(var faults) ->
                        Notice.problem("lexicon.unsuitable", faults.getFirst().term());
                },
                next);
    }

    private static String to(int number, Notice notice, RedirectAttributes next) {
        next.addFlashAttribute(Notice.ATTRIBUTE, notice);
        return TO_VERSION + number;
    }

    private LexiconVersion named(String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return found(Integer.parseInt(number));
    }

    private LexiconVersion found(int number) {
        return lexicon.version(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
