package cn.bankscrm.compliance.response;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Tells working time: the hours of working days. A day on which people work though it is a Saturday (调休), or do not
 * though it is a Tuesday, is named; all others follow the week.
 */
public final class WorkingCalendar {

    /** Nobody closes for so long; a calendar that does is a mistake, and is told instead of searched for ever. */
    private static final int LONGEST_CLOSED = 3_660;

    private final WorkingHours hours;
    private final Map<LocalDate, Boolean> named;
    private final ZoneId zone;

    /** @param named days that do not follow the week, and whether they are worked on */
    public WorkingCalendar(WorkingHours hours, Map<LocalDate, Boolean> named, ZoneId zone) {
        this.hours = hours;
        this.named = Map.copyOf(named);
        this.zone = zone;
    }

    private record Span(Instant from, Instant to) {}

    public boolean worksOn(LocalDate day) {
        return named.getOrDefault(day, hours.weekdays().contains(day.getDayOfWeek()));
    }

    /** The working time within a span; nothing where it ends before it begins. */
    public Duration between(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        LocalDate last = to.atZone(zone).toLocalDate();
        for (LocalDate day = from.atZone(zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            for (Span span : spans(day)) {
                Instant begin = later(span.from(), from);
                Instant end = span.to().isBefore(to) ? span.to() : to;
                if (begin.isBefore(end)) {
                    sum = sum.plus(Duration.between(begin, end));
                }
            }
        }
        return sum;
    }

    /** The first moment by which so much working time has passed; {@code from} itself for none. */
    public Instant after(Instant from, Duration working) {
        if (working.isZero()) {
            return from;
        }
        Duration left = working;
        int closed = 0;
        for (LocalDate day = from.atZone(zone).toLocalDate(); closed < LONGEST_CLOSED; day = day.plusDays(1)) {
            closed++;
            for (Span span : spans(day)) {
                Instant begin = later(span.from(), from);
                Duration here = Duration.between(begin, span.to());
                if (here.compareTo(left) >= 0) {
                    return begin.plus(left);
                }
                if (here.isPositive()) {
                    left = left.minus(here);
                    closed = 0;
                }
            }
        }
        throw new IllegalStateException("Nobody works for ten years");
    }

    private List<Span> spans(LocalDate day) {
        return worksOn(day)
                ? List.of(span(day, hours.opens(), hours.breakFrom()), span(day, hours.breakTo(), hours.closes()))
                : List.of();
    }

    private Span span(LocalDate day, LocalTime from, LocalTime to) {
        return new Span(
                day.atTime(from).atZone(zone).toInstant(),
                day.atTime(to).atZone(zone).toInstant());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
