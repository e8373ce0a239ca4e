package cn.bankscrm.wecom.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.tag.FriendTags.FriendTag;
import cn.bankscrm.core.tag.TagChange;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.api.Limits;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wishes about tags on friends, and what is read of them. */
class FriendTagWishesTests extends TagSetting {

    @BeforeEach
    void begin() throws InterruptedException {
        sync.sync(Kind.FULL);
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
}
