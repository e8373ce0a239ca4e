package cn.bankscrm.engagement.instruction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One member of staff with an instruction; the times are null where they have not come so far.
 *
 * @param byTouches whether it is known from what was sent that they are done
 */
public record Executing(
        String staffNo,
        String name,
        String institution,
        StaffStep step,
        @Nullable Instant deliveredAt,
        @Nullable Instant seenAt,
        @Nullable Instant startedAt,
        @Nullable Instant doneAt,
        boolean byTouches,
        int reminders) {}
