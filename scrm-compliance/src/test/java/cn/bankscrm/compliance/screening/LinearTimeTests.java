package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody sends or enters: eight times the text takes about eight times as long, not sixty-four times. */
class LinearTimeTests {

    /** Where there is little to report, and where nearly every character is reported many times. */
    private static final int LONG = 1 << 20;

    private static final int SHORTER = 1 << 17;
    private static final int TIMES = 8;

    static Stream<Arguments> evil() {
        List<String> almost =
                IntStream.range(1, 300).mapToObj(i -> "保".repeat(i) + "本").toList();
        List<String> nested = IntStream.rangeClosed(1, 20).mapToObj("保"::repeat).toList();
        return Stream.of(
                Arguments.of("one character, never a hit", LONG, almost, "保"),
                Arguments.of("one character, nested entries", SHORTER, nested, "保"),
                Arguments.of("overlapping entries", SHORTER, List.of("保本保", "本保本", "保本"), "保本"),
                Arguments.of("nothing but marks", LONG, almost, "\u0301"),
                Arguments.of("marks of changing order", LONG, almost, "\u0301\u0323"),
                Arguments.of("marks after a letter", SHORTER, List.of("é", "e"), "e\u0301\u0301\u0323\u0301"),
                Arguments.of("nothing but zero width", LONG, almost, "\u200B"),
                Arguments.of("marks and letters in turn", SHORTER, List.of("保保", "保保本"), "保\u0336"),
                Arguments.of("a character that is eighteen", SHORTER, List.of("صلى"), "\uFDFA"),
                Arguments.of("half pairs", LONG, almost, "\uD83D"),
                Arguments.of("flames", LONG, almost, "🔥"),
                Arguments.of("syllables out of parts", SHORTER, List.of("각", "가"), "각"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("evil")
    void takesTimeInLineWithTheText(String what, int length, List<String> terms, String piece) {
        List<LexiconEntry> entries = new ArrayList<>();
        terms.forEach(term ->
                entries.add(new LexiconEntry(Phrase.literal(term), Level.BLOCK, "c").safeIn(List.of("非" + term))));
        entries.add(new LexiconEntry(Phrase.combination("保本|本保", 10), Level.WARN, "c"));
        Screener screener = Screener.of(new Lexicon("1", entries));
        String small = piece.repeat(length / TIMES / piece.length());
        String large = piece.repeat(length / piece.length());
        // a quadratic pass would take 64 times as long, each time; the rest is room for a busy machine
        double least = Double.MAX_VALUE;
        for (int tries = 0; tries < 5 && least >= TIMES * 2; tries++) {
            least = Math.min(least, (double) best(screener, large, 2) / best(screener, small, 3));
        }
        assertThat(least).as(what).isLessThan(TIMES * 3);
    }

    private static long best(Screener screener, String text, int rounds) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            screener.screen(text, Occasion.of(Outlet.CHAT));
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
