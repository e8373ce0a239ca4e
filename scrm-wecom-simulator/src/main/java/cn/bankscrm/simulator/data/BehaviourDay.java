package cn.bankscrm.simulator.data;

import org.jspecify.annotations.Nullable;

/**
 * A member's day in WeCom's statistics of customer contact (联系客户统计).
 *
 * @param statTime 00:00 of the day at UTC+8, Unix seconds
 * @param replyPercentage percent; absent on a day without chats
 * @param avgReplyTime minutes; absent on a day without chats
 */
public record BehaviourDay(
        String userid,
        long statTime,
        int chatCnt,
        int messageCnt,
        @Nullable Double replyPercentage,
        @Nullable Integer avgReplyTime,
        int negativeFeedbackCnt,
        int newApplyCnt,
        int newContactCnt) {}
