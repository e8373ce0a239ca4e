package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.engagement.tracking.Lead;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing worth doing today.
 *
 * @param maskedName whom it is about; null for many, or where no name is known
 * @param customer null where nobody has certified the contact
 * @param source the plan's name, or the content's title for what goes to many; empty for none
 * @param words what the member of staff is told to say or do; may be empty
 * @param title of the content that goes with it; null for none
 * @param from when it may be done; quiet hours lie before
 * @param until the moment at which it is taken back; null for never
 * @param worth what it is worth within its rank
 * @param reaches how many customers it reaches
 * @param sendable whether a mass send to this one customer can be drafted: there is content, and a contact
 * @param lead what was read; null for all but leads
 */
public record DayTask(
        TaskKey key,
        Rank rank,
        @Nullable String maskedName,
        @Nullable CustomerNo customer,
        @Nullable BigDecimal aum,
        String source,
        String words,
        @Nullable String title,
        Instant from,
        @Nullable Instant until,
        BigDecimal worth,
        int reaches,
        boolean sendable,
        @Nullable Lead lead) {

    @Override
    public String toString() {
        return "DayTask[" + key.text() + ", " + rank + "]";
    }
}
