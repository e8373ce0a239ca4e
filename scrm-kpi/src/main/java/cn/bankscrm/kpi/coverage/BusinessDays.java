package cn.bankscrm.kpi.coverage;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The bank's days, whatever zone the JVM and the database session are in.
 *
 * @param clock carries the time zone of the business
 */
record BusinessDays(Clock clock) {

    LocalDate today() {
        return LocalDate.now(clock);
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /**
     * The first instant that is no longer this day's: what happened before it had happened by the day's last second.
     */
    OffsetDateTime endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(clock.getZone()).toInstant().atOffset(ZoneOffset.UTC);
    }
}
