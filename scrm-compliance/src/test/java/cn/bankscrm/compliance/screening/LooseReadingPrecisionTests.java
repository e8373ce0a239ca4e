package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the looser readings find, for all literals of the reference lexicon at once: on lines with disguises and on
 * harmless ones that come close (loose-lines.csv), and on the reference bank's lines, where nothing new may be found.
 */
class LooseReadingPrecisionTests {

    private static final Occasion CHAT = Occasion.of(Outlet.CHAT);

    @Test
    void findsNothingNewInTheLinesOfTheReferenceBank() {
        Screener loose = screener(EnumSet.allOf(LooseReading.class));
        List<String> found = ReferenceBank.lines().stream()
                .flatMap(line -> loose.screen(line.text(), CHAT).hits().stream()
                        .filter(hit -> hit.reading().isPresent())
                        .map(hit -> line.text() + ": " + hit.entry().term() + " " + hit.reading()))
                .toList();
        assertThat(found).isEmpty();
    }

    @Test
    void keepsPrecisionAndRecallOnDisguisesAndOnWhatComesClose() {
        Screener loose = screener(EnumSet.allOf(LooseReading.class));
        int right = 0;
        int wrong = 0;
        int missed = 0;
        StringBuilder report = new StringBuilder();
        Map<LooseReading, int[]> byReading = new EnumMap<>(LooseReading.class);
        for (List<String> line : ReferenceBank.rows("loose-lines.csv")) {
            Set<String> wanted =
                    line.get(1).isEmpty() ? Set.of() : Set.of(line.get(1).split(";", -1));
            Set<String> seen = new HashSet<>();
            for (Hit hit : loose.screen(line.get(0), CHAT).hits()) {
                if (hit.reading().isPresent() && seen.add(hit.entry().term())) {
                    boolean asWanted = wanted.contains(hit.entry().term());
                    byReading.computeIfAbsent(hit.reading().get(), r -> new int[2])[asWanted ? 0 : 1]++;
                    right += asWanted ? 1 : 0;
                    wrong += asWanted ? 0 : 1;
                    if (!asWanted) {
                        report.append("\nwrong: ")
                                .append(line.get(0))
                                .append(' ')
                                .append(hit.entry().term());
                    }
                } else {
                    seen.add(hit.entry().term());
                }
            }
            for (String term : wanted) {
                if (!seen.contains(term)) {
                    missed++;
                    report.append("\nmissed: ").append(line.get(0)).append(' ').append(term);
                }
            }
        }
        String figures = byReading.entrySet().stream()
                .map(each -> each.getKey() + " right " + each.getValue()[0] + " wrong " + each.getValue()[1])
                .collect(Collectors.joining(", "));
        assertThat((double) right / (right + wrong))
                .as("precision: %s%s", figures, report)
                .isGreaterThanOrEqualTo(0.84);
        assertThat((double) right / (right + missed))
                .as("recall: %s%s", figures, report)
                .isEqualTo(1.0);
    }

    /** Every literal with every reading that it is long enough for. */
    private static Screener screener(Set<LooseReading> readings) {
        return Screener.of(new Lexicon(
                "loose",
                ReferenceBank.entries().stream()
                        .map(entry -> entry.phrase() instanceof Phrase.Literal(String term)
                                ? entry.readAs(readings.stream()
                                        .filter(reading -> PlainForm.of(term).length() >= reading.shortestTerm())
                                        .collect(Collectors.toSet()))
                                : entry)
                        .toList()));
    }
}
