package cn.bankscrm.compliance.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.ComplianceNode;
import cn.bankscrm.compliance.lexicon.LineChecks.Found;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.db.TestDatabase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is refused although it is well written: it would not do what its author means. */
class LineChecksTests {

    private static final LexiconLine PROMISE = LexiconLine.of(literal("保本").safeIn(List.of("不保本", "非保本")));

    @TempDir
    private Path data;

    private ComplianceNode node;
    private LineChecks checks;
    private SameWords sameWords;

    @BeforeEach
    void starts() {
        node = new ComplianceNode(TestDatabase.fresh(), data, new AdjustableClock());
        checks = node.get(LineChecks.class);
        sameWords = node.get(SameWords.class);
        JdbcClient db = node.get(JdbcClient.class);
        db.sql("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, '01', '总行', null, 1, '110000', 0), (2, '02', '上海分行', 1, 2, '310000', 0),
                    (3, '03', '北京分行', 1, 2, '110000', 0), (4, '04', '外滩支行', 2, 3, '310000', 0)
                """).update();
        db.sql("""
                insert into core.institution_path (ancestor_id, institution_id, depth) values
                    (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (1, 2, 1), (1, 3, 1), (1, 4, 2), (2, 4, 1)
                """).update();
        db.sql("insert into core.staff (id, staff_no, version) values (1, 'S1', 0)")
                .update();
        db.sql("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (1, 1, 4, '客户经理', date '2020-01-01')
                """).update();
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void refusesTheSameWordsWithoutTheSafeContexts() {
        LexiconLine bare = LexiconLine.of(new LexiconEntry(Phrase.literal("保本"), Level.BLOCK, "承诺收益"));

        assertThat(checks.faults(bare, List.of(LexiconLine.of(literal("稳赚")), PROMISE)))
                .containsExactly(new Found(0, LineFault.DUPLICATE, OptionalInt.of(1)));
        assertThat(checks.faults(List.of(PROMISE, bare, PROMISE)))
                .containsExactlyInAnyOrder(
                        new Found(1, LineFault.DUPLICATE, OptionalInt.of(0)),
                        new Found(2, LineFault.DUPLICATE, OptionalInt.of(0)));
    }

    @Test
    void knowsTheSameWordsInOtherCharacters() {
        LexiconLine low = LexiconLine.of(literal("理财vip专享"));
        for (String same : List.of("理財VIP專享", "理 财·ＶＩＰ－专享")) {
            assertThat(checks.faults(LexiconLine.of(literal(same)), List.of(low)))
                    .as(same)
                    .extracting(Found::fault)
                    .containsExactly(LineFault.DUPLICATE);
        }
        assertThat(checks.faults(LexiconLine.of(literal("理财专享")), List.of(low))).isEmpty();
        assertThat(checks.faults(
                        LexiconLine.of(new LexiconEntry(Phrase.combination("保|本", 3), Level.BLOCK, "承诺")),
                        List.of(PROMISE)))
                .as("another kind")
                .isEmpty();
    }

    @Test
    void allowsANarrowerScopeAndSaysSo() {
        LexiconLine branch = within(new Reach(Set.of(), Set.of(new InstitutionCode("04")), Set.of()));
        LexiconLine area = within(new Reach(Set.of(), Set.of(new InstitutionCode("02")), Set.of()));
        LexiconLine elsewhere = within(new Reach(Set.of(), Set.of(new InstitutionCode("03")), Set.of()));

        assertThat(checks.faults(List.of(PROMISE, area, branch, elsewhere))).isEmpty();
        assertThat(sameWords.among(kept(branch, area, elsewhere)))
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.wider().line()).isEqualTo(area);
                    assertThat(pair.narrower().line()).isEqualTo(branch);
                    assertThat(pair.clashing()).isFalse();
                });
        assertThat(sameWords.among(kept(PROMISE, PROMISE)))
                .singleElement()
                .extracting(SameWords.Pair::clashing)
                .isEqualTo(true);
    }

    @Test
    void refusesScopesThatMeetInPart() {
        LexiconLine one = within(new Reach(Set.of(Outlet.CHAT, Outlet.MOMENT), Set.of(), Set.of()));
        LexiconLine other = within(new Reach(Set.of(Outlet.CHAT, Outlet.SOP), Set.of(), Set.of()));
        LexiconLine apart = within(new Reach(Set.of(Outlet.WELCOME), Set.of(), Set.of()));

        assertThat(checks.faults(other, List.of(apart, one)))
                .containsExactly(new Found(0, LineFault.DUPLICATE, OptionalInt.of(1)));
        assertThat(checks.faults(apart, List.of(one, other))).isEmpty();
    }

    @Test
    void oneEntryMaySucceedAnother() {
        LocalDate end = LocalDate.of(2026, 12, 31);
        LexiconLine former = new LexiconLine(literal("保本"), "", null, end);
        assertThat(checks.faults(new LexiconLine(literal("保本"), "", end.plusDays(1), null), List.of(former)))
                .isEmpty();
        assertThat(checks.faults(new LexiconLine(literal("保本"), "", end, null), List.of(former)))
                .extracting(Found::fault)
                .containsExactly(LineFault.DUPLICATE);
    }

    @Test
    void refusesAPostThatNobodyHolds() {
        assertThat(checks.faults(List.of(
                        within(new Reach(Set.of(Outlet.CHAT), Set.of(), Set.of("客户经理"))),
                        within(new Reach(Set.of(Outlet.SOP), Set.of(), Set.of(Reach.CUSTOMER))),
                        within(new Reach(Set.of(Outlet.MOMENT), Set.of(), Set.of("会计", "宇航员"))),
                        within(new Reach(Set.of(Outlet.GROUP), Set.of(new InstitutionCode("99")), Set.of())))))
                .containsExactlyInAnyOrder(
                        new Found(2, LineFault.POST, OptionalInt.empty()),
                        new Found(3, LineFault.INSTITUTION, OptionalInt.empty()));
    }

    @Test
    void refusesASafeContextThatSavesNothingOrEverything() {
        assertThat(checks.faults(List.of(
                        LexiconLine.of(literal("，，")),
                        LexiconLine.of(literal("翻倍帐").safeIn(List.of("不会翻倍帐", "翻番"))),
                        LexiconLine.of(literal("稳赚").safeIn(List.of("稳赚"))),
                        LexiconLine.of(new LexiconEntry(Phrase.combination("保证|收益", 4), Level.WARN, "承诺")
                                .safeIn(List.of("不保证任何收益"))))))
                .containsExactlyInAnyOrder(
                        new Found(0, LineFault.NOTHING_TO_LOOK_FOR, OptionalInt.empty()),
                        new Found(1, LineFault.CONTEXT_WITHOUT_TERM, OptionalInt.empty()),
                        new Found(2, LineFault.CONTEXT_IS_TERM, OptionalInt.empty()));
    }

    @Test
    void hasNothingAgainstTheStarterLexicon() {
        assertThat(checks.faults(StarterLexicon.lines())).isEmpty();
        assertThat(sameWords.among(kept(StarterLexicon.lines().toArray(LexiconLine[]::new))))
                .isEmpty();
    }

    private static List<KeptLine> kept(LexiconLine... lines) {
        return IntStream.range(0, lines.length)
                .mapToObj(i -> new KeptLine(new EntryId(i + 1), lines[i]))
                .toList();
    }

    private static LexiconLine within(Reach reach) {
        return LexiconLine.of(literal("保本").within(reach));
    }

    private static LexiconEntry literal(String term) {
        return new LexiconEntry(Phrase.literal(term), Level.BLOCK, "承诺收益");
    }
}
