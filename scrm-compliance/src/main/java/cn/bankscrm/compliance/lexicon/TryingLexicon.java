package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.compliance.screening.Screening;
import cn.bankscrm.compliance.screening.UnsuitableLexicon;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tries a text against a version, a draft too, and tells why it hits or does not. Nothing of it is kept. */
@Component
public class TryingLexicon {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final LexiconQueries queries;
    private final Clock clock;

    TryingLexicon(LexiconQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /** @throws UnsuitableLexicon when entries of the version cannot be used */
    public Trial tryOut(VersionNumber version, String text, Occasion occasion) {
        LocalDate today = LocalDate.now(clock.withZone(ZONE));
        Map<LexiconEntry, KeptLine> lines = new LinkedHashMap<>();
        queries.lines(version).stream()
                .filter(kept -> kept.line().appliesOn(today))
                .forEach(kept -> lines.putIfAbsent(kept.line().entry(), kept));
        Screening screening = screener(lines.keySet().stream().toList()).screen(text, occasion);

        List<Trial.Finding> findings = new ArrayList<>();
        Set<Place> hitting = new HashSet<>();
        for (Hit hit : screening.hits()) {
            KeptLine line = Objects.requireNonNull(lines.get(hit.entry()));
            hitting.add(new Place(line.id(), hit.start(), hit.end()));
            findings.add(new Trial.Finding(hit, line.id(), line.line().ground(), null));
        }
        findings.addAll(saved(lines, text, occasion, hitting));
        findings.sort(
                Comparator.comparingInt((Trial.Finding finding) -> finding.hit().start())
                        .thenComparingInt(finding -> finding.hit().end()));
        return new Trial(screening.verdict(), findings);
    }

    private record Place(EntryId entry, int start, int end) {}

    /** What would hit if there were no safe contexts, each with the one that it lies in. */
    private static List<Trial.Finding> saved(
            Map<LexiconEntry, KeptLine> lines, String text, Occasion occasion, Set<Place> hitting) {
        Map<LexiconEntry, List<KeptLine>> bare = new LinkedHashMap<>();
        lines.forEach((entry, line) -> {
            if (!entry.safeContexts().isEmpty()) {
                bare.computeIfAbsent(entry.safeIn(List.of()), any -> new ArrayList<>())
                        .add(line);
            }
        });
        if (bare.isEmpty()) {
            return List.of();
        }
        List<Trial.Finding> saved = new ArrayList<>();
        for (Hit hit :
                screener(bare.keySet().stream().toList()).screen(text, occasion).hits()) {
            for (KeptLine line : bare.getOrDefault(hit.entry(), List.of())) {
                if (!hitting.contains(new Place(line.id(), hit.start(), hit.end()))) {
                    context(line.line().entry(), text, occasion, hit)
                            .ifPresent(context -> saved.add(new Trial.Finding(
                                    hit, line.id(), line.line().ground(), context)));
                }
            }
        }
        return saved;
    }

    private static Optional<String> context(LexiconEntry entry, String text, Occasion occasion, Hit hit) {
        for (String context : entry.safeContexts()) {
            LexiconEntry asTerm =
                    new LexiconEntry(Phrase.literal(context), entry.level(), entry.category()).readAs(entry.readings());
            boolean around = screener(List.of(asTerm)).screen(text, occasion).hits().stream()
                    .anyMatch(found -> found.start() <= hit.start() && found.end() >= hit.end());
            if (around) {
                return Optional.of(context);
            }
        }
        return Optional.empty();
    }

    private static Screener screener(List<LexiconEntry> entries) {
        return Screener.of(new Lexicon("trial", entries));
    }
}
