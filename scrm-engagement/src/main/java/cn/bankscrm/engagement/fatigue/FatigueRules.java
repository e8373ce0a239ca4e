package cn.bankscrm.engagement.fatigue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the guard goes by.
 *
 * @param holidays days on which no customer is disturbed
 * @param complaintDays for so many days after a complaint nothing is sent; 0: no rule
 * @param deletionDays for so many days after the customer deleted a member of staff; 0: no rule
 */
public record FatigueRules(
        List<Cap> caps, QuietHours quiet, Set<LocalDate> holidays, int complaintDays, int deletionDays) {

    /** The business's days; China has had no summer time since 1991. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public FatigueRules {
        caps = List.copyOf(caps);
        holidays = Set.copyOf(holidays);
        if (complaintDays < 0 || deletionDays < 0) {
            throw new IllegalArgumentException("A silence is no negative number of days");
        }
    }

    /** How many days before and after a touch its caps look at. */
    public int longest() {
        return caps.stream().mapToInt(Cap::days).max().orElse(1);
    }

    /**
     * When a wish may be met: at its moment, or else at the first allowed one of the same or the next day.
     *
     * @param now nothing is met earlier
     */
    Optional<Instant> moment(Instant wishedFor, Instant now) {
        LocalDate lastDay = wishedFor.atZone(ZONE).toLocalDate().plusDays(1);
        ZonedDateTime at = (now.isAfter(wishedFor) ? now : wishedFor).atZone(ZONE);
        while (!at.toLocalDate().isAfter(lastDay)) {
            if (holidays.contains(at.toLocalDate())) {
                at = startOf(at.toLocalDate().plusDays(1));
            } else if (quiet.quiet(at.toLocalTime())) {
                LocalDate day =
                        quiet.untilTomorrow(at.toLocalTime()) ? at.toLocalDate().plusDays(1) : at.toLocalDate();
                at = day.atTime(quiet.to()).atZone(ZONE);
            } else {
                return Optional.of(at.toInstant());
            }
        }
        return Optional.empty();
    }

    /** Whether the moment's day is a holiday. */
    boolean holiday(Instant moment) {
        return holidays.contains(day(moment));
    }

    static LocalDate day(Instant moment) {
        return moment.atZone(ZONE).toLocalDate();
    }

    private static ZonedDateTime startOf(LocalDate day) {
        return day.atTime(LocalTime.MIDNIGHT).atZone(ZONE);
    }
}
