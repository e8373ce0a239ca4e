package cn.bankscrm.engagement.fatigue;

import java.time.LocalTime;

/**
 * When customers are left alone, every day.
 *
 * @param from the first moment of quiet
 * @param to the first moment after it; before {@code from}: on the next day; the same: never quiet
 */
public record QuietHours(LocalTime from, LocalTime to) {

    boolean quiet(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : to.isBefore(from) && (!time.isBefore(from) || time.isBefore(to));
    }

    /** Whether what is quiet at this time stays so until the next day. */
    boolean untilTomorrow(LocalTime time) {
        return to.isBefore(from) && !time.isBefore(from);
    }
}
