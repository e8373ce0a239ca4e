package cn.bankscrm.web.coverage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far apart the points of the trend are; a week or month is shown by its last day. */
enum TrendStep {
    DAY,
    WEEK,
    MONTH;

    /** As in addresses and message keys. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TrendStep ofLabel(@Nullable String label) {
        for (TrendStep step : values()) {
            if (step.label().equals(label)) {
                return step;
            }
        }
        return DAY;
    }

    /** The first day of a trend that ends on a day. */
    LocalDate beginning(LocalDate end) {
        return switch (this) {
            case DAY -> end.minusDays(30);
            case WEEK -> end.minusWeeks(26);
            case MONTH -> end.minusMonths(23).withDayOfMonth(1);
        };
    }

    /** Whether a day is a point of a trend that ends on another; weeks end on Sunday. */
    boolean shows(LocalDate day, LocalDate end) {
        return day.equals(end)
                || switch (this) {
                    case DAY -> true;
                    case WEEK -> day.getDayOfWeek() == DayOfWeek.SUNDAY;
                    case MONTH -> day.equals(day.with(TemporalAdjusters.lastDayOfMonth()));
                };
    }
}
