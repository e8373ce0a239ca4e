package cn.bankscrm.compliance.screening;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Lexicons and texts out of few characters, so that they meet, in every disguise that we know of. */
final class RandomTexts {

    private static final List<String> LETTERS = List.of("保", "证", "收", "益", "p", "2", "é", "𠮷");

    /** Each of the letters as somebody might write it, and letters that are more than one. */
    private static final List<String> WRITTEN = List.of(
            "保",
            "证",
            "収",
            "收",
            "益",
            "p",
            "2",
            "é",
            "𠮷",
            "證",
            "P",
            "P",
            "p",
            "2",
            "②",
            "⓶",
            "𝟐",
            "𝐏",
            "É",
            "e\u0301",
            "E\u0301",
            "ｅ\u0301",
            "\u24DF",
            "²",
            "㎰",
            "㏘",
            "½",
            "ﬁ",
            "ǆ",
            "İ",
            "Σ",
            "ガ",
            "ｶ\uFF9E",
            "각",
            "ᄀ",
            "ᅡ",
            "ᆨ",
            "保\uFE00",
            "保\u0336",
            "p\u0323\u0301",
            "p\u0301");

    private static final List<String> INSERTED = List.of(
            "",
            "",
            "",
            " ",
            "\u3000",
            "\u200B",
            "\u200C",
            "\u200D",
            "\u2060",
            "\uFEFF",
            "\u00AD",
            "*",
            "~",
            "·",
            "、",
            "|",
            "❤",
            "❤\uFE0F",
            "🔥",
            "💰",
            "👨\u200D👩\u200D👧",
            "🏽",
            "\u0301",
            "\u0336",
            "\u0323",
            "\u20E3",
            "\uFE0F",
            "\uD83D",
            "\uDD25",
            "\n",
            "。",
            "\u202E",
            "%",
            "\u0000");

    private RandomTexts() {}

    static Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(WRITTEN)), Tuple.of(4, Arbitraries.of(INSERTED)), Tuple.of(1, anything()));
        return pieces.list().ofMaxSize(24).map(list -> String.join("", list));
    }

    private static Arbitrary<String> anything() {
        return Arbitraries.integers().between(0, 0x3FFFF).map(Character::toString);
    }

    static Arbitrary<List<LexiconEntry>> entries() {
        return entry().list().ofMinSize(1).ofMaxSize(6);
    }

    private static Arbitrary<LexiconEntry> entry() {
        Arbitrary<String> term = phrase(1, 4);
        Arbitrary<Phrase> literal = term.map(Phrase::literal);
        Arbitrary<Phrase> combination = Combinators.combine(
                        phrase(1, 2), phrase(1, 2), Arbitraries.integers().between(0, 5))
                .as(Phrase.Combination::new);
        return Combinators.combine(
                        Arbitraries.oneOf(literal, literal, combination),
                        Arbitraries.of(Level.class),
                        phrase(1, 5).list().ofMaxSize(2))
                .as((phrase, level, safe) -> new LexiconEntry(phrase, level, "c").safeIn(safe));
    }

    private static Arbitrary<String> phrase(int shortest, int longest) {
        return Arbitraries.of(LETTERS)
                .list()
                .ofMinSize(shortest)
                .ofMaxSize(longest)
                .map(list -> String.join("", list));
    }
}
