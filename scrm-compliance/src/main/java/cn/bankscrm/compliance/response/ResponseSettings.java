package cn.bankscrm.compliance.response;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What waits are measured by: working hours, named days, limits, closing phrases. A change holds for waits that are
 * open and for those to come; what was measured stays as it was.
 */
@Component
@Transactional
public class ResponseSettings {

    private final JdbcClient db;
    private final WorkingCalendars calendars;
    private final AuditLog audit;
    private final Clock clock;

    ResponseSettings(JdbcClient db, WorkingCalendars calendars, AuditLog audit, Clock clock) {
        this.db = db;
        this.calendars = calendars;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param code of the institution; null: the whole bank */
    public record Hours(
            @Nullable String code, @Nullable String name, WorkingHours hours, String changedBy, Instant changedAt) {}

    /** A day that does not follow the week. */
    public record NamedDay(LocalDate day, boolean working, String name) {}

    /**
     * @param segment null: the whole bank
     * @param minutes of working time
     */
    public record Limit(@Nullable Integer segment, @Nullable String name, int minutes) {}

    /** The whole bank's first. */
    public List<Hours> hours() {
        return db.sql("""
                        select h.*, i.code, i.name
                        from compliance.working_hours h left join core.pub_institution i on i.id = h.institution_id
                        order by h.institution_id is not null, i.code
                        """)
                .query((row, n) -> new Hours(
                        row.getString("code"),
                        row.getString("name"),
                        WorkingCalendars.hours(row),
                        row.getString("changed_by"),
                        row.getTimestamp("changed_at").toInstant()))
                .list();
    }

    public List<NamedDay> days(int year) {
        return db.sql("""
                        select day, working, name from compliance.calendar_day
                        where extract(year from day) = :year order by day
                        """)
                .param("year", year)
                .query((row, n) -> new NamedDay(
                        row.getDate("day").toLocalDate(), row.getBoolean("working"), row.getString("name")))
                .list();
    }

    /** The whole bank's first, then every segment that has one of its own. */
    public List<Limit> limits() {
        return db.sql("""
                        select l.segment_id, s.name, l.minutes
                        from compliance.response_limit l left join core.pub_segment s on s.id = l.segment_id
                        order by l.segment_id is not null, s.name
                        """)
                .query((row, n) -> new Limit(
                        row.getObject("segment_id") == null ? null : row.getInt("segment_id"),
                        row.getString("name"),
                        row.getInt("minutes")))
                .list();
    }

    /** Every segment by its number. */
    public Map<Integer, String> segments() {
        Map<Integer, String> segments = new TreeMap<>();
        db.sql("select id, name from core.pub_segment").query(row -> {
            segments.put(row.getInt("id"), Objects.requireNonNull(row.getString("name")));
        });
        return segments;
    }

    public List<String> phrases() {
        return db.sql("select phrase from compliance.closing_phrase order by phrase")
                .query((row, n) -> Objects.requireNonNull(row.getString("phrase")))
                .list();
    }

    /**
     * @param institution null: the whole bank
     * @return false when there is no such institution
     */
    public boolean setHours(@Nullable InstitutionCode institution, WorkingHours hours, String by) {
        Optional<Long> id = id(institution);
        if (institution != null && id.isEmpty()) {
            return false;
        }
        db.sql("""
                        insert into compliance.working_hours
                            (institution_id, weekdays, opens, closes, break_from, break_to, changed_by, changed_at)
                        values (:institution, :weekdays, :opens, :closes, :from, :to, :by, :now)
                        on conflict (institution_id) do update
                        set weekdays = excluded.weekdays, opens = excluded.opens, closes = excluded.closes,
                            break_from = excluded.break_from, break_to = excluded.break_to,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .param("institution", id.orElse(null))
                .param(
                        "weekdays",
                        hours.weekdays().stream()
                                .sorted()
                                .map(DayOfWeek::getValue)
                                .toArray(Integer[]::new))
                .param("opens", minute(hours.opens()))
                .param("closes", minute(hours.closes()))
                .param("from", minute(hours.breakFrom()))
                .param("to", minute(hours.breakTo()))
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        changed("hours", Map.of("institution", institution == null ? "bank" : institution.value()));
        return true;
    }

    /** The institution works as the one above it. @return false when it had no hours of its own */
    public boolean removeHours(InstitutionCode institution) {
        Optional<Long> id = id(institution);
        if (id.isEmpty()
                || db.sql("delete from compliance.working_hours where institution_id = :id")
                                .param("id", id.get())
                                .update()
                        == 0) {
            return false;
        }
        changed("hours", Map.of("institution", institution.value(), "removed", true));
        return true;
    }

    /** Adds days, and changes those that are named already. */
    public void nameDays(Collection<NamedDay> days) {
        for (NamedDay day : days) {
            db.sql("""
                            insert into compliance.calendar_day (day, working, name) values (:day, :working, :name)
                            on conflict (day) do update set working = excluded.working, name = excluded.name
                            """)
                    .param("day", Date.valueOf(day.day()))
                    .param("working", day.working())
                    .param("name", day.name())
                    .update();
        }
        changed("days", Map.of("days", days.size()));
    }

    /** The day follows the week again. */
    public void unnameDay(LocalDate day) {
        db.sql("delete from compliance.calendar_day where day = :day")
                .param("day", Date.valueOf(day))
                .update();
        changed("days", Map.of("removed", day.toString()));
    }

    /**
     * @param segment null: the whole bank
     * @param minutes null: the segment has no limit of its own; the bank always has one
     */
    public void setLimit(@Nullable Integer segment, @Nullable Integer minutes) {
        if (minutes == null) {
            if (segment == null) {
                throw new IllegalArgumentException("The whole bank has a limit");
            }
            db.sql("delete from compliance.response_limit where segment_id = :segment")
                    .param("segment", segment)
                    .update();
        } else {
            db.sql("""
                            insert into compliance.response_limit (segment_id, minutes) values (:segment, :minutes)
                            on conflict (segment_id) do update set minutes = excluded.minutes
                            """).param("segment", segment).param("minutes", minutes).update();
        }
        changed("limit", Map.of("segment", segment == null ? 0 : segment, "minutes", minutes == null ? 0 : minutes));
    }

    public void setPhrases(Collection<String> phrases) {
        List<String> kept = phrases.stream()
                .map(String::strip)
                .filter(phrase -> !phrase.isEmpty())
                .distinct()
                .toList();
        db.sql("delete from compliance.closing_phrase where phrase <> all(:kept)")
                .param("kept", kept.toArray(String[]::new))
                .update();
        db.sql("insert into compliance.closing_phrase (phrase) select unnest(:kept::text[]) on conflict do nothing")
                .param("kept", kept.toArray(String[]::new))
                .update();
        changed("phrases", Map.of("phrases", kept.size()));
    }

    private record Open(long id, StaffId staff, Instant asked, int limit) {}

    private void changed(String what, Map<String, ?> details) {
        audit.record(
                AuditAction.RESPONSE_RULES_CHANGED,
                new AuditSubject(AuditSubject.Kind.RESPONSE_RULES, what, null),
                null,
                details);
        List<Open> open = db.sql("""
                        select w.id, w.staff_id, w.asked_at, coalesce((
                                select min(l.minutes)
                                from core.pub_binding b
                                join core.pub_customer c on c.id = b.customer_id
                                left join core.pub_segment_member s on s.customer_id = c.id
                                join compliance.response_limit l
                                    on l.segment_id = any(c.segment_ids) or l.segment_id = any(s.segment_ids)
                                where b.contact_id = w.contact_id and b.unbound_at is null),
                            (select minutes from compliance.response_limit where segment_id is null)) as minutes
                        from compliance.response_wait w
                        where w.answered_at is null and w.alerted_at is null
                        for update of w
                        """)
                .query((row, n) -> new Open(
                        row.getLong("id"),
                        new StaffId(row.getLong("staff_id")),
                        row.getTimestamp("asked_at").toInstant(),
                        row.getInt("minutes")))
                .list();
        Map<StaffId, WorkingCalendar> working =
                calendars.of(open.stream().map(Open::staff).toList());
        for (Open one : open) {
            Instant due = Objects.requireNonNull(working.get(one.staff()))
                    .after(one.asked(), Duration.ofMinutes(one.limit()));
            db.sql("update compliance.response_wait set limit_minutes = :minutes, due_at = :due where id = :id")
                    .param("minutes", one.limit())
                    .param("due", Timestamp.from(due))
                    .param("id", one.id())
                    .update();
        }
    }

    private Optional<Long> id(@Nullable InstitutionCode institution) {
        return institution == null
                ? Optional.empty()
                : db.sql("select id from core.pub_institution where code = :code")
                        .param("code", institution.value())
                        .query(Long.class)
                        .optional();
    }

    private static int minute(LocalTime time) {
        return time.equals(LocalTime.MAX) ? 1_440 : time.toSecondOfDay() / 60;
    }
}
