package cn.bankscrm.engagement.content;

import static cn.bankscrm.engagement.content.ContentBank.BEIJING;
import static cn.bankscrm.engagement.content.ContentBank.HEAD;
import static cn.bankscrm.engagement.content.ContentBank.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentLibraryTests {

    private static final DataScope OUTLET = new DataScope.Subtree(new InstitutionId(4));
    private static final DataScope BRANCH = new DataScope.Subtree(new InstitutionId(2));
    private static final DataScope OTHER = new DataScope.Subtree(new InstitutionId(3));

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

    private List<ContentId> listed(DataScope scope) {
        return bank.library.list(ContentFilter.everything(), 100, scope).stream()
                .map(ContentLine::id)
                .toList();
    }

    @Test
    void whatAnInstitutionPublishesIsSeenThereAndBelowAndItsDraftsThereAndAbove() {
        ContentId published = bank.published(SHANGHAI, "一").content();
        ContentId draft = bank.draft(SHANGHAI, "二").content();
        ContentId head = bank.published(HEAD, "三").content();
        ContentId headDraft = bank.draft(HEAD, "四").content();

        assertThat(listed(BRANCH)).containsExactly(head, draft, published);
        assertThat(listed(OUTLET)).containsExactly(head, published);
        assertThat(listed(OTHER)).containsExactly(head);
        assertThat(listed(new DataScope.Subtree(new InstitutionId(1))))
                .containsExactly(headDraft, head, draft, published);
        assertThat(listed(new DataScope.WholeBank())).hasSize(4);
        assertThat(listed(new DataScope.Nothing())).isEmpty();

        assertThat(bank.library.find(published, OTHER)).isEmpty();
        assertThat(bank.library.find(draft, OUTLET)).isEmpty();
        assertThat(bank.library.find(published, OUTLET)).isPresent();
        assertThat(bank.library.count(OTHER)).isEqualTo(new ContentCounts(1, 0, 0));
        assertThat(bank.library.count(OUTLET)).isEqualTo(new ContentCounts(2, 0, 0));
    }

    @Test
    void aManagerSeesWhatTheirPostMayUse() {
        bank.db
                .sql("insert into core.staff (id, staff_no, version) values (9, 'S9', 0)")
                .update();
        bank.db.sql("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (9, 9, 4, '客户经理', date '2020-01-01')
                """).update();
        ContentId branch = bank.published(SHANGHAI, "一").content();
        bank.published(BEIJING, "二");
        bank.draft(SHANGHAI, "三");
        assertThat(listed(new DataScope.OwnCustomers(new StaffId(9)))).containsExactly(branch);
        assertThat(bank.library.count(new DataScope.OwnCustomers(new StaffId(9))))
                .isEqualTo(new ContentCounts(1, 0, 0));
    }

    @Test
    void whoReadsFromBelowDoesNotSeeTheVersionThatIsBeingWritten() {
        Saving.Saved first = bank.published(HEAD, "第一版");
        bank.drafts.beginVersion(HEAD, first.content());
        assertThat(bank.library.find(first.content(), BRANCH).orElseThrow().versions())
                .hasSize(1);
        assertThat(bank.library
                        .find(first.content(), new DataScope.WholeBank())
                        .orElseThrow()
                        .versions())
                .hasSize(2);
    }

    @Test
    void filtersByTitleKindStateInterestAndWhatRunsOut() {
        Manuscript gold = new Manuscript(
                "黄金周报",
                "请查收",
                List.of("请看"),
                "正文",
                Optional.of("https://bank.example/gold"),
                Optional.of("黄金"),
                Set.of(),
                bank.today(),
                Optional.of(bank.today().plusDays(5)));
        Saving.Saved weekly = (Saving.Saved) bank.drafts.begin(SHANGHAI, ContentKind.MARKET, gold);
        ContentId other = bank.published(SHANGHAI, "别的").content();
        bank.drafts.submit(SHANGHAI, weekly.id(), 0, null, null);
        assertThat(bank.library.count(BRANCH)).isEqualTo(new ContentCounts(1, 1, 0));
        bank.approvals.approve(ContentBank.OFFICER, weekly.id(), 1, null, null);
        long interest = bank.library.interests().getFirst().id();

        assertThat(found("黄金", null, null, null, false)).containsExactly(weekly.content());
        assertThat(found("", ContentKind.MARKET, null, null, false)).containsExactly(weekly.content());
        assertThat(found("", null, ContentState.PUBLISHED, null, false)).containsExactly(other, weekly.content());
        assertThat(found("", null, ContentState.DRAFT, null, false)).isEmpty();
        assertThat(found("", null, null, interest, false)).containsExactly(weekly.content());
        assertThat(found("", null, null, null, true)).containsExactly(weekly.content());
        assertThat(bank.library.count(BRANCH)).isEqualTo(new ContentCounts(2, 0, 1));
        bank.clock.forward(Duration.ofDays(6));
        assertThat(bank.library.count(BRANCH)).isEqualTo(new ContentCounts(1, 0, 0));
    }

    private List<ContentId> found(
            String title,
            @Nullable ContentKind kind,
            @Nullable ContentState state,
            @Nullable Long interest,
            boolean soon) {
        return bank
                .library
                .list(
                        new ContentFilter(
                                title,
                                Optional.ofNullable(kind),
                                Optional.ofNullable(state),
                                Optional.ofNullable(interest),
                                soon,
                                Optional.empty()),
                        100,
                        BRANCH)
                .stream()
                .map(ContentLine::id)
                .toList();
    }

    @Test
    void colleaguesOfAnOutletSendDifferentWordings() {
        for (int id = 11; id <= 13; id++) {
            bank.db
                    .sql("insert into core.staff (id, staff_no, version) values (:id, :no, 0)")
                    .param("id", id)
                    .param("no", "S" + id)
                    .update();
            bank.db.sql("""
                            insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                            values (:id, :id, 4, '客户经理', date '2020-01-01')
                            """).param("id", id).update();
        }
        Manuscript manuscript = new Manuscript(
                "问候",
                "说法一",
                List.of("说法二", "说法三"),
                "",
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                bank.today(),
                Optional.empty());
        Saving.Saved script = (Saving.Saved) bank.drafts.begin(HEAD, ContentKind.SCRIPT, manuscript);
        bank.approvals.approve(ContentBank.OFFICER, script.id(), bank.submit(HEAD, script), null, null);
        PublishedContent published =
                bank.get(PublishedContents.class).find(script.content()).orElseThrow();

        Set<String> said = new HashSet<>();
        for (long id = 11; id <= 13; id++) {
            said.add(bank.get(PublishedMessages.class).of(published, new StaffId(id)));
        }
        assertThat(said).containsExactlyInAnyOrder("说法一", "说法二", "说法三");
    }
}
