package cn.bankscrm.simulator.data;

import org.jspecify.annotations.Nullable;

/**
 * A line of {@code follow_users.jsonl}: one friend link from its beginning to its end.
 *
 * @param createtime Unix seconds
 * @param addWay WeCom's code of how the two met (1 scanned a code, 16 acquisition link …)
 * @param state the contact way's state, empty without one
 * @param deletedAt Unix seconds; absent while the link lasts
 * @param deletedBy {@code staff} or {@code customer}; absent while the link lasts
 */
public record FriendRecord(
        String userid,
        String externalUserid,
        long createtime,
        int addWay,
        @Nullable String state,
        @Nullable Long deletedAt,
        @Nullable String deletedBy) {}
