package cn.bankscrm.wecom.tag;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.tag.TagChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wishes about tags and groups. */
class DefinitionWishesTests extends TagSetting {

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
    void theBanksOwnTagsStayWhereWeComHasNoneAtAll() throws InterruptedException {
        db.sql("""
                        with made as (
                            insert into core.tag_group (name, sort_order, kind) values ('行内', 1, 'OWN') returning id)
                        insert into core.tag (group_id, name, sort_order) select id, '爱喝茶', 1 from made
                        """).update();
        assertThat(tagsThere()).isEmpty();

        sync.sync(Kind.FULL);

        assertThat(db.sql("""
                        select count(*) from core.tag t join core.tag_group g on g.id = t.group_id
                        where g.name = '行内' and not g.deleted and t.name = '爱喝茶' and not t.deleted
                        """).query(Long.class).single()).isEqualTo(1);
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

    private int unseen() {
        return db.sql("select count(*) from core.tag_wish where status = 'OVERRULED' and not acknowledged")
                .query(Integer.class)
                .single();
    }

    private static TagChange refused(TagChange.Refusal refusal) {
        return new TagChange.Refused(refusal);
    }
}
