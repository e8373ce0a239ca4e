package cn.bankscrm.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.bankscrm.compliance.screening.UnsuitableLexicon.Fault;
import cn.bankscrm.compliance.screening.UnsuitableLexicon.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooseReadingTests {

    private static final Occasion CHAT = Occasion.of(Outlet.CHAT);

    @ParameterizedTest
    @CsvSource({
        "HOMOGRAPH, 保本, 这款葆本的, 葆本",
        "HOMOGRAPH, 保本, 這款 葆-本 的, 葆-本",
        "HOMOGRAPH, 保本, 这款bǎo本的, bǎo本",
        "HOMOGRAPH, 保本, 这款b a\u030Co本的, b a\u030Co本",
        "HOMOGRAPH, 保本, 这款堡夲的, 堡夲",
        "HOMOGRAPH, 稳赚不赔, 穏赚不赔, 穏赚不赔",
        "HOMOGRAPH, p2p, 投Р2Р吧, Р2Р",
        "HOMOGRAPH, p2p, 投ṕ2p\u0301吧, ṕ2p\u0301",
        "HOMOGRAPH, 加V信, 加ν信, 加ν信",
        "PINYIN, 保本, 绝对baoben, baoben",
        "PINYIN, 保本, 绝对BAO BEN的, BAO BEN",
        "PINYIN, 保本, 绝对bǎo běn, bǎo běn",
        "PINYIN, 保本, 绝对bao本, bao本",
        "PINYIN, 保本, 绝对保ben的, 保ben",
        "PINYIN, 保本, baobenlicai, baoben",
        "PINYIN, 保本, zhendebaoben, baoben",
        "PINYIN, 利率, gaolilv, lilv",
        "PINYIN, 利率, gaolìlǜ, lìlǜ",
        "PINYIN, 银行卡密码, yinhangka密码, yinhangka密码",
        "PINYIN, 加V信, 来jiavxin吧, jiavxin",
        // what stands beside it is no letter of a run, or no letter
        "PINYIN, 保本, vip baoben qq, baoben",
        "PINYIN, 保本, 买9baoben9吧, baoben",
        "PINYIN, 保本, 先baoben先, baoben",
        "INITIALS, 稳赚不赔, 绝对wzbp的, wzbp",
        "INITIALS, 稳赚不赔, 绝对W Z B P, W Z B P",
        "INITIALS, 稳赚不赔, 稳z不p, 稳z不p",
        "INITIALS, 稳赚不赔, ok wzbp ok, wzbp",
        "INITIALS, 银行卡密码, yhkmm发我, yhkmm",
        "INITIALS, 稳赚不赔, 9 wzbp 0, wzbp",
        "SPLIT, 保本, 这款亻呆本的, 亻呆本",
        "SPLIT, 保本, 这款イ 呆·本的, イ 呆·本",
        "SPLIT, 保证, 亻呆讠正, 亻呆讠正",
        "SPLIT, 李四, 找木子四, 木子四",
        "SPLIT, 转账, 车专账, 车专账",
        "SPLIT, 稳赚, 禾急赚, 禾急赚",
        // and a part taken apart in its turn
        "SPLIT, 稳赚, 禾刍心赚, 禾刍心赚",
    })
    void recognisesADisguise(LooseReading reading, String term, String text, String hit) {
        List<Hit> hits = screener(term, Set.of(reading)).screen(text, CHAT).hits();
        assertThat(hits).singleElement().satisfies(only -> {
            assertThat(text.substring(only.start(), only.end())).isEqualTo(hit);
            assertThat(only.reading()).contains(reading);
        });
        assertThat(screener(term, Set.of()).screen(text, CHAT).hits()).isEmpty();
        Set<LooseReading> others = EnumSet.of(LooseReading.SPLIT);
        if (PlainForm.of(term).length() >= LooseReading.INITIALS.shortestTerm()) {
            others.add(LooseReading.INITIALS);
        }
        others.remove(reading);
        assertThat(screener(term, others).screen(text, CHAT).hits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // another tone, and a term of which nothing is left
        "HOMOGRAPH, 保本, 抱本书来",
        "HOMOGRAPH, 保本, 葆苯",
        "HOMOGRAPH, 保本, bào本",
        "HOMOGRAPH, 保本, 葆畚",
        "HOMOGRAPH, 代客操作, 戴刻操坐",
        // not syllables, or cut out of others
        "PINYIN, 保本, 葆本",
        "PINYIN, 保本, bàoben",
        "PINYIN, 保本, baobeng",
        "PINYIN, 保本, xbaoben",
        "PINYIN, 返点, fandianqq",
        "PINYIN, 保本, 报ben",
        // the letters of other characters, put together
        "PINYIN, 保本, b敖本",
        "PINYIN, 保本, 八哦本",
        "HOMOGRAPH, 保本, b敖本",
        "HOMOGRAPH, 保本, 八哦本",
        // a part of other words
        "INITIALS, 稳赚不赔, wzbpx",
        "INITIALS, 稳赚不赔, awzbp",
        "INITIALS, 稳赚不赔, wzbp2026",
        "INITIALS, 稳赚不赔, wzbp0",
        "INITIALS, 稳赚不赔, 9wzbp",
        "INITIALS, 稳赚不赔, 问住不怕",
        "INITIALS, 稳赚不赔, 稳z不怕",
        "SPLIT, 保本, 信呆本",
        "SPLIT, 转账, 车专长",
        "SPLIT, 李四, 木子",
    })
    void leavesWhatIsNone(LooseReading reading, String term, String text) {
        assertThat(screener(term, Set.of(reading)).screen(text, CHAT).hits()).isEmpty();
    }

    @Test
    void takesATermOfManyPronunciationsInSomeOfThemOnly() {
        int[] term = "甲乙丙丁戊己庚".codePoints().toArray();
        List<int[][]> spellings =
                Spellings.all(term, character -> List.of(new int[] {character}, new int[] {-character}));
        assertThat(spellings)
                .as("of five characters all, of the rest the usual one")
                .hasSize(32);
        assertThat(spellings)
                .allSatisfy(
                        each -> assertThat(new int[] {each[5][0], each[6][0]}).containsExactly(term[5], term[6]));
        assertThat(spellings.stream().map(each -> each[4][0]).distinct()).containsExactlyInAnyOrder(term[4], -term[4]);
    }

    @Test
    void doesNotReportTwiceWhatIsSaidPlainly() {
        assertThat(screener("稳赚不赔", EnumSet.allOf(LooseReading.class))
                        .screen("稳赚不赔,稳 赚 不 赔", CHAT)
                        .hits())
                .hasSize(2)
                .allSatisfy(hit -> assertThat(hit.reading()).isEmpty());
    }

    @Test
    void reportsADisguiseOnceThoughTwoReadingsSeeIt() {
        // 堡 looks like 保 and sounds like it
        assertThat(screener("保本", Set.of(LooseReading.HOMOGRAPH))
                        .screen("堡本", CHAT)
                        .hits())
                .hasSize(1);
    }

    @Test
    void readsSafeContextsAsLoosely() {
        LexiconEntry entry = new LexiconEntry(Phrase.literal("保本"), Level.BLOCK, "c")
                .safeIn(List.of("不保本"))
                .readAs(Set.of(LooseReading.HOMOGRAPH, LooseReading.PINYIN, LooseReading.SPLIT));
        Screener screener = Screener.of(new Lexicon("1", List.of(entry)));
        assertThat(screener.screen("不葆本", CHAT).hits()).isEmpty();
        assertThat(screener.screen("bubaoben", CHAT).hits()).isEmpty();
        assertThat(screener.screen("不亻呆本", CHAT).hits()).isEmpty();
        assertThat(screener.screen("不葆本,葆本", CHAT).hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.start()).isEqualTo(4));
    }

    @Test
    void keepsToTheReachOfTheEntry() {
        LexiconEntry entry = new LexiconEntry(Phrase.literal("保本"), Level.BLOCK, "c")
                .readAs(Set.of(LooseReading.PINYIN))
                .within(new Reach(Set.of(Outlet.MOMENT), Set.of(), Set.of()));
        Screener screener = Screener.of(new Lexicon("1", List.of(entry)));
        assertThat(screener.screen("baoben", CHAT).hits()).isEmpty();
        assertThat(screener.screen("baoben", Occasion.of(Outlet.MOMENT)).hits()).hasSize(1);
    }

    @Test
    void refusesTermsTooShortForTheReading() {
        Lexicon lexicon = new Lexicon(
                "1",
                List.of(
                        new LexiconEntry(Phrase.literal("返"), Level.WARN, "c").readAs(Set.of(LooseReading.SPLIT)),
                        new LexiconEntry(Phrase.literal("返"), Level.WARN, "c").readAs(Set.of(LooseReading.PINYIN)),
                        new LexiconEntry(Phrase.literal("保本"), Level.WARN, "c").readAs(Set.of(LooseReading.INITIALS))));
        assertThat(catchThrowableOfType(UnsuitableLexicon.class, () -> Screener.of(lexicon))
                        .faults())
                .containsExactly(
                        new Fault(1, "返", Reason.TOO_SHORT_FOR_LOOSE), new Fault(2, "保本", Reason.TOO_SHORT_FOR_LOOSE));
    }

    private static Screener screener(String term, Set<LooseReading> readings) {
        return Screener.of(
                new Lexicon("1", List.of(new LexiconEntry(Phrase.literal(term), Level.BLOCK, "c").readAs(readings))));
    }
}
