package cn.bankscrm.web.customer;

import cn.bankscrm.core.customer.CustomerProfile;
import cn.bankscrm.core.customer.StaffRef;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The picture of managers, certifications and friend links over time, all on one scale.
 *
 * @param from the day at the left edge
 * @param until the day at the right edge: today
 * @param more how many bars did not fit
 */
record Lanes(LocalDate from, LocalDate until, List<Lane> lanes, int more) {

    static final int SCALE = 1_000;
    private static final int THINNEST = 8;
    private static final int MOST = 10;

    Lanes {
        lanes = List.copyOf(lanes);
    }

    public boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** A period that has no place on the scale yet. */
    private record Period(
            Lane.Kind kind,
            @Nullable StaffRef who,
            LocalDate from,
            @Nullable LocalDate until) {}

    static Lanes of(CustomerProfile customer, LocalDate today, ZoneId zone) {
        List<Period> periods = new ArrayList<>();
        customer.managers().stream()
                .filter(managed -> !managed.from().isAfter(today))
                .map(managed -> new Period(Lane.Kind.MANAGER, managed.manager(), managed.from(), managed.until()))
                .forEach(periods::add);
        customer.bindings().stream()
                .map(bound -> new Period(
                        Lane.Kind.CERTIFIED, null, day(bound.boundAt(), zone), dayOrNull(bound.unboundAt(), zone)))
                .forEach(periods::add);
        customer.links().stream()
                .map(link -> new Period(
                        Lane.Kind.FRIEND, link.member(), day(link.addedAt(), zone), dayOrNull(link.endedAt(), zone)))
                .forEach(periods::add);
        LocalDate first = periods.stream()
                .map(Period::from)
                .min(LocalDate::compareTo)
                .filter(day -> day.isBefore(today))
                .orElse(today.minusDays(1));
        long days = ChronoUnit.DAYS.between(first, today);
        List<Lane> lanes = periods.stream()
                .limit(MOST)
                .map(period -> lane(period, first, today, days))
                .toList();
        return new Lanes(first, today, lanes, Math.max(0, periods.size() - MOST));
    }

    private static Lane lane(Period period, LocalDate first, LocalDate today, long days) {
        LocalDate end = period.until() == null || period.until().isAfter(today) ? today : period.until();
        int x = Math.min(SCALE - THINNEST, place(first, period.from(), days));
        return new Lane(
                period.kind(),
                period.who(),
                period.from(),
                period.until() != null && period.until().isAfter(today) ? null : period.until(),
                x,
                Math.max(THINNEST, place(first, end, days) - x));
    }

    private static int place(LocalDate first, LocalDate day, long days) {
        return Math.toIntExact(Math.clamp(ChronoUnit.DAYS.between(first, day) * SCALE / days, 0, SCALE));
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone);
    }

    private static @Nullable LocalDate dayOrNull(@Nullable Instant at, ZoneId zone) {
        return at == null ? null : day(at, zone);
    }
}
