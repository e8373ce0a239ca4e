package cn.bankscrm.engagement.sop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What a plan would have done in the days before today, had it been at work: every condition is taken as met, so that
 * it says the most that can come.
 *
 * @param from the first day
 * @param until the last day
 * @param customers who would have come in
 * @param control of those, how many into the control group
 * @param days touches by day, each day of them
 * @param managers how many members of staff would have had something to do
 * @param busiest the most that one of them would have had on one day
 * @param usual touches a member of staff on a day with any, on average, one place
 * @param looked how many touches were laid before the fatigue guard, of a sample of customers
 * @param suppressed of those, how many it would have refused, by rule
 */
public record DryRun(
        LocalDate from,
        LocalDate until,
        long customers,
        long control,
        List<Day> days,
        long managers,
        long busiest,
        BigDecimal usual,
        long looked,
        Map<String, Long> suppressed) {

    /** Of one day. */
    public record Day(LocalDate day, long touches) {}

    public DryRun {
        days = List.copyOf(days);
        suppressed = Map.copyOf(suppressed);
    }

    public long touches() {
        return days.stream().mapToLong(Day::touches).sum();
    }

    /** Of the busiest day. */
    public long most() {
        return days.stream().mapToLong(Day::touches).max().orElse(0);
    }

    /** Of a hundred touches, how many the fatigue guard would have refused; 0 where none was looked at. */
    public long refusedPercent() {
        long refused = suppressed.values().stream().mapToLong(Long::longValue).sum();
        return looked == 0 ? 0 : Math.round(100.0 * refused / looked);
    }
}
