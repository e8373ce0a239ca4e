package cn.bankscrm.simulator.data;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a member wrote on a friend, and the ids of the tags that the friend carries for this member. */
public record FriendNotes(
        String remark, String description, String remarkCorpName, List<String> mobiles, Set<String> tagIds) {

    public static final FriendNotes NONE = new FriendNotes("", "", "", List.of(), Set.of());

    public FriendNotes(
            @Nullable String remark,
            @Nullable String description,
            @Nullable String remarkCorpName,
            @Nullable List<String> mobiles,
            @Nullable Set<String> tagIds) {
        this.remark = remark == null ? "" : remark;
        this.description = description == null ? "" : description;
        this.remarkCorpName = remarkCorpName == null ? "" : remarkCorpName;
        this.mobiles = mobiles == null ? List.of() : List.copyOf(mobiles);
        this.tagIds = tagIds == null ? Set.of() : Set.copyOf(tagIds);
    }

    public FriendNotes withRemark(String text) {
        return new FriendNotes(text, description, remarkCorpName, mobiles, tagIds);
    }

    public FriendNotes withTags(Set<String> ids) {
        return new FriendNotes(remark, description, remarkCorpName, mobiles, ids);
    }
}
