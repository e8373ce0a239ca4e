package cn.bankscrm.compliance.response;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/**
 * When an institution works on a working day, to the minute.
 *
 * @param weekdays on which it works, unless the calendar says otherwise of a day
 * @param breakFrom equal to {@code breakTo} where there is no break
 */
public record WorkingHours(
        Set<DayOfWeek> weekdays, LocalTime opens, LocalTime closes, LocalTime breakFrom, LocalTime breakTo) {

    public WorkingHours {
        weekdays = Set.copyOf(weekdays);
        if (weekdays.isEmpty()) {
            throw new IllegalArgumentException("Somebody works on some day of the week");
        }
        if (!opens.isBefore(closes)
                || breakFrom.isBefore(opens)
                || breakTo.isBefore(breakFrom)
                || closes.isBefore(breakTo)
                || (breakFrom.equals(opens) && breakTo.equals(closes))) {
            throw new IllegalArgumentException("A day opens, breaks and closes in this order, and leaves time to work");
        }
    }
}
