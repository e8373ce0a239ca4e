package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import cn.bankscrm.compliance.screening.UnsuitableLexicon.Fault;
import cn.bankscrm.compliance.screening.UnsuitableLexicon.Reason;
import cn.bankscrm.core.institution.InstitutionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenerTests {

    private static final Occasion CHAT = Occasion.of(Outlet.CHAT);
    private static final LexiconEntry PRINCIPAL = literal("保本", Level.BLOCK).safeIn(List.of("不保本"));

    @ParameterizedTest
    @CsvSource({
        "这款保本的, 2, 4",
        "這款保本的, 2, 4",
        "保 　本, 0, 4",
        "'保\u200B\u200B本', 0, 4",
        "'🔥保🔥本🔥', 2, 6",
        "'保\uFE00\u0336本', 0, 4",
        "'a\u0301保本', 2, 4",
        "保1本, -1, -1",
        "不保本, -1, -1",
        "不、保·本, -1, -1",
        "不是保本, 2, 4",
        "不保本保本, 3, 5",
    })
    void pointsAtTheOriginalCharacters(String text, int start, int end) {
        List<Hit> hits = screener(PRINCIPAL).screen(text, CHAT).hits();
        if (start < 0) {
            assertThat(hits).isEmpty();
        } else {
            assertThat(hits).singleElement().satisfies(hit -> {
                assertThat(hit.start()).isEqualTo(start);
                assertThat(hit.end()).isEqualTo(end);
                assertThat(hit.entry()).isEqualTo(PRINCIPAL);
                assertThat(hit.reading()).isEmpty();
            });
        }
    }

    @Test
    void pointsAtOneCharacterThatIsSeveral() {
        Screener screener = screener(literal("kg", Level.WARN), literal("2", Level.WARN), literal("株式会社", Level.WARN));
        assertThat(ranges(screener.screen("重3㎏,½,㍿", CHAT))).containsExactly("kg 2-3", "2 4-5", "株式会社 6-7");
    }

    @Test
    void countsNestedAndOverlappingEntries() {
        Screener screener = screener(
                literal("保本保收益", Level.BLOCK),
                literal("保本", Level.BLOCK),
                literal("本保", Level.WARN),
                literal("保", Level.RECORD),
                literal("收益高", Level.WARN));
        assertThat(ranges(screener.screen("保本保收益高", CHAT)))
                .containsExactly("保 0-1", "保本 0-2", "保本保收益 0-5", "本保 1-3", "保 2-3", "收益高 3-6");
    }

    @Test
    void takesTheGravestLevelForTheVerdict() {
        Screener screener = screener(literal("甲", Level.RECORD), literal("乙", Level.WARN), literal("丙", Level.BLOCK));
        assertThat(screener.screen("丁", CHAT).verdict()).isEqualTo(Verdict.PASS);
        assertThat(screener.screen("甲", CHAT).verdict()).isEqualTo(Verdict.PASS);
        assertThat(screener.screen("甲", CHAT).hits()).hasSize(1);
        assertThat(screener.screen("甲乙", CHAT).verdict()).isEqualTo(Verdict.WARN);
        assertThat(screener.screen("丙乙甲", CHAT).verdict()).isEqualTo(Verdict.BLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "保证收益, 0, 4",
        "保证的1234567收益, 0, 12",
        "保证的12345678收益, -1, -1",
        "保证·的~1~2~3~4~5~6~7~收益, 0, 21",
        "收益保证, -1, -1",
        "不保证收益, -1, -1",
        "'保证,不保证收益', 0, 8",
    })
    void letsACombinationHitWithinItsDistance(String text, int start, int end) {
        Screener screener = screener(
                new LexiconEntry(Phrase.combination("保证|收益", 8), Level.BLOCK, "承诺收益").safeIn(List.of("不保证收益")));
        List<Hit> hits = screener.screen(text, CHAT).hits();
        if (start < 0) {
            assertThat(hits).isEmpty();
        } else {
            assertThat(ranges(screener.screen(text, CHAT))).containsExactly("保证|收益 " + start + "-" + end);
        }
    }

    @Test
    void reportsEveryPairOfACombination() {
        Screener screener = screener(new LexiconEntry(Phrase.combination("返|回扣", 5), Level.BLOCK, "商业贿赂"));
        assertThat(ranges(screener.screen("返返回扣,回扣", CHAT)))
                .containsExactly("返|回扣 0-4", "返|回扣 0-7", "返|回扣 1-4", "返|回扣 1-7");
    }

    @Test
    void doesNotLetThePartsOfACombinationOverlap() {
        Screener screener = screener(new LexiconEntry(Phrase.combination("保本|本息", 3), Level.BLOCK, "c"));
        assertThat(screener.screen("保本息", CHAT).hits()).isEmpty();
        assertThat(screener.screen("保本本息", CHAT).hits()).hasSize(1);
    }

    @Test
    void appliesEntriesWithinTheirReachOnly() {
        Set<InstitutionCode> shanghai = Set.of(new InstitutionCode("3100"));
        LexiconEntry entry =
                literal("保本", Level.BLOCK).within(new Reach(Set.of(Outlet.MOMENT), shanghai, Set.of("理财经理")));
        Screener screener = screener(entry, literal("保本", Level.WARN).within(Reach.EVERYWHERE));
        Set<InstitutionCode> below = Set.of(new InstitutionCode("310001"), new InstitutionCode("3100"));
        Set<InstitutionCode> elsewhere = Set.of(new InstitutionCode("320001"));
        assertThat(verdict(screener, Outlet.MOMENT, below, "理财经理")).isEqualTo(Verdict.BLOCK);
        assertThat(verdict(screener, Outlet.CHAT, below, "理财经理")).isEqualTo(Verdict.WARN);
        assertThat(verdict(screener, Outlet.MOMENT, elsewhere, "理财经理")).isEqualTo(Verdict.WARN);
        assertThat(verdict(screener, Outlet.MOMENT, Set.of(), "理财经理")).isEqualTo(Verdict.WARN);
        assertThat(verdict(screener, Outlet.MOMENT, below, "大堂经理")).isEqualTo(Verdict.WARN);
    }

    private static Verdict verdict(Screener screener, Outlet outlet, Set<InstitutionCode> institutions, String role) {
        return screener.screen("保本", new Occasion(outlet, institutions, Set.of(role)))
                .verdict();
    }

    @Test
    void namesEveryEntryAtFaultWithItsReason() {
        Lexicon lexicon = new Lexicon(
                "1",
                List.of(
                        PRINCIPAL,
                        literal("※~", Level.WARN),
                        literal("保", Level.WARN).safeIn(List.of("不保", "!")),
                        new LexiconEntry(Phrase.combination("保|", 3), Level.WARN, "c"),
                        new LexiconEntry(Phrase.combination("保|本", -1), Level.WARN, "c"),
                        new LexiconEntry(Phrase.combination("保|本", 1_001), Level.WARN, "c"),
                        new LexiconEntry(Phrase.combination("保|本", 1), Level.WARN, "c")
                                .readAs(Set.of(LooseReading.PINYIN)),
                        literal("长".repeat(1_001), Level.WARN),
                        literal("长", Level.WARN).safeIn(List.of("长".repeat(1_001))),
                        new LexiconEntry(Phrase.literal("空"), Level.WARN, " ")));
        UnsuitableLexicon unsuitable = catchThrowableOfType(UnsuitableLexicon.class, () -> Screener.of(lexicon));
        assertThat(unsuitable.faults())
                .extracting(Fault::position, Fault::reason)
                .containsExactly(
                        tuple(1, Reason.NOTHING_TO_LOOK_FOR),
                        tuple(2, Reason.EMPTY_SAFE_CONTEXT),
                        tuple(3, Reason.NOTHING_TO_LOOK_FOR),
                        tuple(4, Reason.DISTANCE_OUT_OF_RANGE),
                        tuple(5, Reason.DISTANCE_OUT_OF_RANGE),
                        tuple(6, Reason.LOOSE_COMBINATION),
                        tuple(7, Reason.TOO_LONG),
                        tuple(8, Reason.TOO_LONG),
                        tuple(9, Reason.NO_CATEGORY));
        assertThat(unsuitable).hasMessageContaining("entry 2 (※~): the term, or a part of it, has neither letters");
        assertThat(unsuitable.faults().getFirst().reason().text()).startsWith("the term");
    }

    @Test
    void acceptsTheLongestEntries() {
        String longest = "长".repeat(1_000);
        Screener screener = screener(
                literal(longest, Level.WARN), new LexiconEntry(Phrase.combination("头|尾", 1_000), Level.BLOCK, "c"));
        assertThat(ranges(screener.screen("头" + longest + "尾", CHAT)))
                .containsExactly("头|尾 0-1002", longest + " 1-1001");
    }

    @Test
    void refusesACombinationOfOneOrThreeParts() {
        assertThatThrownBy(() -> Phrase.combination("保证", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Phrase.combination("保|证|收益", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passesEverythingWhenTheLexiconIsEmpty() {
        Screener screener = screener();
        assertThat(screener.screen("保本", CHAT)).isEqualTo(new Screening(Verdict.PASS, List.of()));
        assertThat(screener.screen("", CHAT).hits()).isEmpty();
        assertThat(screener.version()).isEqualTo("1");
    }

    @Test
    void screensForManyThreadsAtOnce() throws Exception {
        Screener screener = screener(PRINCIPAL, literal("收益", Level.WARN));
        try (ExecutorService platform = Executors.newFixedThreadPool(4);
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = "x".repeat(i) + "保🔥本" + "收 益".repeat(i % 7);
                int at = i;
                int many = i % 7;
                Runnable screening = () -> {
                    List<Hit> hits = screener.screen(text, CHAT).hits();
                    assertThat(hits).hasSize(1 + many);
                    assertThat(hits.getFirst().start()).isEqualTo(at);
                };
                running.add(platform.submit(screening));
                running.add(virtual.submit(screening));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private static LexiconEntry literal(String term, Level level) {
        return new LexiconEntry(Phrase.literal(term), level, "c");
    }

    private static Screener screener(LexiconEntry... entries) {
        return Screener.of(new Lexicon("1", List.of(entries)));
    }

    private static List<String> ranges(Screening screening) {
        return screening.hits().stream()
                .map(hit -> hit.entry().term() + " " + hit.start() + "-" + hit.end())
                .toList();
    }
}
