package cn.bankscrm.engagement.content;

import static cn.bankscrm.engagement.content.ContentBank.BEIJING;
import static cn.bankscrm.engagement.content.ContentBank.HEAD;
import static cn.bankscrm.engagement.content.ContentBank.OFFICER;
import static cn.bankscrm.engagement.content.ContentBank.SHANGHAI;
import static cn.bankscrm.engagement.content.ContentBank.SHANGHAI_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.bankscrm.core.scope.DataScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

/** From the first word to the end: every step, and every refusal. */
class ContentWayTests {

    @TempDir
    private Path data;

    private ContentBank bank;

    @BeforeEach
    void opens() {
        bank = new ContentBank(data);
    }

    @AfterEach
    void closes() {
        bank.close();
    }

    @Test
    void whatANewLexiconBlocksIsShownToNobodyAnyMore() {
        ContentId id = bank.published(HEAD, "本产品**保证**领先，不保本").content();
        PublishedContent content = bank.get(PublishedContents.class).find(id).orElseThrow();
        BlockedContents blocked = bank.get(BlockedContents.class);
        assertThat(blocked.isBlocked(content)).isFalse();

        bank.inForce("别的词", "保证领先");
        assertThat(blocked.isBlocked(content)).as("warned of").isFalse();
        bank.inForce("保证领先");
        assertThat(blocked.isBlocked(content)).isTrue();
        bank.inForce("一篇文章");
        assertThat(blocked.isBlocked(content)).as("in the title").isTrue();
    }

    @Test
    void goesFromDraftToPublished() {
        Saving.Saved draft = bank.draft(SHANGHAI, "稳健理财，从了解风险开始。");
        assertThat(bank.get(PublishedContents.class).find(draft.content())).isEmpty();
        long version = bank.submit(SHANGHAI, draft);
        assertThat(bank.state(draft.id())).isEqualTo("SUBMITTED");

        assertThat(bank.approvals.approve(OFFICER, draft.id(), version, null, null))
                .isInstanceOf(Approval.Published.class);

        assertThat(bank.get(PublishedContents.class).find(draft.content()))
                .hasValueSatisfying(content -> assertThat(content.title()).isEqualTo("一篇文章"));
        assertThat(bank.audited()).containsExactly("CONTENT_BEGUN", "CONTENT_SUBMITTED", "CONTENT_PUBLISHED");
    }

    @Test
    void aBlockedWordIsRefusedWithItsPlaceAlsoWhereHalfOfItIsBold() {
        String body = "本产品保**本**，敬请选购。";
        Saving.Saved draft = bank.draft(SHANGHAI, body);

        assertThat(bank.drafts.submit(SHANGHAI, draft.id(), 0, null, null))
                .isInstanceOfSatisfying(Submission.Blocked.class, blocked -> {
                    ScreenedText.Spot spot = blocked.spots().getFirst();
                    assertThat(spot.field()).isEqualTo(ScreenedText.Field.BODY);
                    assertThat(spot.found()).isEqualTo("保**本");
                    assertThat(body.substring(spot.start(), spot.end())).isEqualTo(spot.found());
                    assertThat(spot.hit().entry().safeContexts()).containsExactly("不保本");
                });
        assertThat(bank.state(draft.id())).isEqualTo("DRAFT");
        assertThat(bank.db
                        .sql("select verdict from compliance.verdict")
                        .query(String.class)
                        .list())
                .containsExactly("BLOCK");
        assertThat(bank.audited()).endsWith("CONTENT_BLOCKED");
    }

    @Test
    void theVariantsAreScreenedToo() {
        Manuscript manuscript = new Manuscript(
                "标题",
                "你好",
                List.of("您好", "保本的好产品"),
                "正文",
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                bank.today(),
                Optional.empty());
        Saving.Saved draft = (Saving.Saved) bank.drafts.begin(HEAD, ContentKind.ARTICLE, manuscript);

        assertThat(bank.drafts.submit(HEAD, draft.id(), 0, null, null))
                .isInstanceOfSatisfying(Submission.Blocked.class, blocked -> {
                    assertThat(blocked.spots().getFirst().field()).isEqualTo(ScreenedText.Field.VARIANT);
                    assertThat(blocked.spots().getFirst().number()).isEqualTo(1);
                });
    }

    @Test
    void afterAWarningOneGoesOnWithAReasonAndNotWithout() {
        Saving.Saved draft = bank.draft(SHANGHAI, "限时办理");
        Submission.Warned warned = (Submission.Warned) bank.drafts.submit(SHANGHAI, draft.id(), 0, null, null);
        assertThat(bank.state(draft.id())).isEqualTo("DRAFT");

        assertThat(bank.drafts.submit(SHANGHAI, draft.id(), 0, warned.verdict(), "  "))
                .isInstanceOf(Submission.Warned.class);
        assertThat(bank.drafts.submit(SHANGHAI, draft.id(), 0, warned.verdict(), "活动确有截止日期"))
                .isEqualTo(new Submission.Submitted(warned.verdict()));
        assertThat(bank.approvals.approve(OFFICER, draft.id(), 1, null, null)).isInstanceOf(Approval.Published.class);
        assertThat(bank.library
                        .find(draft.content(), new DataScope.WholeBank())
                        .orElseThrow()
                        .latest()
                        .goOnReason())
                .contains("活动确有截止日期");
    }

    @Test
    void aWarningOfAnotherTextIsOfNoUse() {
        Saving.Saved other = bank.draft(SHANGHAI, "限时办理");
        Submission.Warned warned = (Submission.Warned) bank.drafts.submit(SHANGHAI, other.id(), 0, null, null);
        Saving.Saved draft = bank.draft(SHANGHAI, "限时办理，保本");

        assertThat(bank.drafts.submit(SHANGHAI, draft.id(), 0, warned.verdict(), "理由"))
                .isInstanceOf(Submission.Blocked.class);
    }

    @Test
    void whatIsMissingIsNamed() {
        Manuscript nothing = bank.article("", "");
        assertThat(bank.drafts.begin(SHANGHAI, ContentKind.ARTICLE, nothing))
                .isEqualTo(new Saving.Faulty(List.of(Manuscript.Fault.TITLE_MISSING)));
        Saving.Saved poster = (Saving.Saved) bank.drafts.begin(SHANGHAI, ContentKind.POSTER, bank.article("早安", "早安"));
        assertThat(bank.drafts.submit(SHANGHAI, poster.id(), 0, null, null))
                .isEqualTo(new Submission.Faulty(List.of(Manuscript.Fault.PICTURE_MISSING)));
        assertThat(bank.drafts.begin(
                        SHANGHAI, ContentKind.ARTICLE, bank.article("图", "![图](file:" + "a".repeat(64) + ")")))
                .isEqualTo(new Saving.Faulty(List.of(Manuscript.Fault.FILE_UNKNOWN)));
    }

    @Test
    void savingNeverOverwritesWhatAnotherSavedMeanwhile() {
        Saving.Saved draft = bank.draft(SHANGHAI, "第一稿");
        assertThat(bank.drafts.save(SHANGHAI, draft.id(), 0, bank.article("一篇文章", "第二稿")))
                .isEqualTo(new Saving.Saved(draft.content(), draft.id(), 1));
        assertThat(bank.drafts.save(SHANGHAI, draft.id(), 0, bank.article("一篇文章", "另一人的第二稿")))
                .isInstanceOf(Saving.Overtaken.class);
        assertThat(bank.drafts.submit(SHANGHAI, draft.id(), 0, null, null)).isInstanceOf(Submission.Overtaken.class);
    }

    @Test
    void nobodyWritesOrSubmitsForAnotherInstitution() {
        Saving.Saved draft = bank.draft(SHANGHAI, "正文");
        for (Writer other : List.of(BEIJING, HEAD)) {
            assertThat(bank.drafts.save(other, draft.id(), 0, bank.article("标题", "改")))
                    .isInstanceOf(Saving.NotFound.class);
            assertThat(bank.drafts.submit(other, draft.id(), 0, null, null)).isInstanceOf(Submission.NotFound.class);
            assertThat(bank.drafts.beginVersion(other, draft.content())).isInstanceOf(Saving.NotFound.class);
        }
        bank.submit(SHANGHAI, draft);
        assertThat(bank.drafts.takeBack(BEIJING, draft.id())).isFalse();
    }

    @Test
    void whoSubmittedDoesNotDecide() {
        Saving.Saved draft = bank.draft(SHANGHAI, "正文");
        long version = bank.submit(SHANGHAI, draft);
        Checker same = new Checker("SH.Office", new DataScope.WholeBank());

        assertThat(bank.approvals.approve(same, draft.id(), version, null, null))
                .isInstanceOf(Approval.SamePerson.class);
        assertThat(bank.approvals.sendBack(same, draft.id(), version, "改")).isFalse();
        assertThat(bank.state(draft.id())).isEqualTo("SUBMITTED");
    }

    @Test
    void anOfficerDecidesWithinTheirScopeAlone() {
        Saving.Saved draft = bank.draft(BEIJING, "正文");
        long version = bank.submit(BEIJING, draft);

        assertThat(bank.approvals.approve(SHANGHAI_OFFICER, draft.id(), version, null, null))
                .isInstanceOf(Approval.NotFound.class);
        assertThat(bank.approvals.sendBack(SHANGHAI_OFFICER, draft.id(), version, "改"))
                .isFalse();
        bank.approvals.approve(OFFICER, draft.id(), version, null, null);
        assertThat(bank.endings.withdraw(SHANGHAI_OFFICER, draft.content(), "撤"))
                .isFalse();
    }

    @Test
    void whatWasSentBackIsMendedAndSubmittedAgain() {
        Saving.Saved draft = bank.draft(SHANGHAI, "正文");
        assertThat(bank.approvals.sendBack(OFFICER, draft.id(), bank.submit(SHANGHAI, draft), "请补充风险提示"))
                .isTrue();
        assertThat(bank.state(draft.id())).isEqualTo("SENT_BACK");

        assertThat(bank.drafts.save(SHANGHAI, draft.id(), 2, bank.article("一篇文章", "正文，投资有风险")))
                .isInstanceOf(Saving.Saved.class);
        assertThat(bank.drafts.submit(SHANGHAI, draft.id(), 3, null, null)).isInstanceOf(Submission.Submitted.class);
        assertThat(bank.approvals.approve(OFFICER, draft.id(), 4, null, null)).isInstanceOf(Approval.Published.class);
        assertThat(bank.audited())
                .containsExactly(
                        "CONTENT_BEGUN",
                        "CONTENT_SUBMITTED",
                        "CONTENT_SENT_BACK",
                        "CONTENT_SAVED",
                        "CONTENT_SUBMITTED",
                        "CONTENT_PUBLISHED");
    }

    @Test
    void anOfficerDoesNotApproveWhatTheyHaveNotSeen() {
        Saving.Saved draft = bank.draft(SHANGHAI, "正文");
        long seen = bank.submit(SHANGHAI, draft);
        assertThat(bank.drafts.takeBack(SHANGHAI, draft.id())).isTrue();
        bank.drafts.save(SHANGHAI, draft.id(), seen + 1, bank.article("一篇文章", "换了一篇"));
        bank.drafts.submit(SHANGHAI, draft.id(), seen + 2, null, null);

        assertThat(bank.approvals.approve(OFFICER, draft.id(), seen, null, null))
                .isInstanceOf(Approval.Overtaken.class);
    }

    @Test
    void aNewerLexiconScreensAgainWhenItIsApproved() {
        Saving.Saved draft = bank.draft(SHANGHAI, "新词一个，旧词一个");
        long version = bank.submit(SHANGHAI, draft);
        bank.inForce("新词");
        assertThat(bank.approvals.approve(OFFICER, draft.id(), version, null, null))
                .isInstanceOf(Approval.Blocked.class);
        assertThat(bank.state(draft.id())).isEqualTo("SUBMITTED");

        bank.inForce("别的", "旧词");
        Approval.Warned warned = (Approval.Warned) bank.approvals.approve(OFFICER, draft.id(), version, null, null);
        assertThat(bank.approvals.approve(OFFICER, draft.id(), version, warned.verdict(), "已核实"))
                .isInstanceOf(Approval.Published.class);
        assertThat(bank.db
                        .sql("select verdict_id from engagement.content_version where id = :id")
                        .param("id", draft.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(warned.verdict().number());
    }

    @Test
    void aNewVersionTakesTheOldOnesPlaceAtOnce() {
        Saving.Saved first = bank.published(SHANGHAI, "第一版");
        Saving.Saved second = (Saving.Saved) bank.drafts.beginVersion(SHANGHAI, first.content());
        assertThat(bank.drafts.beginVersion(SHANGHAI, first.content())).isEqualTo(second);
        bank.drafts.save(SHANGHAI, second.id(), 0, bank.article("一篇文章", "第二版"));
        bank.drafts.submit(SHANGHAI, second.id(), 1, null, null);
        assertThat(bank.state(first.id())).isEqualTo("PUBLISHED");

        bank.approvals.approve(OFFICER, second.id(), 2, null, null);

        assertThat(bank.state(first.id())).isEqualTo("REPLACED");
        assertThat(bank.get(PublishedContents.class)
                        .find(first.content())
                        .orElseThrow()
                        .body())
                .isEqualTo("第二版");
        assertThat(bank.ended).isEmpty();
    }

    @Test
    void aNewVersionDoesNotBeginLaterThanTheOldOneEnds() {
        Saving.Saved first = bank.published(SHANGHAI, "第一版");
        Saving.Saved second = (Saving.Saved) bank.drafts.beginVersion(SHANGHAI, first.content());
        Manuscript later = new Manuscript(
                "标题",
                "",
                List.of(),
                "第二版",
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                bank.today().plusDays(1),
                Optional.empty());
        bank.drafts.save(SHANGHAI, second.id(), 0, later);
        assertThat(bank.drafts.submit(SHANGHAI, second.id(), 1, null, null))
                .isEqualTo(new Submission.Faulty(List.of(Manuscript.Fault.BEGINS_AFTER_THE_OLD_ENDS)));
    }

    @Test
    void isWithdrawnByItsInstitutionOrAnOfficerAndTold() {
        Saving.Saved one = bank.published(SHANGHAI, "一");
        assertThat(bank.endings.withdraw(BEIJING, one.content(), "不是我的")).isFalse();
        assertThat(bank.endings.withdraw(SHANGHAI, one.content(), "产品已售罄")).isTrue();
        assertThat(bank.endings.withdraw(SHANGHAI, one.content(), "再撤")).isFalse();
        Saving.Saved two = bank.published(SHANGHAI, "二");
        assertThat(bank.endings.withdraw(SHANGHAI_OFFICER, two.content(), "表述不当"))
                .isTrue();

        assertThat(bank.ended)
                .containsExactly(
                        new ContentEnded(one.content(), one.id(), ContentEnded.Cause.WITHDRAWN),
                        new ContentEnded(two.content(), two.id(), ContentEnded.Cause.WITHDRAWN));
        assertThat(bank.get(PublishedContents.class).find(one.content())).isEmpty();
    }

    @Test
    void expiresWhenItsLastDayIsOver() {
        Saving.Saved content = bank.published(SHANGHAI, "正文");
        bank.clock.forward(Duration.ofDays(30));
        assertThat(bank.endings.expireSome()).isZero();
        bank.clock.forward(Duration.ofDays(1));
        assertThat(bank.get(PublishedContents.class).find(content.content())).isEmpty();

        assertThat(bank.endings.expireSome()).isEqualTo(1);
        assertThat(bank.endings.expireSome()).isZero();

        assertThat(bank.state(content.id())).isEqualTo("EXPIRED");
        assertThat(bank.ended)
                .containsExactly(new ContentEnded(content.content(), content.id(), ContentEnded.Cause.EXPIRED));
        assertThat(bank.audited()).endsWith("CONTENT_EXPIRED");
    }

    @Test
    void isNotPublishedWhenItsLastDayWentByWhileItWaited() {
        Saving.Saved draft = bank.draft(SHANGHAI, "正文");
        long version = bank.submit(SHANGHAI, draft);
        bank.clock.forward(Duration.ofDays(31));
        assertThat(bank.approvals.approve(OFFICER, draft.id(), version, null, null))
                .isInstanceOf(Approval.AlreadyOver.class);
    }

    @Test
    void oneOfTwoOfficersWhoApproveAtOnceIsTooLate() throws Exception {
        Saving.Saved draft = bank.draft(SHANGHAI, "正文");
        long version = bank.submit(SHANGHAI, draft);
        CountDownLatch both = new CountDownLatch(2);
        Callable<Approval> approving = () -> {
            both.countDown();
            both.await();
            return bank.approvals.approve(OFFICER, draft.id(), version, null, null);
        };
        try (ExecutorService officers = Executors.newFixedThreadPool(2)) {
            Future<Approval> one = officers.submit(approving);
            Future<Approval> other = officers.submit(approving);
            assertThat(List.of(one.get(), other.get()))
                    .containsExactlyInAnyOrder(new Approval.Published(), new Approval.Overtaken());
        }
        assertThat(bank.audited().stream().filter("CONTENT_PUBLISHED"::equals)).hasSize(1);
    }

    @Test
    void nothingIsHalfPublishedWhereTheAuditLogCannotBeWritten() {
        Saving.Saved first = bank.published(SHANGHAI, "第一版");
        Saving.Saved second = (Saving.Saved) bank.drafts.beginVersion(SHANGHAI, first.content());
        long version = bank.submit(SHANGHAI, second);
        bank.db.sql("alter table core.audit_entry rename to out_of_reach").update();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> bank.approvals.approve(OFFICER, second.id(), version, null, null));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> bank.endings.withdraw(SHANGHAI, first.content(), "撤"));

        assertThat(bank.state(first.id())).isEqualTo("PUBLISHED");
        assertThat(bank.state(second.id())).isEqualTo("SUBMITTED");
    }

    @Test
    void theDatabaseRefusesToChangeWhatWasSubmittedOrPublished() {
        Saving.Saved published = bank.published(SHANGHAI, "正文");
        Saving.Saved waiting = bank.draft(SHANGHAI, "另一篇");
        bank.submit(SHANGHAI, waiting);
        for (ContentVersionId id : List.of(published.id(), waiting.id())) {
            for (String change : List.of(
                    "title = '换'",
                    "body = '换'",
                    "message = '换'",
                    "target_url = 'https://x.example'",
                    "segment_ids = '{1}'",
                    "valid_to = null",
                    "valid_from = valid_from - 1")) {
                assertThatExceptionOfType(DataAccessException.class)
                        .as(change)
                        .isThrownBy(() -> bank.db
                                .sql("update engagement.content_version set " + change + " where id = :id")
                                .param("id", id.value())
                                .update());
            }
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> bank.db
                            .sql("insert into engagement.content_variant values (:id, 1, '多一个变体')")
                            .param("id", id.value())
                            .update());
        }
        bank.endings.withdraw(SHANGHAI, published.content(), "撤");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> bank.db
                        .sql("update engagement.content_version set state = 'PUBLISHED' where id = :id")
                        .param("id", published.id().value())
                        .update());
    }
}
