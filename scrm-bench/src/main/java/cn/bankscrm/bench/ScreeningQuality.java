package cn.bankscrm.bench;

import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Screener;
import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import com.github.houbb.sensitive.word.support.result.WordResultHandlers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Precision and recall on the reference bank's lines: of the terms found, and of the lines stopped or warned of. */
final class ScreeningQuality {

    private ScreeningQuality() {}

    static void print() {
        List<LexiconEntry> entries = entries();
        List<List<String>> lines = rows("lines.csv");
        Figures.OUT.printf("%n%d lines of the reference bank%n", lines.size());
        Screener screener = Screener.of(new Lexicon("reference", entries));
        measure(
                "ours",
                lines,
                text -> screener.screen(text, Occasion.of(Outlet.CHAT)).hits().stream()
                        .map(hit -> hit.entry().term())
                        .collect(Collectors.toSet()));
        List<String> literals = entries.stream()
                .filter(entry -> entry.phrase() instanceof Phrase.Literal)
                .map(LexiconEntry::term)
                .toList();
        List<String> safe =
                entries.stream().flatMap(entry -> entry.safeContexts().stream()).toList();
        // it tells places of the text as it stands; which term stands there is told by our own plain reading
        Screener terms = Screener.of(new Lexicon(
                "terms",
                literals.stream()
                        .map(term -> new LexiconEntry(Phrase.literal(term), Level.BLOCK, "term"))
                        .toList()));
        SensitiveWordBs houbb = ScreeningPeers.houbb(literals, safe);
        measure(
                "houbb (safe contexts as its allow list)",
                lines,
                text -> houbb.findAll(text, WordResultHandlers.raw()).stream()
                        .flatMap(result -> whole(terms, text.substring(result.startIndex(), result.endIndex())))
                        .collect(Collectors.toSet()));
        measure(
                "contains",
                lines,
                text -> literals.stream().filter(text::contains).collect(Collectors.toSet()));
        measure(
                "contains, both parts of combinations",
                lines,
                text -> entries.stream()
                        .filter(entry ->
                                Arrays.stream(entry.term().split("\\|", -1)).allMatch(text::contains))
                        .map(LexiconEntry::term)
                        .collect(Collectors.toSet()));
    }

    private static Stream<String> whole(Screener terms, String part) {
        return terms.screen(part, Occasion.of(Outlet.CHAT)).hits().stream()
                .filter(hit -> hit.start() == 0 && hit.end() == part.length())
                .map(hit -> hit.entry().term());
    }

    private static void measure(String name, List<List<String>> lines, Function<String, Set<String>> finder) {
        int found = 0;
        int right = 0;
        int wanted = 0;
        int linesRight = 0;
        for (List<String> line : lines) {
            Set<String> terms =
                    line.get(3).isEmpty() ? Set.of() : Set.of(line.get(3).split(";", -1));
            Set<String> hits = finder.apply(line.get(1));
            Set<String> both = new HashSet<>(terms);
            both.retainAll(hits);
            found += hits.size();
            right += both.size();
            wanted += terms.size();
            linesRight += terms.equals(hits) ? 1 : 0;
        }
        Figures.OUT.printf(
                "  %-44s precision %.3f  recall %.3f  lines all right %d of %d%n",
                name, (double) right / found, (double) right / wanted, linesRight, lines.size());
    }

    private static List<LexiconEntry> entries() {
        return rows("lexicon.csv").stream()
                .map(row -> new LexiconEntry(
                                row.get(3).equals("combination")
                                        ? Phrase.combination(row.get(0), Integer.parseInt(row.get(4)))
                                        : Phrase.literal(row.get(0)),
                                Level.valueOf(row.get(1)),
                                row.get(2))
                        .safeIn(
                                row.get(5).isEmpty()
                                        ? List.of()
                                        : List.of(row.get(5).split("\\|", -1))))
                .toList();
    }

    /** A file beside this class, without its header; as simple as the two files are. */
    private static List<List<String>> rows(String file) {
        String text;
        try (InputStream in = Objects.requireNonNull(ScreeningQuality.class.getResourceAsStream(file))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.lines().skip(1).toList()) {
            List<String> row = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    row.add(field.toString());
                    field.setLength(0);
                } else {
                    field.append(c);
                }
            }
            row.add(field.toString());
            rows.add(row);
        }
        return rows;
    }
}
