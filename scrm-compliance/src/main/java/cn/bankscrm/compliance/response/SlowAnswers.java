package cn.bankscrm.compliance.response;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.Alerts;
import cn.bankscrm.compliance.alert.NewAlert;
import cn.bankscrm.compliance.archive.ArchiveReaders;
import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Raises an alert for each wait that is, or was, too long: once. An answer that the archive does not have yet is no
 * missing answer, so that a wait counts as far as the archive is known to be whole. Waits that are found long after (a
 * first reading of an old archive) are figures and no alerts.
 */
@Component
class SlowAnswers {

    /** Later than this nobody can mend anything by answering. */
    static final Duration ALERTS_WITHIN = Duration.ofDays(7);

    /** A wait so many times as long as allowed is graver. */
    private static final int GRAVE_TIMES = 4;

    private static final int AT_A_TIME = 200;

    private final JdbcClient db;
    private final ChatMessages messages;
    private final ArchiveReaders readers;
    private final WorkingCalendars calendars;
    private final Alerts alerts;
    private final Clock clock;

    SlowAnswers(
            JdbcClient db,
            ChatMessages messages,
            ArchiveReaders readers,
            WorkingCalendars calendars,
            Alerts alerts,
            Clock clock) {
        this.db = db;
        this.messages = messages;
        this.readers = readers;
        this.calendars = calendars;
        this.alerts = alerts;
        this.clock = clock;
    }

    private record Late(long id, StaffId staff, long seq, Instant asked, Optional<Instant> answered, int limit) {}

    /** @return whether there may be more at once */
    @Transactional
    public boolean raiseSome() {
        Instant known = knownUntil();
        List<Late> late = db.sql("""
                        select id, staff_id, asked_seq, asked_at, answered_at, limit_minutes
                        from compliance.response_wait
                        where alerted_at is null and (answered_at is null or answered_at > due_at) and due_at < :known
                        order by due_at
                        limit :limit
                        for update skip locked
                        """)
                .param("known", Timestamp.from(known))
                .param("limit", AT_A_TIME)
                .query((row, n) -> new Late(
                        row.getLong("id"),
                        new StaffId(row.getLong("staff_id")),
                        row.getLong("asked_seq"),
                        row.getTimestamp("asked_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("answered_at")).map(Timestamp::toInstant),
                        row.getInt("limit_minutes")))
                .list();
        if (late.isEmpty()) {
            return false;
        }
        Map<StaffId, WorkingCalendar> working =
                calendars.of(late.stream().map(Late::staff).toList());
        Instant now = clock.instant();
        for (Late one : late) {
            if (one.asked().isAfter(now.minus(ALERTS_WITHIN))) {
                raise(one, Objects.requireNonNull(working.get(one.staff())), known);
            }
        }
        db.sql("update compliance.response_wait set alerted_at = :now where id = any(:ids)")
                .param("now", Timestamp.from(now))
                .param("ids", late.stream().map(Late::id).toArray(Long[]::new))
                .update();
        return late.size() == AT_A_TIME;
    }

    private void raise(Late late, WorkingCalendar calendar, Instant known) {
        Duration waited = calendar.between(late.asked(), late.answered().orElse(known));
        AlertLevel level = waited.compareTo(Duration.ofMinutes((long) late.limit() * GRAVE_TIMES)) >= 0
                ? AlertLevel.HIGH
                : AlertLevel.MEDIUM;
        // who deletes by retention deletes the message and not the figure
        messages.message(late.seq())
                .ifPresent(unanswered -> alerts.raise(NewAlert.slowAnswer(unanswered, level, waited)));
    }

    /** Up to when every message is known, and read into waits. */
    private Instant knownUntil() {
        Instant now = clock.instant();
        if (readers.place(WaitReading.READER) < messages.lastPlace()) {
            return Instant.EPOCH;
        }
        return db.sql("""
                        select least(:now::timestamptz, max(drained_at),
                            (select min(received_at) from compliance.archive_record where state = 'PENDING'))
                        from compliance.archive_cursor
                        """)
                .param("now", Timestamp.from(now))
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single()
                .filter(until -> until.isBefore(now))
                .orElse(now);
    }
}
