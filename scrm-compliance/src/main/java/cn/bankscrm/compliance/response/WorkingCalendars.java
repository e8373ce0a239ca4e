package cn.bankscrm.compliance.response;

import cn.bankscrm.core.staff.StaffId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The calendars that members of staff work by: that of the nearest institution above them that has its own hours. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class WorkingCalendars {

    private final JdbcClient db;

    /** Carries the time zone of the business. */
    private final Clock clock;

    WorkingCalendars(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @return one for each of them, by where they work today; the whole bank's where they hold no post */
    Map<StaffId, WorkingCalendar> of(Collection<StaffId> staff) {
        Map<LocalDate, Boolean> named = new HashMap<>();
        db.sql("select day, working from compliance.calendar_day").query(row -> {
            named.put(row.getDate("day").toLocalDate(), row.getBoolean("working"));
        });
        Map<Long, WorkingCalendar> calendars = new HashMap<>();
        db.sql("select * from compliance.working_hours").query(row -> {
            calendars.put(row.getLong("institution_id"), new WorkingCalendar(hours(row), named, clock.getZone()));
        });
        Map<Long, Long> own = new HashMap<>();
        db.sql("""
                        select distinct on (p.staff_id) p.staff_id, h.institution_id
                        from core.pub_staff_post p
                        join core.pub_institution_path u on u.institution_id = p.institution_id
                        join compliance.working_hours h on h.institution_id = u.ancestor_id
                        where p.staff_id = any(:staff)
                            and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                        order by p.staff_id, u.depth
                        """)
                .param("staff", staff.stream().map(StaffId::value).distinct().toArray(Long[]::new))
                .param("today", LocalDate.now(clock))
                .query(row -> {
                    own.put(row.getLong("staff_id"), row.getLong("institution_id"));
                });
        WorkingCalendar bank = calendars.get(0L);
        if (bank == null) {
            throw new IllegalStateException("The whole bank has no working hours");
        }
        return staff.stream()
                .distinct()
                .collect(Collectors.toMap(
                        one -> one, one -> calendars.getOrDefault(own.getOrDefault(one.value(), 0L), bank)));
    }

    /** Minutes of the day; 1440 is the day's end, which a local time tells as its last nanosecond. */
    static WorkingHours hours(ResultSet row) throws SQLException {
        return new WorkingHours(
                Arrays.stream((Short[]) row.getArray("weekdays").getArray())
                        .map(day -> DayOfWeek.of(day))
                        .collect(Collectors.toSet()),
                time(row.getInt("opens")),
                time(row.getInt("closes")),
                time(row.getInt("break_from")),
                time(row.getInt("break_to")));
    }

    private static LocalTime time(int minute) {
        return minute == 1_440 ? LocalTime.MAX : LocalTime.ofSecondOfDay(minute * 60L);
    }
}
