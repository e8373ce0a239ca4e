package cn.bankscrm.engagement.fatigue;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.engagement.touch.Channel;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The bank's rules against fatigue: read for every round, changed by head office, every change in the audit log. */
@Component
public class FatigueSettings {

    private final JdbcClient db;
    private final AuditLog audit;

    FatigueSettings(JdbcClient db, AuditLog audit) {
        this.db = db;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public FatigueRules rules() {
        List<Cap> caps = db.sql("select channel, days, most from engagement.fatigue_cap order by days, most, channel")
                .query((row, number) -> new Cap(
                        Optional.ofNullable(row.getString("channel")).map(Channel::valueOf),
                        row.getInt("days"),
                        row.getInt("most")))
                .list();
        return db.sql("select quiet_from, quiet_to, complaint_days, deletion_days from engagement.fatigue_setting")
                .query((row, number) -> new FatigueRules(
                        caps,
                        new QuietHours(time(row.getInt("quiet_from")), time(row.getInt("quiet_to"))),
                        new HashSet<>(holidays().keySet()),
                        row.getInt("complaint_days"),
                        row.getInt("deletion_days")))
                .single();
    }

    /** By day, with their names. */
    @Transactional(readOnly = true)
    public Map<LocalDate, String> holidays() {
        Map<LocalDate, String> holidays = new TreeMap<>();
        db.sql("select day, name from engagement.holiday").query(row -> {
            holidays.put(row.getObject("day", LocalDate.class), row.getString("name"));
        });
        return holidays;
    }

    /** @throws IllegalArgumentException when the rules are out of the ranges that the tables allow */
    @Transactional
    public void change(FatigueRules rules) {
        db.sql("""
                        update engagement.fatigue_setting
                        set quiet_from = :from, quiet_to = :to, complaint_days = :complaint, deletion_days = :deletion,
                            version = version + 1
                        """)
                .param("from", rules.quiet().from().toSecondOfDay() / 60)
                .param("to", rules.quiet().to().toSecondOfDay() / 60)
                .param("complaint", rules.complaintDays())
                .param("deletion", rules.deletionDays())
                .update();
        db.sql("delete from engagement.fatigue_cap").update();
        for (Cap cap : rules.caps()) {
            db.sql("insert into engagement.fatigue_cap (channel, days, most) values (:channel, :days, :most)")
                    .param("channel", cap.channel().map(Enum::name).orElse(null))
                    .param("days", cap.days())
                    .param("most", cap.most())
                    .update();
        }
        log(Map.of("caps", rules.caps().size(), "complaintDays", rules.complaintDays()));
    }

    @Transactional
    public void addHoliday(LocalDate day, String name) {
        db.sql("""
                        insert into engagement.holiday (day, name) values (:day, :name)
                        on conflict (day) do update set name = excluded.name
                        """).param("day", day).param("name", name).update();
        log(Map.of("holiday", day.toString()));
    }

    @Transactional
    public void removeHoliday(LocalDate day) {
        db.sql("delete from engagement.holiday where day = :day")
                .param("day", day)
                .update();
        log(Map.of("workingDay", day.toString()));
    }

    private void log(Map<String, ?> details) {
        audit.record(
                AuditAction.FATIGUE_RULES_CHANGED,
                new AuditSubject(AuditSubject.Kind.SOP, "fatigue", null),
                null,
                details);
    }

    private static LocalTime time(int minutes) {
        return LocalTime.ofSecondOfDay(minutes * 60L);
    }
}
