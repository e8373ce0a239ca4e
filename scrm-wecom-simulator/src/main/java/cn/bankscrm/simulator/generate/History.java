package cn.bankscrm.simulator.generate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The year that the bank has behind it; nothing happens after its end. */
final class History {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final int DAYS = 365;
    private static final int BURST_DAYS = 45;

    private final LocalDate today;
    private final Instant end;

    History(BankPlan plan) {
        this.today = plan.today();
        this.end = today.atStartOfDay(SHANGHAI).toInstant();
    }

    boolean holds(Instant moment) {
        return moment.isBefore(end);
    }

    /** A moment of working life, more of them as the year goes on and fewer at weekends. */
    Instant moment(Dice dice) {
        LocalDate day = day(dice);
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (weekend && dice.chance(0.6)) {
            day = day.minusDays(2);
        }
        return at(day, dice.between(9 * 3600, 20 * 3600));
    }

    /** An evening on which much happens at once; the same number gives the same evening. */
    Instant burst(int number, Dice dice) {
        LocalDate day = today.minusDays(5 + Math.floorMod(number * 17L, BURST_DAYS));
        return at(day, dice.between(20 * 3600, 22 * 3600));
    }

    static LocalDate dayOf(Instant moment) {
        return moment.atZone(SHANGHAI).toLocalDate();
    }

    private LocalDate day(Dice dice) {
        int ago = 1 + (int) ((1 - Math.pow(dice.fraction(), 0.75)) * DAYS);
        return today.minusDays(ago);
    }

    private static Instant at(LocalDate day, int second) {
        return day.atStartOfDay(SHANGHAI).toInstant().plusSeconds(second);
    }
}
