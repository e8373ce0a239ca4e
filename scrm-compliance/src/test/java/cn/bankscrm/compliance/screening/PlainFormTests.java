package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The normal form by itself: its characters and where they come from. */
class PlainFormTests {

    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");

    /** What the tables of single characters are made of is worked out otherwise here, for every one there is. */
    @Test
    void everyCharacterByItselfIsReadAsTheRulesSay() {
        Map<String, String> simplified = new HashMap<>();
        for (String pair : Tables.lines("traditional-to-simplified.txt")) {
            int second = pair.offsetByCodePoints(0, 1);
            simplified.put(pair.substring(0, second), pair.substring(second));
        }
        PlainForm form = new PlainForm();
        StringBuilder different = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < 0x10000 && Character.isSurrogate((char) c)) {
                continue;
            }
            String text = Character.toString(c);
            form.read(text);
            if (!read(form).equals(byTheRules(text, simplified))) {
                different.append(Integer.toHexString(c)).append(' ');
            } else if (form.length() > 0 && (form.start(0) != 0 || form.end(form.length() - 1) != text.length())) {
                different.append("place of ").append(Integer.toHexString(c)).append(' ');
            }
        }
        assertThat(different).isEmpty();
    }

    private static String byTheRules(String text, Map<String, String> simplified) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(character -> {
            int lower = Character.toLowerCase(character);
            // a sigma at the end of a word is a sigma
            String one = Character.toString(lower == 'ς' ? 'σ' : lower);
            String simple = simplified.getOrDefault(one, one);
            if (LETTER_OR_DIGIT.matcher(simple).matches()) {
                letters.append(simple);
            }
        });
        return letters.toString();
    }

    @Test
    void halvesOfPairsAreNothing() {
        assertThat(read(PlainForm.of("保\uD842本\uDFB7"))).isEqualTo("保本");
        assertThat(read(PlainForm.of("\uD842"))).isEmpty();
        assertThat(read(PlainForm.of("\uDFB7\uD842"))).isEmpty();
        assertThat(read(PlainForm.of("\uD842\uDFB7"))).isEqualTo("𠮷");
    }

    @Test
    void takesTextsThatBecomeLongerThanTheyAreOneAfterTheOther() {
        PlainForm form = new PlainForm();
        for (int many : new int[] {1, 16, 17, 64, 300, 2}) {
            form.read("㍿".repeat(many));
            assertThat(read(form)).isEqualTo("株式会社".repeat(many));
            assertThat(form.start(form.length() - 1)).isEqualTo(many - 1);
            assertThat(form.end(form.length() - 1)).isEqualTo(many);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, é", "28, é", "29, é", "30, e", "31, e"})
    void marksAreTakenTogetherWithTheirLetterUpToThirty(int between, String letter) {
        String marks = "\u0315".repeat(between) + "\u0301";
        assertThat(read(PlainForm.of("xe" + marks + "y"))).isEqualTo("x" + letter + "y");
    }

    @ParameterizedTest
    @CsvSource({
        // marks of which nothing is put together leave no trace between letters
        "é\u0323x, ẹx, '0-2,2-3'",
        "保\u0301本, 保本, '0-1,2-3'",
        "。\u0301本, 本, 2-3",
        "\u0301本, 本, 1-2",
        "😊\u0301本, 本, 3-4",
        "𠮷\u0301本, 𠮷本, '0-2,3-4'",
        // a final that joins the syllable before, and one that cannot
        "가\u11A8가, 각가, '0-2,2-3'",
        "保\u11A8, 保\u11A8, '0-1,1-2'",
        "\u0301\u0301\u0301, '', ''",
        "ｶﾞｶ, ガカ, '0-2,2-3'",
        "ﾞ本, 本, 1-2",
    })
    void tellsWhereLettersComeFrom(String text, String letters, String places) {
        PlainForm form = PlainForm.of(text);
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            told.append(i == 0 ? "" : ",").append(form.start(i)).append('-').append(form.end(i));
        }
        assertThat(read(form)).isEqualTo(letters);
        assertThat(told.toString()).isEqualTo(places);
    }

    private static String read(PlainForm form) {
        StringBuilder read = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            read.appendCodePoint(form.character(i));
        }
        return read.toString();
    }
}
