package cn.bankscrm.compliance.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Working time beside a calculator that looks at every single minute. */
class WorkingCalendarTests {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 14);
    private static final WorkingHours OFFICE = new WorkingHours(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            LocalTime.of(9, 0),
            LocalTime.of(17, 30),
            LocalTime.of(12, 0),
            LocalTime.of(13, 30));

    /** 国庆 with the Sunday before and the Saturday after on which people work for it. */
    private static final Map<LocalDate, Boolean> NATIONAL_DAY = Map.of(
            LocalDate.of(2026, 9, 20), true,
            LocalDate.of(2026, 10, 1), false,
            LocalDate.of(2026, 10, 2), false,
            LocalDate.of(2026, 10, 5), false,
            LocalDate.of(2026, 10, 6), false,
            LocalDate.of(2026, 10, 7), false,
            LocalDate.of(2026, 10, 10), true);

    private final WorkingCalendar calendar = new WorkingCalendar(OFFICE, NATIONAL_DAY, ZONE);

    @Property(tries = 300)
    void countsWhatCountingEveryMinuteCounts(
            @ForAll("hours") WorkingHours hours,
            @ForAll @IntRange(max = 40 * 1_440) int from,
            @ForAll @IntRange(max = 20 * 1_440) int span) {
        WorkingCalendar some = new WorkingCalendar(hours, NATIONAL_DAY, ZONE);
        Instant begin = minute(from);
        assertThat(some.between(begin, minute(from + span)).toMinutes()).isEqualTo(naive(hours, from, from + span));
    }

    @Property(tries = 300)
    void soMuchTimeLaterSoMuchTimeHasPassedAndNotBefore(
            @ForAll("hours") WorkingHours hours,
            @ForAll @IntRange(max = 40 * 1_440) int from,
            @ForAll @IntRange(min = 1, max = 5_000) int minutes) {
        WorkingCalendar some = new WorkingCalendar(hours, NATIONAL_DAY, ZONE);
        Instant begin = minute(from);
        Instant due = some.after(begin, Duration.ofMinutes(minutes));
        assertThat(some.between(begin, due)).isEqualTo(Duration.ofMinutes(minutes));
        assertThat(some.between(begin, due.minusSeconds(1))).isLessThan(Duration.ofMinutes(minutes));
    }

    @Test
    void aQuestionOfTheNightWaitsFromTheMorningOn() {
        assertThat(calendar.between(at("2026-11-19T23:10"), at("2026-11-20T09:20")))
                .isEqualTo(Duration.ofMinutes(20));
        assertThat(calendar.after(at("2026-11-19T23:10"), Duration.ofMinutes(30)))
                .isEqualTo(at("2026-11-20T09:30"));
    }

    @Test
    void theNoonBreakAndTheWeekendAreNoWorkingTime() {
        assertThat(calendar.between(at("2026-11-20T11:50"), at("2026-11-20T13:40")))
                .isEqualTo(Duration.ofMinutes(20));
        assertThat(calendar.between(at("2026-11-20T17:20"), at("2026-11-23T09:05")))
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void aHolidayIsNoWorkingDayAndTheSundayWorkedForItIsOne() {
        assertThat(calendar.after(at("2026-09-30T17:00"), Duration.ofMinutes(60)))
                .isEqualTo(at("2026-10-08T09:30"));
        assertThat(calendar.worksOn(LocalDate.of(2026, 9, 20))).isTrue();
        assertThat(calendar.worksOn(LocalDate.of(2026, 9, 27))).isFalse();
    }

    @Test
    void whatEndsBeforeItBeginsTakesNoTime() {
        assertThat(calendar.between(at("2026-11-20T10:00"), at("2026-11-20T09:00")))
                .isZero();
    }

    @Test
    void hoursThatLeaveNoTimeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingHours(
                        Set.of(DayOfWeek.MONDAY),
                        LocalTime.of(9, 0),
                        LocalTime.of(17, 0),
                        LocalTime.of(9, 0),
                        LocalTime.of(17, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingHours(
                        Set.of(), LocalTime.of(9, 0), LocalTime.of(17, 0), LocalTime.NOON, LocalTime.NOON));
    }

    @Provide
    Arbitrary<WorkingHours> hours() {
        Arbitrary<Set<DayOfWeek>> days = Arbitraries.of(DayOfWeek.class).set().ofMinSize(1);
        return Combinators.combine(
                        days, Arbitraries.integers().between(0, 1_439).set().ofSize(4))
                .as((week, minutes) -> {
                    int[] at = minutes.stream()
                            .sorted()
                            .mapToInt(Integer::intValue)
                            .toArray();
                    return new WorkingHours(week, time(at[0]), time(at[3]), time(at[1]), time(at[2]));
                });
    }

    private static long naive(WorkingHours hours, int from, int to) {
        long minutes = 0;
        for (int minute = from; minute < to; minute++) {
            ZonedDateTime moment = minute(minute).atZone(ZONE);
            LocalTime time = moment.toLocalTime();
            boolean day = NATIONAL_DAY.getOrDefault(
                    moment.toLocalDate(), hours.weekdays().contains(moment.getDayOfWeek()));
            boolean open = !time.isBefore(hours.opens()) && time.isBefore(hours.closes());
            boolean pause = !time.isBefore(hours.breakFrom()) && time.isBefore(hours.breakTo());
            if (day && open && !pause) {
                minutes++;
            }
        }
        return minutes;
    }

    private static Instant minute(int minute) {
        return FIRST.atStartOfDay(ZONE).toInstant().plus(Duration.ofMinutes(minute));
    }

    private static LocalTime time(int minute) {
        return LocalTime.ofSecondOfDay(minute * 60L);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }
}
