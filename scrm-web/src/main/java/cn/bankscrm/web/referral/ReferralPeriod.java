package cn.bankscrm.web.referral;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Since when friends count who were brought. */
enum ReferralPeriod {
    MONTH,
    QUARTER,
    YEAR,
    ALL;

    /** Nothing of ours is older. */
    private static final LocalDate BEGINNING = LocalDate.of(2000, 1, 1);

    private static final int MONTHS_IN_A_QUARTER = 3;

    /** As in addresses and message keys. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The year where there is no such period. */
    static ReferralPeriod ofLabel(@Nullable String label) {
        for (ReferralPeriod period : values()) {
            if (period.label().equals(label)) {
                return period;
            }
        }
        return YEAR;
    }

    /** The first day of the period that a day belongs to. */
    LocalDate beginning(LocalDate day) {
        return switch (this) {
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % MONTHS_IN_A_QUARTER);
            case YEAR -> day.withDayOfYear(1);
            case ALL -> BEGINNING;
        };
    }
}
