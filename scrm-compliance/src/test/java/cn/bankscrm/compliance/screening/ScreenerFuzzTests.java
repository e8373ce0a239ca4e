package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Any lexicon and any text: the engine finds what the rules say, and the looser readings only add to it. */
class ScreenerFuzzTests {

    @FuzzTest(maxDuration = "30s")
    void findsWhatTheRulesSay(FuzzedDataProvider data) {
        List<LexiconEntry> entries = new ArrayList<>();
        int count = data.consumeInt(1, 4);
        for (int i = 0; i < count; i++) {
            LexiconEntry entry = new LexiconEntry(phrase(data), data.pickValue(Level.values()), "c");
            String safe = data.consumeString(6);
            entries.add(NaiveScreener.normal(safe).isEmpty() ? entry : entry.safeIn(List.of(safe)));
        }
        String text = data.consumeRemainingAsString();
        if (text.length() > 80) {
            text = text.substring(0, 80);
        }
        Screening plain = Screener.of(new Lexicon("1", entries)).screen(text, Occasion.of(Outlet.CHAT));
        assertThat(plain.hits())
                .extracting(hit -> new NaiveScreener.NaiveHit(hit.entry().term(), hit.start(), hit.end()))
                .containsExactlyInAnyOrderElementsOf(NaiveScreener.hits(entries, text));

        List<LexiconEntry> loose =
                entries.stream().map(entry -> entry.readAs(readings(entry))).toList();
        Screening loosely = Screener.of(new Lexicon("1", loose)).screen(text, Occasion.of(Outlet.CHAT));
        assertThat(loosely.hits().stream().filter(hit -> hit.reading().isEmpty()))
                .hasSameSizeAs(plain.hits());
        for (Hit hit : loosely.hits()) {
            assertThat(hit.start()).isBetween(0, hit.end() - 1);
            assertThat(hit.end()).isLessThanOrEqualTo(text.length());
        }
    }

    private static Phrase phrase(FuzzedDataProvider data) {
        boolean combination = data.consumeBoolean();
        String first = orElse(data.consumeString(4), "a");
        return combination
                ? new Phrase.Combination(first, orElse(data.consumeString(4), "b"), data.consumeInt(0, 10))
                : Phrase.literal(first);
    }

    private static String orElse(String term, String otherwise) {
        return NaiveScreener.normal(term).isEmpty() ? otherwise : term;
    }

    private static Set<LooseReading> readings(LexiconEntry entry) {
        Set<LooseReading> readings = EnumSet.noneOf(LooseReading.class);
        if (entry.phrase() instanceof Phrase.Literal(String term)) {
            int length = NaiveScreener.normal(term).size();
            for (LooseReading reading : LooseReading.values()) {
                if (length >= reading.shortestTerm()) {
                    readings.add(reading);
                }
            }
        }
        return readings;
    }
}
