package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The engine beside the rules written down naively. */
class NaiveComparisonTests {

    @Property(tries = 4_000)
    void findsWhatTheRulesSay(@ForAll("entries") List<LexiconEntry> entries, @ForAll("texts") String text) {
        Screening screening = Screener.of(new Lexicon("random", entries)).screen(text, Occasion.of(Outlet.CHAT));
        List<NaiveScreener.NaiveHit> naive = NaiveScreener.hits(entries, text);
        assertThat(screening.hits())
                .extracting(hit -> new NaiveScreener.NaiveHit(hit.entry().term(), hit.start(), hit.end()))
                .containsExactlyInAnyOrderElementsOf(naive);
        assertThat(screening.hits())
                .isSortedAccordingTo((a, b) -> a.start() != b.start()
                        ? Integer.compare(a.start(), b.start())
                        : Integer.compare(a.end(), b.end()));
    }

    @Property(tries = 4_000)
    void normalisesAWholeTextAsUnicodeDoes(@ForAll("texts") String text) {
        assertThat(PlainForm.normal(text).codePoints().boxed().toList()).isEqualTo(NaiveScreener.normal(text));
    }

    @Test
    void normalisesEveryCharacterAsUnicodeDoes() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = Character.toString(c);
            List<Integer> expected = NaiveScreener.normal(text);
            if (!PlainForm.normal(text).codePoints().boxed().toList().equals(expected)) {
                assertThat(PlainForm.normal(text).codePoints().boxed().toList())
                        .as("U+%04X", c)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void normalisesEveryPairOfALetterAndAMarkAsUnicodeDoes() {
        for (int mark = 0x300; mark < 0x370; mark++) {
            for (int letter = 0; letter < 0x530; letter++) {
                String text = Character.toString(letter) + Character.toString(mark);
                assertThat(PlainForm.normal(text).codePoints().boxed().toList())
                        .as("U+%04X U+%04X", letter, mark)
                        .isEqualTo(NaiveScreener.normal(text));
            }
        }
    }

    @Provide
    Arbitrary<List<LexiconEntry>> entries() {
        return RandomTexts.entries();
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomTexts.texts();
    }
}
