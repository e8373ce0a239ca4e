package cn.bankscrm.web.contactway;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days of figures, both included: not after today, not too long, not the wrong way round. */
record WaySpan(LocalDate from, LocalDate until) {

    private static final int DAYS = 30;
    private static final int LONGEST_DAYS = 366;

    static WaySpan of(@Nullable LocalDate from, @Nullable LocalDate until, LocalDate today) {
        LocalDate last = until == null || until.isAfter(today) ? today : until;
        LocalDate first = from == null || from.isAfter(last) ? last.minusDays(DAYS - 1L) : from;
        return new WaySpan(first.isBefore(last.minusDays(LONGEST_DAYS)) ? last.minusDays(LONGEST_DAYS) : first, last);
    }
}
