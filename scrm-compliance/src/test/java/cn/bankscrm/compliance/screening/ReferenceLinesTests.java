package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceLinesTests {

    private static final List<LexiconEntry> ENTRIES = ReferenceBank.entries();
    private static final Screener SCREENER = Screener.of(new Lexicon("reference", ENTRIES));

    @Test
    void knowsAllLines() {
        assertThat(ReferenceBank.lines()).hasSize(500);
        assertThat(ENTRIES).hasSize(40);
    }

    static List<ReferenceBank.Line> lines() {
        return ReferenceBank.lines();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void judgesALineRightly(ReferenceBank.Line line) {
        Screening screening = SCREENER.screen(line.text(), Occasion.of(Outlet.CHAT));
        assertThat(screening.verdict()).isEqualTo(line.verdict());
        assertThat(screening.hits().stream()
                        .map(hit -> hit.entry().term())
                        .distinct()
                        .sorted(byCodePoint())
                        .collect(Collectors.joining(";")))
                .isEqualTo(line.terms());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void pointsAtTheOriginalCharacters(ReferenceBank.Line line) {
        List<NaiveScreener.NaiveHit> hits = SCREENER.screen(line.text(), Occasion.of(Outlet.CHAT)).hits().stream()
                .map(hit -> new NaiveScreener.NaiveHit(hit.entry().term(), hit.start(), hit.end()))
                .toList();
        assertThat(hits).containsExactlyInAnyOrderElementsOf(NaiveScreener.hits(ENTRIES, line.text()));
        for (NaiveScreener.NaiveHit hit : hits) {
            String original = line.text().substring(hit.start(), hit.end());
            String first = hit.term().replaceFirst("\\|.*", "");
            assertThat(PlainForm.normal(original)).startsWith(PlainForm.normal(first));
            assertThat(PlainForm.normal(original.substring(0, 1))).isNotEmpty();
            assertThat(PlainForm.normal(original.substring(original.length() - 1)))
                    .isNotEmpty();
        }
    }

    private static Comparator<String> byCodePoint() {
        return (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
}
