package cn.bankscrm.engagement.sop;

import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.touch.Channel;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Optional;

/**
 * One thing that is done for the customer.
 *
 * @param day counted from the trigger's day, which is 0; negative before it
 * @param at the hour, in the business's time zone
 * @param content what is sent; a task may go without
 * @param worth in yuan or points: what is worth more goes before other plans' touches
 * @param words what the member of staff is told to say or do; may be empty where there is content
 */
public record Step(
        int day,
        LocalTime at,
        Condition condition,
        Channel channel,
        Optional<ContentId> content,
        BigDecimal worth,
        String words) {}
