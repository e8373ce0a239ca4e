package cn.bankscrm.engagement.contactway;

import cn.bankscrm.core.staff.StaffId;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/**
 * One whom a code leads to.
 *
 * @param standIn takes over while nobody is on duty; days, hours and cap say nothing then
 * @param days of duty
 * @param begins on each of these days, Shanghai
 * @param ends not included
 * @param dailyCap friends that this code brings them in a day at most; 0: any number
 */
public record WayMember(
        StaffId staff, boolean standIn, Set<DayOfWeek> days, LocalTime begins, LocalTime ends, int dailyCap) {

    /** The most that a cap may be. */
    public static final int MOST_A_DAY = 1000;

    private static final LocalTime USUAL_BEGIN = LocalTime.of(9, 0);
    private static final LocalTime USUAL_END = LocalTime.of(17, 30);

    public WayMember {
        days = Set.copyOf(days);
    }

    public static WayMember standIn(StaffId staff) {
        return new WayMember(staff, true, Set.of(), USUAL_BEGIN, USUAL_END, 0);
    }

    /** Nobody's: the hours that a form begins with. */
    public static WayMember usual() {
        return standIn(new StaffId(0));
    }

    /** When duty begins, to the minute. */
    public String from() {
        return begins.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    /** When it ends. */
    public String until() {
        return ends.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    static WayMember of(long staff, boolean standIn, int days, LocalTime begins, LocalTime ends, int dailyCap) {
        Set<DayOfWeek> set = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (((days >> (day.getValue() - 1)) & 1) == 1) {
                set.add(day);
            }
        }
        return new WayMember(new StaffId(staff), standIn, set, begins, ends, dailyCap);
    }

    int dayBits() {
        return days.stream().mapToInt(day -> 1 << (day.getValue() - 1)).sum();
    }
}
