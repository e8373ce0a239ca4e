package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.bankscrm.core.institution.InstitutionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine where one character more or less decides. */
class ScreenerEdgesTests {

    private static final Occasion CHAT = Occasion.of(Outlet.CHAT);

    @ParameterizedTest
    @CsvSource({
        // as long as the context, at its beginning, at its end
        "保本, 保本, 保本, ''",
        "保本, 保本型, 保本型, ''",
        "保本, 非保本, 非保本, ''",
        // the context begins one character too late, ends one too early, or is cut off by the text
        "保本金, 本金, 保本金, 保本金 0-3",
        "保本金, 保本, 保本金, 保本金 0-3",
        "保本, 保本型, 保本, 保本 0-2",
        "保本, 非保本, 保本, 保本 0-2",
        // of two places each is judged by itself, whichever comes first
        "保本, 非保本, 非保本保本, 保本 3-5",
        "保本, 非保本, 保本非保本, 保本 0-2",
        "保本, 非保本, 非保本非保本, ''",
        // contexts of two places that touch make none of both together
        "本保, 保本, 保本保本, 本保 1-3",
        // before a context, and within it
        "保, 本保本, 保本保本, 保 0-1",
        // a context of one character
        "保, 保, 保, ''",
        "保, 本, 保本, 保 0-1",
    })
    void judgesSafeContextsToTheCharacter(String term, String context, String text, String found) {
        assertThat(found(screener(literal(term).safeIn(List.of(context))), text))
                .isEqualTo(found);
    }

    @Test
    void knowsAllSafeContextsOfAnEntryAndNoneOfOthers() {
        Screener screener = screener(
                literal("保本").safeIn(List.of("非保本", "保本不保息")), literal("保").safeIn(List.of("保险")), literal("息"));
        assertThat(found(screener, "保本不保息")).isEqualTo("保 0-1;保 3-4;息 4-5");
        assertThat(found(screener, "保险非保本")).isEqualTo("保 3-4");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 保证收益, 保证|收益 0-4",
        "0, 保证的收益, ''",
        "1, 保证的收益, 保证|收益 0-5",
        "1, 保证您的收益, ''",
        "1, 收益保证, ''",
        "2, 保证收益收益收益, 保证|收益 0-4;保证|收益 0-6",
        "2, 保证保证的的收益, 保证|收益 2-8",
        "3, 保证😊的🌟您的😊收益, 保证|收益 0-13",
    })
    void countsTheCharactersBetweenThePartsOfACombination(int distance, String text, String found) {
        assertThat(found(screener(combination("保证|收益", distance)), text)).isEqualTo(found);
    }

    @Test
    void keepsCombinationsApartThatShareAPart() {
        Screener screener =
                screener(combination("保证|收益", 0), combination("保证|本金", 4), combination("绝对|收益", 4), literal("收益"));
        assertThat(found(screener, "保证的本金收益")).isEqualTo("保证|本金 0-5;收益 5-7");
        assertThat(found(screener, "收益绝对保证收益")).isEqualTo("收益 0-2;绝对|收益 2-8;保证|收益 4-8;收益 6-8");
    }

    @Test
    void pairsACombinationOfTheSamePartTwice() {
        assertThat(found(screener(combination("返|返", 1)), "返返的返")).isEqualTo("返|返 0-2;返|返 1-4");
        assertThat(found(screener(combination("保保|保保", 0)), "保保保保保")).isEqualTo("保保|保保 0-4;保保|保保 1-5");
    }

    @Test
    void leavesACombinationWithinASafeContextAlone() {
        Screener screener = screener(combination("保证|收益", 4).safeIn(List.of("保证不了收益")));
        assertThat(found(screener, "保证不了收益")).isEmpty();
        assertThat(found(screener, "保证不了收益收益")).isEqualTo("保证|收益 0-8");
    }

    @Test
    void fallsBackToWhatBeganWithinWhatItHadMatched() {
        Screener screener = screener(literal("甲乙丙丁"), literal("乙丙戊"), literal("丙戊"), literal("戊己"), literal("乙丙"));
        assertThat(found(screener, "甲乙丙戊己")).isEqualTo("乙丙 1-3;乙丙戊 1-4;丙戊 2-4;戊己 3-5");
        assertThat(found(screener, "甲乙甲乙丙丁")).isEqualTo("甲乙丙丁 2-6;乙丙 3-5");
        assertThat(found(screener, "甲乙戊己")).isEqualTo("戊己 2-4");
    }

    @ParameterizedTest
    @CsvSource({
        "é, xe\u0301x, é 1-3",
        "é, xéx, é 1-2",
        "é, xex, ''",
        // marks in another order, and one that stays beside the letter
        "ṕ, p\u0323\u0301x, ṕ 0-3",
        "ẹ, é\u0323x, ẹ 0-2",
        "é, é\u0323, ''",
        "x, x\u0301x, x 0-1;x 2-3",
        // syllables put together out of parts, and parts that stand alone behind what they cannot join
        "각, \u1100\u1161\u11A8각, 각 0-3;각 3-4",
        "가, \u1100\u1161\u1161, 가 0-2",
        "\u1161, 保\u1161。\u1161, \u1161 1-2;\u1161 3-4",
        "ガ, ｶ\uFF9Eガ, ガ 0-2;ガ 2-3",
    })
    void pointsAtLettersThatArePutTogether(String term, String text, String found) {
        assertThat(found(screener(literal(term)), text)).isEqualTo(found);
        assertThat(screener(literal(term)).screen(text, CHAT).hits())
                .extracting(hit -> new NaiveScreener.NaiveHit(hit.entry().term(), hit.start(), hit.end()))
                .isEqualTo(NaiveScreener.hits(List.of(literal(term)), text));
    }

    @Test
    void makesRoomForCharactersThatAreSeveral() {
        List<Hit> hits = screener(literal("株式会社")).screen("㍿".repeat(300), CHAT).hits();
        assertThat(hits).hasSize(300);
        assertThat(hits.getLast().start()).isEqualTo(299);
        assertThat(hits.getLast().end()).isEqualTo(300);
    }

    @Test
    void looksAtThePartsAndTheSafeContextsOfCombinationsToo() {
        List<LexiconEntry> entries = List.of(
                combination("保|本", 1).safeIn(List.of("!")),
                combination("|本", 1),
                combination("保|本", 1).safeIn(List.of("长".repeat(1_000))),
                combination("保|本", 1).safeIn(List.of("长".repeat(1_001))));
        UnsuitableLexicon unsuitable =
                catchThrowableOfType(UnsuitableLexicon.class, () -> Screener.of(new Lexicon("1", entries)));
        assertThat(unsuitable.faults())
                .extracting(fault -> fault.position() + " " + fault.reason())
                .containsExactly("0 EMPTY_SAFE_CONTEXT", "1 NOTHING_TO_LOOK_FOR", "3 TOO_LONG");
    }

    @Test
    void findsEveryOccurrenceInEveryTextOfFewLetters() {
        List<String> terms = List.of("甲乙丙", "乙丙", "丙甲乙丙甲", "乙丙甲乙", "丙甲乙", "甲甲");
        Screener screener =
                screener(terms.stream().map(ScreenerEdgesTests::literal).toArray(LexiconEntry[]::new));
        String letters = "甲乙丙丁";
        for (int number = 0; number < 1 << 14; number++) {
            StringBuilder text = new StringBuilder();
            for (int rest = number | 1 << 14; rest > 1; rest >>= 2) {
                text.append(letters.charAt(rest & 3));
            }
            List<String> expected = new ArrayList<>();
            for (String term : terms) {
                for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
                    expected.add(term + " " + at + "-" + (at + term.length()));
                }
            }
            assertThat(screener.screen(text.toString(), CHAT).hits())
                    .as("%s", text)
                    .extracting(hit -> hit.entry().term() + " " + hit.start() + "-" + hit.end())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void readsNothingOfTheTextBefore() {
        Screener screener = screener(literal("戊甲"), literal("甲"));
        assertThat(found(screener, "。。。。甲己庚")).isEqualTo("甲 4-5");
        // that 甲 still lies in the memory of the thread, right behind what is read now
        assertThat(found(screener, "己庚辛戊")).isEmpty();
        assertThat(found(screener, "戊")).isEmpty();
    }

    @Test
    void stopsAtTheEndOfTheText() {
        Screener screener = screener(literal("甲乙丙"), literal("丙丁"));
        assertThat(found(screener, "戊甲乙丙丁")).isEqualTo("甲乙丙 1-4;丙丁 3-5");
        // the text before is still in the memory that the thread keeps
        assertThat(found(screener, "戊甲乙")).isEmpty();
        assertThat(found(screener, "甲")).isEmpty();
        assertThat(found(screener, "")).isEmpty();
        assertThat(found(screener, "丙丁")).isEqualTo("丙丁 0-2");
    }

    @Test
    void passesOverWhatIsNoLetterWhereverItStands() {
        Screener screener = screener(literal("保本"));
        for (String mark : List.of(
                "😊", "🌟", "\uD83D", "\uDE0A", "\uD83C", "\uD835", "☀️", "\u0301", "😊\u0301", "\uDBFF\uDFFF", "。")) {
            int length = mark.length();
            String text = mark + "保" + mark + mark + "本" + mark;
            assertThat(found(screener, text)).isEqualTo("保本 " + length + "-" + (length * 3 + 2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 1_023, 1_024, 1_025, 16_384, 65_535, 65_536, 70_000})
    void findsAllInLongTexts(int many) {
        Screener screener = screener(literal("保"), literal("本"), literal("保本"), combination("本|尾", 1));
        String text = "保本".repeat(many) + "尾";
        List<Hit> hits = screener.screen(text, CHAT).hits();
        assertThat(hits).hasSize(many * 3 + 1);
        assertThat(hits.getLast().start()).isEqualTo(many * 2 - 1);
        assertThat(hits.getLast().end()).isEqualTo(many * 2 + 1);
        assertThat(screener.screen("中" + text, CHAT).hits().getFirst().start()).isEqualTo(1);
        assertThat(found(screener, "中保")).isEqualTo("保 1-2");
    }

    @Test
    void meetsEachBoundOfAReachByItself() {
        InstitutionCode here = new InstitutionCode("3100");
        InstitutionCode there = new InstitutionCode("3200");
        Screener screener = screener(
                literal("甲").within(new Reach(Set.of(Outlet.CHAT), Set.of(), Set.of())),
                literal("乙").within(new Reach(Set.of(), Set.of(here), Set.of())),
                literal("丙").within(new Reach(Set.of(), Set.of(), Set.of("柜员"))),
                combination("丁|戊", 2).within(new Reach(Set.of(Outlet.MOMENT), Set.of(here), Set.of())));
        String text = "甲乙丙丁戊";
        assertThat(found(screener, text, CHAT)).isEqualTo("甲 0-1");
        assertThat(found(screener, text, new Occasion(Outlet.MOMENT, Set.of(here), Set.of("经理"))))
                .isEqualTo("乙 1-2;丁|戊 3-5");
        assertThat(found(screener, text, new Occasion(Outlet.MOMENT, Set.of(there), Set.of("柜员"))))
                .isEqualTo("丙 2-3");
        assertThat(found(screener, text, new Occasion(Outlet.CHAT, Set.of(here, there), Set.of("柜员", "经理"))))
                .isEqualTo("甲 0-1;乙 1-2;丙 2-3");
    }

    @Test
    void refusesMoreDifferentCharactersThanItCanNumber() {
        List<LexiconEntry> entries = new ArrayList<>();
        List<Integer> han = IntStream.concat(IntStream.range(0x4E00, 0xA000), IntStream.range(0x20000, 0x2F800))
                .filter(Character::isLetter)
                .boxed()
                .toList();
        for (int from = 0; from + 1_000 <= han.size(); from += 1_000) {
            entries.add(literal(han.subList(from, from + 1_000).stream()
                    .map(Character::toString)
                    .collect(Collectors.joining())));
        }
        assertThat(entries).hasSizeGreaterThan(70);
        assertThatThrownBy(() -> Screener.of(new Lexicon("1", entries)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65,000 different characters");
        assertThat(found(Screener.of(new Lexicon("1", entries.subList(0, 60))), "中"))
                .isEmpty();
    }

    private static LexiconEntry literal(String term) {
        return new LexiconEntry(Phrase.literal(term), Level.WARN, "c");
    }

    private static LexiconEntry combination(String term, int distance) {
        return new LexiconEntry(Phrase.combination(term, distance), Level.WARN, "c");
    }

    private static Screener screener(LexiconEntry... entries) {
        return Screener.of(new Lexicon("1", List.of(entries)));
    }

    private static String found(Screener screener, String text) {
        return found(screener, text, CHAT);
    }

    private static String found(Screener screener, String text, Occasion occasion) {
        return screener.screen(text, occasion).hits().stream()
                .map(hit -> hit.entry().term() + " " + hit.start() + "-" + hit.end())
                .collect(Collectors.joining(";"));
    }
}
