package cn.bankscrm.compliance.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.compliance.AdjustableClock;
import cn.bankscrm.compliance.ComplianceNode;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.LooseReading;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.db.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a draft to the version by which every node screens. */
class LexiconDraftsTests {

    private static final LexiconLine PROMISE = line("保本");
    private static final LexiconLine RISK = line("稳赚不赔");

    @TempDir
    private Path data;

    private final AdjustableClock clock = new AdjustableClock();
    private final TestDatabase database = TestDatabase.fresh();
    private ComplianceNode node;
    private LexiconDrafts drafts;
    private LexiconQueries queries;

    @BeforeEach
    void starts() {
        node = new ComplianceNode(database, data, clock);
        drafts = node.get(LexiconDrafts.class);
        queries = node.get(LexiconQueries.class);
    }

    @AfterEach
    void ends() {
        node.close();
    }

    @Test
    void aVersionIsInForceOnEveryNodeWithinTwoSeconds(TestReporter reporter) {
        try (ComplianceNode other = new ComplianceNode(database, data, clock)) {
            for (int round = 0; round < 5; round++) {
                VersionNumber draft = drafts.draft(List.of(PROMISE), "首版", "anna");
                long began = System.nanoTime();
                assertThat(drafts.publish(draft, null, "boris")).isInstanceOf(Publication.Published.class);

                for (ComplianceNode each : List.of(node, other)) {
                    await().pollInterval(Duration.ofMillis(10))
                            .atMost(Duration.ofSeconds(2))
                            .until(() -> inForce(each).equals(List.of(draft)));
                }
                Duration taken = Duration.ofNanos(System.nanoTime() - began);
                reporter.publishEntry("in force on two nodes", taken.toString());
                assertThat(taken).isLessThanOrEqualTo(Duration.ofSeconds(2));
            }
        }
    }

    @Test
    void aDraftIsWorkedOnByItsAuthorAloneUntilItIsSubmitted() {
        VersionNumber first = published(List.of(PROMISE, RISK));
        VersionNumber draft = drafts.draftLike(first, "改一条", "anna");
        EntryId promise = queries.lines(draft).stream()
                .filter(kept -> kept.line().equals(PROMISE))
                .findFirst()
                .orElseThrow()
                .id();
        LexiconLine milder = LexiconLine.of(new LexiconEntry(Phrase.literal("保本"), Level.WARN, "承诺收益"));

        assertThat(drafts.put(draft, milder, promise, "boris")).isFalse();
        assertThat(drafts.remove(draft, promise, "boris")).isFalse();
        assertThat(drafts.submit(draft, "boris")).isFalse();
        assertThat(drafts.publish(draft, null, "boris")).isEqualTo(new Publication.NoDraft());
        assertThat(drafts.put(draft, milder, promise, "Anna")).isTrue();
        assertThat(queries.lines(draft)).extracting(KeptLine::line).containsExactlyInAnyOrder(RISK, milder);

        assertThat(drafts.submit(draft, "anna")).isTrue();
        assertThat(drafts.put(draft, PROMISE, null, "anna")).isFalse();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> node.get(JdbcClient.class)
                        .sql("delete from compliance.lexicon_content where version = " + draft)
                        .update());
        assertThat(drafts.sendBack(draft, "少一条")).isTrue();
        assertThat(drafts.put(draft, PROMISE, null, "anna")).isTrue();
        assertThat(drafts.remove(draft, promise, "anna")).isTrue();
        assertThat(drafts.submit(draft, "anna")).isTrue();
        assertThat(drafts.publish(draft, null, "boris")).isInstanceOf(Publication.Published.class);
        assertThat(drafts.sendBack(draft, "太迟")).isFalse();
        assertThat(drafts.drop(draft)).isFalse();
    }

    @Test
    void anEmptyDraftIsNotSubmitted() {
        assertThat(drafts.submit(drafts.draftLike(null, "空", "anna"), "anna")).isFalse();
    }

    @Test
    void comesIntoForceAtItsTimeAndNotBefore() {
        published(List.of(PROMISE));
        VersionNumber later = drafts.draft(List.of(RISK), "下月起", "anna");
        Instant from = clock.instant().plus(Duration.ofDays(3));
        assertThat(drafts.publish(later, from, "boris")).isEqualTo(new Publication.Published(from));

        LexiconInForce inForce = node.get(LexiconInForce.class);
        inForce.look();
        assertThat(inForce.get().orElseThrow().ids().keySet()).containsExactly(PROMISE.entry());

        clock.forward(Duration.ofDays(3).plusMinutes(1));
        inForce.look();
        assertThat(inForce.get().orElseThrow().ids().keySet()).containsExactly(RISK.entry());
    }

    @Test
    void anEntryAppliesOnItsDaysAlone() {
        LocalDate today = LocalDate.now(clock);
        LexiconLine campaign = new LexiconLine(
                new LexiconEntry(Phrase.literal("开门红"), Level.WARN, "营销"), "", today.plusDays(1), today.plusDays(1));
        published(List.of(PROMISE, campaign));
        LexiconInForce inForce = node.get(LexiconInForce.class);

        inForce.look();
        assertThat(inForce.get().orElseThrow().ids().keySet()).containsExactly(PROMISE.entry());
        clock.forward(Duration.ofDays(1));
        inForce.look();
        assertThat(inForce.get().orElseThrow().ids().keySet())
                .containsExactlyInAnyOrder(PROMISE.entry(), campaign.entry());
        clock.forward(Duration.ofDays(1));
        inForce.look();
        assertThat(inForce.get().orElseThrow().ids().keySet()).containsExactly(PROMISE.entry());
    }

    @Test
    void nobodyPublishesTheirOwnDraft() {
        VersionNumber draft = drafts.draft(List.of(PROMISE), "首版", "anna");

        assertThat(drafts.publish(draft, null, "ANNA")).isEqualTo(new Publication.SamePerson());
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> node.get(JdbcClient.class).sql("""
                                update compliance.lexicon_version
                                set status = 'PUBLISHED', publisher = 'Anna', published_at = now(), effective_from = now()
                                """).update())
                .withMessageContaining("lexicon_version_four_eyes_ck");
        assertThat(queries.inForce()).isEmpty();
    }

    @Test
    void whatIsPublishedNeverChanges() {
        VersionNumber version = published(List.of(PROMISE, RISK));
        JdbcClient db = node.get(JdbcClient.class);

        for (String sql : List.of(
                "delete from compliance.lexicon_content",
                "update compliance.lexicon_entry set level = 'WARN'",
                "insert into compliance.lexicon_content (version, entry_id) select " + version + ", 4711")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(sql)
                    .isThrownBy(() -> db.sql(sql).update());
        }
        assertThat(drafts.publish(version, null, "boris")).isEqualTo(new Publication.NoDraft());
        assertThat(queries.lines(version)).hasSize(2);
    }

    @Test
    void tellsWhatDiffersAndRollsBack() {
        VersionNumber first = published(List.of(PROMISE));
        VersionNumber second = published(List.of(RISK));
        LexiconDifference difference = queries.difference(first, second);
        assertThat(difference.added()).extracting(KeptLine::line).containsExactly(RISK);
        assertThat(difference.removed()).extracting(KeptLine::line).containsExactly(PROMISE);

        VersionNumber back = drafts.draftLike(first, "误伤太多,退回", "anna");
        assertThat(queries.difference(first, back)).isEqualTo(new LexiconDifference(List.of(), List.of()));
        assertThat(drafts.submit(back, "anna")).isTrue();
        drafts.publish(back, null, "boris");
        assertThat(queries.inForce()).contains(back);
    }

    @Test
    void keepsEveryPartOfAnEntry() {
        LexiconLine rich = new LexiconLine(
                new LexiconEntry(
                        Phrase.literal("理财经理推荐"),
                        Level.RECORD,
                        "夸大,其词",
                        List.of("不是理财经理推荐", "a,b\"c"),
                        new Reach(
                                Set.of(Outlet.CHAT, Outlet.MOMENT),
                                Set.of(new InstitutionCode("000002")),
                                Set.of("MANAGER")),
                        Set.of(LooseReading.PINYIN)),
                "资管新规 第二十九条",
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2030, 12, 31));
        LexiconLine pair = LexiconLine.of(new LexiconEntry(Phrase.combination("收益|保证", 4), Level.BLOCK, "承诺"));

        VersionNumber draft = drafts.draft(List.of(rich, pair, rich), "全", "anna");

        assertThat(queries.lines(draft)).extracting(KeptLine::line).containsExactlyInAnyOrder(rich, pair);
    }

    @Test
    void refusesWhatCannotBeScreenedForAndNamesIt() {
        VersionNumber draft = drafts.draft(List.of(PROMISE, line("，。")), "首版", "anna");

        assertThat(drafts.publish(draft, null, "boris"))
                .isInstanceOfSatisfying(
                        Publication.Unsuitable.class,
                        unsuitable -> assertThat(unsuitable.faults())
                                .extracting(fault -> fault.term())
                                .containsExactly("，。"));
        assertThat(drafts.publish(drafts.draft(List.of(), "空", "anna"), null, "boris"))
                .isEqualTo(new Publication.Empty());
        assertThat(drafts.publish(new VersionNumber(4711), null, "boris")).isEqualTo(new Publication.NoDraft());
    }

    @Test
    void comesIntoForceInTheOrderOfPublishing() {
        VersionNumber far = drafts.draft(List.of(PROMISE), "远期", "anna");
        Instant from = clock.instant().plus(Duration.ofDays(3));
        drafts.publish(far, from, "boris");
        VersionNumber near = drafts.draft(List.of(RISK), "近期", "anna");

        assertThat(drafts.publish(near, clock.instant().plus(Duration.ofDays(1)), "boris"))
                .isInstanceOf(Publication.TooEarly.class);
    }

    @Test
    void aDroppedDraftIsNotPublished() {
        VersionNumber draft = drafts.draft(List.of(PROMISE), "首版", "anna");
        drafts.drop(draft);
        assertThat(drafts.publish(draft, null, "boris")).isEqualTo(new Publication.NoDraft());
        assertThat(queries.version(draft).orElseThrow().status()).isEqualTo(LexiconVersion.Status.DROPPED);
    }

    private VersionNumber published(List<LexiconLine> lines) {
        VersionNumber draft = drafts.draft(lines, "改", "anna");
        assertThat(drafts.publish(draft, null, "boris")).isInstanceOf(Publication.Published.class);
        return draft;
    }

    private static List<VersionNumber> inForce(ComplianceNode node) {
        return node.get(LexiconInForce.class).get().map(LexiconInForce.Built::version).stream()
                .toList();
    }

    private static LexiconLine line(String term) {
        return LexiconLine.of(new LexiconEntry(Phrase.literal(term), Level.BLOCK, "承诺收益"));
    }
}
