package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.FriendNotes;
import cn.bankscrm.simulator.world.CorpTags;
import cn.bankscrm.simulator.world.FriendLink;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A friend link as the API shows it: with tag names to one who asks for a customer, with ids to one who asks for many.
 */
final class FollowViews {
    private static final int CORP_TAG = 1;
    private static final int STRATEGY_TAG = 3;

    private FollowViews() {}

    record TagView(String groupName, String tagName, String tagId, int type) {}

    record FollowUser(
            String userid,
            String remark,
            String description,
            long createtime,
            List<TagView> tags,
            @Nullable String remarkCorpName,
            List<String> remarkMobiles,
            @Nullable String state,
            String operUserid,
            int addWay) {}

    record FollowInfo(
            String userid,
            String remark,
            String description,
            long createtime,
            List<String> tagId,
            @Nullable String remarkCorpName,
            List<String> remarkMobiles,
            @Nullable String state,
            String operUserid,
            int addWay) {}

    static FollowUser user(FriendLink link, CorpTags tags) {
        FriendNotes notes = link.notes();
        return new FollowUser(
                link.userid(),
                notes.remark(),
                notes.description(),
                link.createtime(),
                named(notes, tags),
                absentIfEmpty(notes.remarkCorpName()),
                notes.mobiles(),
                absentIfEmpty(link.state()),
                operator(link),
                link.addWay());
    }

    static FollowInfo info(FriendLink link) {
        FriendNotes notes = link.notes();
        return new FollowInfo(
                link.userid(),
                notes.remark(),
                notes.description(),
                link.createtime(),
                notes.tagIds().stream().sorted().toList(),
                absentIfEmpty(notes.remarkCorpName()),
                notes.mobiles(),
                absentIfEmpty(link.state()),
                operator(link),
                link.addWay());
    }

    private static List<TagView> named(FriendNotes notes, CorpTags tags) {
        return notes.tagIds().stream()
                .sorted()
                .flatMap(id -> tags.tag(id).stream())
                .map(tag -> view(tag, tags.group(tag.groupId())))
                .toList();
    }

    private static TagView view(CorpTags.Tag tag, Optional<CorpTags.Group> group) {
        int type = group.filter(known -> known.strategy() != 0).isPresent() ? STRATEGY_TAG : CORP_TAG;
        return new TagView(group.map(CorpTags.Group::name).orElse(""), tag.name(), tag.id(), type);
    }

    /** Who started it: the customer who scanned, else the member. */
    private static String operator(FriendLink link) {
        return link.addWay() == 1 || link.addWay() == 16 ? link.externalUserid() : link.userid();
    }

    private static @Nullable String absentIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
