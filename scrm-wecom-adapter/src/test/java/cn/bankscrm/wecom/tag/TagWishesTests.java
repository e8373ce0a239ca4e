package cn.bankscrm.wecom.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.tag.FriendTags.FriendTag;
import cn.bankscrm.core.tag.TagChange;
import cn.bankscrm.core.tag.TagPublishing;
import cn.bankscrm.core.tag.TagPublishingFailure;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.api.Limits;
import cn.bankscrm.simulator.fault.FaultKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagWishesTests extends TagSetting {

    @BeforeEach
    void begin() throws InterruptedException {
        sync.sync(Kind.FULL);
    }

    @Test
    void aNewGroupStandsOnlyWhenWeComHasIt() {
        accepted(wishes.newGroup("资产", "50万+\n100万+\n\n50万+", AUTHOR));
        assertThat(tagsHere()).isEmpty();

        carryOut();

        assertThat(tagsHere()).hasSize(2).isEqualTo(tagsThere());
        assertThat(outcomes()).containsExactly("CREATE 50万+ DONE", "CREATE 100万+ DONE");
        assertThat(calls("externalcontact/add_corp_tag")).isEqualTo(1);
    }

    @Test
    void changesOfTagsAndGroupsArriveInWeCom() {
        group("资产", "50万+\n100万+");
        group("偏好", "黄金");
        accepted(wishes.newTags(groupId("资产"), "100万+\n300万+", AUTHOR));
        accepted(wishes.renameTag(tagId("50万+"), "50万+", "五十万以上", AUTHOR));
        accepted(wishes.renameGroup(groupId("资产"), "资产", "资产规模", AUTHOR));
        accepted(wishes.tagToFront(tagId("100万+"), AUTHOR));
        accepted(wishes.groupToFront(groupId("偏好"), AUTHOR));
        carryOut();
        assertThat(tagsHere()).isEqualTo(tagsThere());
        assertThat(tagThere("五十万以上").name()).isEqualTo("五十万以上");
        assertThat(tagThere("100万+").order()).isEqualTo(1);
        assertThat(weCom.world().tags().groupNamed("资产规模")).isPresent();

        accepted(wishes.deleteTag(tagId("300万+"), "300万+", AUTHOR));
        accepted(wishes.deleteTag(tagId("100万+"), "100万+", AUTHOR));
        accepted(wishes.deleteGroup(groupId("偏好"), "偏好", AUTHOR));
        carryOut();
        assertThat(tagsHere()).hasSize(1).isEqualTo(tagsThere());
        assertThat(calls("externalcontact/del_corp_tag")).isEqualTo(2);
        assertThat(outcomes()).allMatch(outcome -> outcome.endsWith("DONE"));
    }

    @Test
    void aWishBasedOnANameThatWeComHasChangedIsOverruled() {
        group("资产", "50万+\n100万+");
        accepted(wishes.renameTag(tagId("50万+"), "50万+", "我们的", AUTHOR));
        accepted(wishes.deleteTag(tagId("100万+"), "100万+", AUTHOR));
        accepted(wishes.newTags(groupId("资产"), "300万+", AUTHOR));
        weCom.console().renameTag(tagThere("50万+").id(), "他们的");
        weCom.console().renameTag(tagThere("100万+").id(), "百万");
        weCom.console().renameTagGroup(tagThere("百万").groupId(), "别的");

        carryOut();

        assertThat(outcomes().subList(2, 5))
                .containsExactly(
                        "RENAME 我们的 OVERRULED RENAMED_THERE",
                        "DELETE  OVERRULED RENAMED_THERE",
                        "CREATE 300万+ OVERRULED RENAMED_THERE");
        assertThat(tagsHere()).hasSize(2).isEqualTo(tagsThere());
        assertThat(writes()).isEqualTo(1);
        assertThat(unseen()).isEqualTo(3);
        wishes.acknowledge(AUTHOR);
        assertThat(unseen()).isZero();
    }

    @Test
    void whatIsGoneInWeComOverrulesAllButItsDeletion() {
        group("资产", "50万+\n100万+\n300万+");
        accepted(wishes.renameTag(tagId("50万+"), "50万+", "我们的", AUTHOR));
        accepted(wishes.deleteTag(tagId("100万+"), "100万+", AUTHOR));
        accepted(wishes.newTags(groupId("资产"), "新的", AUTHOR));
        weCom.console().deleteTagGroup(tagThere("50万+").groupId());
        carryOut();
        assertThat(outcomes().subList(3, 6))
                .containsExactly("RENAME 我们的 OVERRULED TAG_GONE", "DELETE  DONE", "CREATE 新的 OVERRULED GROUP_GONE");
        assertThat(tagsThere()).isEmpty();
    }

    @Test
    void aTagOfAnotherMakerIsLeftAlone() {
        weCom.console().addTag("总行", "钻石");
        publishing.refresh();
        accepted(wishes.renameTag(tagId("钻石"), "钻石", "白金", AUTHOR));
        carryOut();
        assertThat(outcomes()).containsExactly("RENAME 白金 FAILED NOT_OURS");
        assertThat(tagThere("钻石").name()).isEqualTo("钻石");
    }

    @Test
    void oneRefusedNameDoesNotHoldTheOthersBack() {
        group("资产", "50万+\n100万+");
        group("偏好", "黄金");
        weCom.console().addTag("总行", "钻石");
        publishing.refresh();
        accepted(wishes.deleteTag(tagId("50万+"), "50万+", AUTHOR));
        accepted(wishes.deleteTag(tagId("钻石"), "钻石", AUTHOR));
        accepted(wishes.deleteTag(tagId("黄金"), "黄金", AUTHOR));
        carryOut();
        assertThat(outcomes().subList(3, 6)).containsExactly("DELETE  DONE", "DELETE  FAILED NOT_OURS", "DELETE  DONE");
        assertThat(tagsHere()).isEqualTo(tagsThere());
    }

    @Test
    void formsAreToldAtOnceWhatCannotBe() {
        group("资产", "50万+\n100万+");
        assertThat(wishes.newGroup("资产", "甲", AUTHOR)).isEqualTo(refused(TagChange.Refusal.TAKEN));
        assertThat(wishes.newGroup("空", " \n", AUTHOR)).isEqualTo(refused(TagChange.Refusal.NO_TAG));
        assertThat(wishes.newGroup("长".repeat(31), "甲", AUTHOR)).isEqualTo(refused(TagChange.Refusal.NAME));
        assertThat(wishes.newTags(groupId("资产"), "50万+", AUTHOR)).isEqualTo(new TagChange.NothingToDo());
        assertThat(wishes.renameTag(tagId("50万+"), "50万+", "100万+", AUTHOR))
                .isEqualTo(refused(TagChange.Refusal.TAKEN));
        assertThat(wishes.renameTag(tagId("50万+"), "旧名", "甲", AUTHOR)).isEqualTo(refused(TagChange.Refusal.RENAMED));
        assertThat(wishes.deleteTag(-1, "", AUTHOR)).isEqualTo(new TagChange.Unknown());
    }

    @Test
    void aRetryAfterAnUnknownOutcomeMakesNoSecondGroup() {
        accepted(wishes.newGroup("资产", "50万+", AUTHOR));
        carryingOut.workOnce(answersLost());
        assertThat(tagsThere()).hasSize(1);
        assertThat(tagsHere()).isEmpty();

        pass(Duration.ofMinutes(1));
        carryOut();

        assertThat(outcomes()).containsExactly("CREATE 50万+ DONE");
        assertThat(tagsHere()).isEqualTo(tagsThere());
        assertThat(calls("externalcontact/add_corp_tag")).isEqualTo(1);
    }

    @Test
    void whatANodeLeftBehindWhenItWasKilledIsCarriedOutOnce() {
        group("资产", "50万+");
        accepted(wishes.newTags(groupId("资产"), "100万+", AUTHOR));
        mark(0, 0, "50万+", true);
        assertThatThrownBy(() -> carryingOut.workOnce(killing("add"))).isInstanceOf(Killed.class);
        assertThatThrownBy(() -> carryingOut.workOnce(killing("mark"))).isInstanceOf(Killed.class);
        carryOut();
        assertThat(outcomes()).contains("CREATE 100万+ WAITING", "MARK  WAITING");

        pass(Duration.ofMinutes(4));
        carryOut();

        assertThat(outcomes()).allMatch(outcome -> outcome.endsWith("DONE"));
        assertThat(calls("externalcontact/add_corp_tag")).isEqualTo(2);
        assertThat(calls("externalcontact/mark_tag")).isEqualTo(1);
        assertEqualOnBothSides();
    }

    @Test
    void wishesWaitWhileWeComIsAwayAndAreGivenUpAfterADay() {
        group("资产", "50万+");
        weCom.setFault(FaultKind.HTTP_500, 1);
        accepted(wishes.newTags(groupId("资产"), "100万+", AUTHOR));
        mark(0, 0, "50万+", true);
        for (int i = 0; i < 20; i++) {
            carryOut();
            pass(Duration.ofMinutes(11));
        }
        assertThat(outcomes().subList(1, 3)).containsExactly("CREATE 100万+ WAITING", "MARK  WAITING");

        pass(Duration.ofHours(22));
        carryOut();
        assertThat(outcomes().subList(1, 3))
                .containsExactly("CREATE 100万+ FAILED UNREACHABLE", "MARK  FAILED UNREACHABLE");

        weCom.clearFaults();
        long failed = db.sql("select id from core.tag_wish where kind = 'CREATE' and status = 'FAILED'")
                .query(Long.class)
                .single();
        assertThat(wishes.retry(failed)).isTrue();
        pass(Duration.ofMinutes(2));
        carryOut();
        assertThat(tagsHere()).hasSize(2).isEqualTo(tagsThere());
    }

    @Test
    void changesOfDifferentTagsOnTheSameFriendBothSurvive() throws InterruptedException {
        group("资产", "50万+\n100万+\n300万+");
        mark(0, 0, "50万+", true);
        carryOut();
        mark(0, 0, "100万+", true);
        mark(0, 0, "50万+", false);
        weCom.acts().tags(member(0), contact(0), tagThere("300万+").id());
        carryOut();
        callbacksCome();
        assertThat(weCom.world()
                        .friends()
                        .between(member(0), contact(0))
                        .orElseThrow()
                        .notes()
                        .tagIds())
                .containsExactlyInAnyOrder(
                        tagThere("100万+").id(), tagThere("300万+").id());
        assertEqualOnBothSides();
        assertThat(outcomes()).allMatch(outcome -> outcome.endsWith("DONE"));
    }

    @Test
    void ofContradictoryChangesTheLaterOneWins() throws InterruptedException {
        group("资产", "50万+");
        String tag = tagThere("50万+").id();
        // The platform wishes first; the member puts the tag on and takes it off again before the wish gets through.
        mark(0, 0, "50万+", true);
        weCom.acts().tags(member(0), contact(0), tag);
        callbacksCome();
        assertThat(outcomes()).endsWith("MARK  DONE");
        pass(Duration.ofSeconds(5));
        weCom.acts().untags(member(0), contact(0), tag);
        callbacksCome();
        carryOut();
        assertThat(marksThere()).isEmpty();

        // The member first, the platform later; in another second, or WeCom's two events are the same to the letter.
        pass(Duration.ofSeconds(5));
        weCom.acts().tags(member(0), contact(0), tag);
        callbacksCome();
        pass(Duration.ofSeconds(5));
        mark(0, 0, "50万+", false);
        carryOut();
        assertThat(marksThere()).isEmpty();

        // The platform twice, before anything got through.
        mark(0, 0, "50万+", true);
        mark(0, 0, "50万+", false);
        carryOut();
        assertThat(marksThere()).isEmpty();
        assertThat(calls("externalcontact/mark_tag")).isEqualTo(1);
        assertEqualOnBothSides();
    }

    @Test
    void aTryOfUnknownOutcomeGivesWayToTheMembersLaterEdit() throws InterruptedException {
        group("资产", "50万+");
        mark(0, 0, "50万+", true);
        carryingOut.workOnce(answersLost());
        assertThat(marksThere()).hasSize(1);
        pass(Duration.ofSeconds(30));
        weCom.acts().untags(member(0), contact(0), tagThere("50万+").id());
        callbacksCome();

        pass(Duration.ofMinutes(1));
        carryOut();

        assertThat(outcomes()).endsWith("MARK  OVERRULED EDITED_SINCE");
        assertThat(marksThere()).isEmpty();
    }

    @Test
    void aFriendshipThatEndedOverrulesTheWish() throws InterruptedException {
        group("资产", "50万+");
        mark(0, 0, "50万+", true);
        mark(0, 1, "50万+", true);
        weCom.acts().memberDeletes(member(0), contact(0));
        callbacksCome();
        weCom.callbackTo("http://127.0.0.1:1"); // the next is lost
        weCom.acts().memberDeletes(member(0), contact(1));
        carryOut();
        assertThat(outcomes().subList(1, 3))
                .containsExactly("MARK  OVERRULED NO_RELATION", "MARK  OVERRULED NO_RELATION");
    }

    @Test
    void whatWeComCallsBackOfOurOwnChangesMakesNoWish() throws InterruptedException {
        weCom.close();
        weCom = start(WeComSimulator.builder().apiChangesAreCalledBack());
        weCom.callbackTo("http://127.0.0.1:" + port);
        pass(Duration.ZERO);
        group("资产", "50万+\n100万+");
        mark(0, 0, "50万+", true);
        mark(1, 0, "100万+", true);
        accepted(wishes.renameTag(tagId("100万+"), "100万+", "百万", AUTHOR));
        carryOut();
        long writes = writes();
        int made = outcomes().size();
        for (int i = 0; i < 3; i++) {
            callbacksCome();
            pass(Duration.ofMinutes(10));
            carryOut();
        }
        assertThat(weCom.ledger().totals().acknowledged()).isGreaterThanOrEqualTo(6);
        assertThat(writes()).isEqualTo(writes);
        assertThat(outcomes()).hasSize(made);
        assertEqualOnBothSides();
    }

    @Test
    void aReadingFromBeforeOurChangeDoesNotStay() {
        group("资产", "50万+");
        mark(0, 0, "50万+", true);
        carryOut();
        // What another thread had read before the change comes in after it.
        db.sql("delete from core.friend_link_tag").update();
        long writes = writes();
        pass(Duration.ofMinutes(6));
        carryOut();
        assertEqualOnBothSides();
        assertThat(marksHere()).hasSize(1);
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void tellsWhatStandsAndWhatIsWishedOnAFriend() {
        group("资产", "50万+\n100万+");
        mark(0, 0, "50万+", true);
        carryOut();
        mark(0, 0, "50万+", false);
        mark(0, 0, "100万+", true);
        assertThat(tagsOf(0, 0))
                .extracting(FriendTag::tag, FriendTag::state)
                .containsExactlyInAnyOrder(
                        tuple("50万+", FriendTag.State.GOING), tuple("100万+", FriendTag.State.COMING));
        mark(0, 0, "50万+", true);
        assertThat(tagsOf(0, 0)).extracting(FriendTag::state).contains(FriendTag.State.STANDS);
    }

    @Test
    void aFullCustomerFailsTheTagThatIsTooMany() {
        weCom.close();
        weCom = start(WeComSimulator.builder().limits(new Limits(10_000, 150_000, 5, 2, 0)));
        pass(Duration.ZERO);
        group("资产", "甲\n乙\n丙");
        mark(0, 0, "甲", true);
        mark(0, 0, "乙", true);
        mark(0, 0, "丙", true);
        carryOut();
        assertThat(outcomes().subList(3, 6)).containsExactly("MARK  DONE", "MARK  DONE", "MARK  FAILED CUSTOMER_FULL");
        assertEqualOnBothSides();
    }

    @Test
    void mirrorsTheTagsOfStrategies() throws InterruptedException {
        group("资产", "50万+");
        String tag = weCom.console().addStrategyTag(7, "分行", "钻石").id();
        weCom.acts().tags(member(0), contact(0), tag);
        callbacksCome();
        assertThat(db.sql("""
                        select g.kind || ' ' || g.strategy_id || ' ' || g.name || ' ' || t.name
                        from core.tag t join core.tag_group g on g.id = t.group_id where g.kind = 'STRATEGY'
                        """).query(String.class).list()).containsExactly("STRATEGY 7 分行 钻石");
        assertEqualOnBothSides();
        assertThat(wishes.renameTag(tagId("钻石"), "钻石", "白金", AUTHOR)).isEqualTo(new TagChange.Unknown());
    }

    @Test
    void anOlderReadingNeverReplacesANewerOne() {
        group("资产", "50万+");
        int rows = db.sql("update core.tag_reading set latest = latest + 1000").update();
        weCom.console().addTag("晚到", "旧闻");
        publishing.refresh();
        assertThat(rows).isEqualTo(1);
        assertThat(tagsHere()).hasSize(1);
    }

    private void group(String name, String tags) {
        accepted(wishes.newGroup(name, tags, AUTHOR));
        carryOut();
    }

    private int unseen() {
        return db.sql("select count(*) from core.tag_wish where status = 'OVERRULED' and not acknowledged")
                .query(Integer.class)
                .single();
    }

    private static TagChange refused(TagChange.Refusal refusal) {
        return new TagChange.Refused(refusal);
    }

    /** WeCom does what it is told, but its answers to changes get lost. */
    private TagPublishing answersLost() {
        return standingBefore((method, answer) -> {
            if (method.startsWith("add") || method.equals("mark") || method.equals("edit")) {
                throw TagPublishingFailure.unknown();
            }
        });
    }

    /** The node dies right after WeCom did what it was told. */
    private TagPublishing killing(String after) {
        return standingBefore((method, answer) -> {
            if (method.equals(after)) {
                throw new Killed();
            }
        });
    }

    private TagPublishing standingBefore(AfterCall after) {
        return (TagPublishing) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TagPublishing.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(publishing, arguments);
                        after.answered(method.getName(), answer);
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private interface AfterCall {
        void answered(String method, Object answer);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
