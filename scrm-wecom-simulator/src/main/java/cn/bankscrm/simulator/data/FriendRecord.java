package cn.bankscrm.simulator.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code follow_users.jsonl}: one friend link from its beginning to its end.
 *
 * @param createtime Unix seconds
 * @param addWay WeCom's code of how the two met (1 scanned a code, 16 acquisition link …)
 * @param state the contact way's state, empty without one
 * @param deletedAt Unix seconds; absent while the link lasts
 * @param deletedBy {@code staff} or {@code customer}; absent while the link lasts
 * @param notes absent where the member wrote nothing and put no tag on
 */
public record FriendRecord(
        String userid,
        String externalUserid,
        long createtime,
        int addWay,
        @Nullable String state,
        @Nullable Long deletedAt,
        @Nullable String deletedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FriendNotes notes) {

    /** A friend without notes. */
    public FriendRecord(
            String userid,
            String externalUserid,
            long createtime,
            int addWay,
            @Nullable String state,
            @Nullable Long deletedAt,
            @Nullable String deletedBy) {
        this(userid, externalUserid, createtime, addWay, state, deletedAt, deletedBy, null);
    }

    public FriendRecord with(FriendNotes others) {
        return new FriendRecord(userid, externalUserid, createtime, addWay, state, deletedAt, deletedBy, others);
    }
}
