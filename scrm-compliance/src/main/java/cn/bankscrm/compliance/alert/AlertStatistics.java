package cn.bankscrm.compliance.alert;

import java.sql.Date;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Alerts counted, as far as somebody oversees them: by week, institution, member of staff and category. */
@Component
@Transactional(readOnly = true)
public class AlertStatistics {

    private final JdbcClient db;

    /** Carries the time zone of the business. */
    private final Clock clock;

    AlertStatistics(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Alerts of a week, by level; levels without any are 0.
     *
     * @param week its Monday
     */
    public record Week(LocalDate week, Map<AlertLevel, Long> alerts) {

        public Week {
            alerts = Map.copyOf(alerts);
        }
    }

    /**
     * A line of a table.
     *
     * @param key a code, a staff number, a category
     * @param name null where there is none
     * @param alerts repeats counted
     * @param open groups that nobody has decided
     * @param inCase groups of which a case was opened, whether it is closed or not
     * @param closed groups whose case is closed
     * @param falsePositives groups whose words meant something else
     */
    public record Line(
            @Nullable String key,
            @Nullable String name,
            AlertSource source,
            long alerts,
            long grave,
            long groups,
            long open,
            long inCase,
            long closed,
            long falsePositives) {

        /** Whether it is a rule of the platform's own, whose name is in the message files. */
        public boolean named() {
            return source.namesItsRules();
        }
    }

    /** Every week of a span, also those without alerts. */
    public List<Week> weeks(Instant from, Instant until, Oversight oversight) {
        Map<LocalDate, Map<AlertLevel, Long>> weeks = new TreeMap<>();
        db.sql("""
                        select w.week::date as week, a.level, count(a.id) as n
                        from generate_series(
                            date_trunc('week', :from::timestamptz at time zone :zone),
                            date_trunc('week', (:until::timestamptz - interval '1 second') at time zone :zone), interval '7 days')
                            as w (week)
                        left join compliance.alert a on date_trunc('week', a.at at time zone :zone) = w.week
                            and a.at >= :from::timestamptz and a.at < :until::timestamptz
                            and\s""" + oversight.notOneself("a") + " group by 1, 2")
                .params(oversight.values())
                .param("from", from.toString())
                .param("until", until.toString())
                .param("zone", clock.getZone().getId())
                .query(row -> {
                    Map<AlertLevel, Long> counts = weeks.computeIfAbsent(
                            Objects.requireNonNull(row.getObject("week", Date.class))
                                    .toLocalDate(),
                            week -> none());
                    String level = row.getString("level");
                    if (level != null) {
                        counts.put(AlertLevel.valueOf(level), row.getLong("n"));
                    }
                });
        return weeks.entrySet().stream()
                .map(week -> new Week(week.getKey(), week.getValue()))
                .toList();
    }

    private static Map<AlertLevel, Long> none() {
        Map<AlertLevel, Long> counts = new EnumMap<>(AlertLevel.class);
        for (AlertLevel level : AlertLevel.values()) {
            counts.put(level, 0L);
        }
        return counts;
    }

    /** Institutions where staff worked whom alerts are about, the most first. */
    public List<Line> byInstitution(Instant from, Instant until, int most, Oversight oversight) {
        return lines("i.code", "i.name", "'WORD'", from, until, most, oversight);
    }

    /** Members of staff, the most first. */
    public List<Line> byStaff(Instant from, Instant until, int most, Oversight oversight) {
        return lines("s.staff_no", "s.name", "'WORD'", from, until, most, oversight);
    }

    /** Categories of words and other rules, the most first. */
    public List<Line> byRule(Instant from, Instant until, int most, Oversight oversight) {
        return lines("g.rule", "g.rule", "min(g.source)", from, until, most, oversight);
    }

    private List<Line> lines(
            String key, String name, String source, Instant from, Instant until, int most, Oversight oversight) {
        Map<String, @Nullable Object> values = new HashMap<>(oversight.values());
        values.put("from", from.toString());
        values.put("until", until.toString());
        values.put("most", most);
        return db.sql("""
                        select %s as key, %s as name, %s as source, sum(g.alerts) as alerts,
                            coalesce(sum(g.alerts) filter (where g.level in ('HIGH', 'URGENT')), 0) as grave, count(*) as groups,
                            count(*) filter (where g.state = 'OPEN') as open, count(*) filter (where g.state in ('IN_CASE', 'CLOSED')) as in_case,
                            count(*) filter (where g.state = 'CLOSED') as closed,
                            count(*) filter (where g.state = 'FALSE_POSITIVE') as false_positives
                        from compliance.alert_group g
                        left join core.pub_staff s on s.id = g.staff_id
                        left join core.pub_institution i on i.id = g.institution_id
                        where g.last_at >= :from::timestamptz and g.last_at < :until::timestamptz and %s
                        group by 1, 2
                        order by alerts desc, key
                        limit :most
                        """.formatted(key, name, source, oversight.notOneself("g")))
                .params(values)
                .query((row, n) -> new Line(
                        row.getString("key"),
                        row.getString("name"),
                        AlertSource.valueOf(row.getString("source")),
                        row.getLong("alerts"),
                        row.getLong("grave"),
                        row.getLong("groups"),
                        row.getLong("open"),
                        row.getLong("in_case"),
                        row.getLong("closed"),
                        row.getLong("false_positives")))
                .list();
    }
}
