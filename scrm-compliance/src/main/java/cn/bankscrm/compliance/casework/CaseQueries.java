package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.Oversight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cases as far as somebody oversees them. A case with an alert about oneself does not exist for oneself. */
@Component
@Transactional(readOnly = true)
public class CaseQueries {

    private static final String CASE = """
            select f.*, i.code, i.name as institution_name, e.name as escalated_name, of.alerts as alerts_in, of.staff, of.rules,
                case when f.state <> 'CLOSED' and newest.step = 'HAND_OVER' then newest.by end as handed_over_by,
                f.state <> 'CLOSED' and f.due_at < :now as overdue
            from compliance.case_file f
            left join core.pub_institution i on i.id = f.institution_id
            left join core.pub_institution e on e.id = f.escalated_to
            left join lateral (
                select coalesce(sum(g.alerts), 0) as alerts,
                    coalesce(string_agg(distinct s.name, '、'), '') as staff, coalesce(array_agg(distinct g.rule), '{}') as rules
                from compliance.case_alert c
                join compliance.alert_group g on g.id = c.group_id
                left join core.pub_staff s on s.id = g.staff_id
                where c.case_id = f.id) of on true
            left join lateral (
                select h.step, h.by from compliance.case_step h
                where h.case_id = f.id and h.step not in ('NOTE', 'ALERTS_ADDED', 'ESCALATED') order by h.id desc limit 1) newest on true
            where
            """;

    private static final String FILTER = """
             and (f.state = :state::text or :state::text is null and f.state <> 'CLOSED')
             and (:owner::text is null or f.owner = :owner)
             and (not :overdue or f.state <> 'CLOSED' and f.due_at < :now)
            """;
    private static final String ORDER = " order by f.due_at, f.id ";

    private final JdbcClient db;
    private final CaseSteps steps;
    private final Clock clock;

    CaseQueries(JdbcClient db, CaseSteps steps, Clock clock) {
        this.db = db;
        this.steps = steps;
        this.clock = clock;
    }

    static String visible(Oversight oversight) {
        return oversight.within("f") + """
                 and not exists (
                    select from compliance.case_alert mine join compliance.alert_group g on g.id = mine.group_id
                    where mine.case_id = f.id and g.staff_id = :self)
                """;
    }

    /**
     * Those due first before others.
     *
     * @param after the last case of the part before; empty for the first part
     */
    public List<CaseFile> list(CaseFilter filter, Optional<Long> after, int most, Oversight oversight) {
        return db.sql(CASE + visible(oversight) + FILTER + """
                         and (:after::bigint is null
                             or (f.due_at, f.id) > (select l.due_at, l.id from compliance.case_file l where l.id = :after))
                        """ + ORDER + "limit :most")
                .params(values(filter, oversight))
                .param("after", after.orElse(null))
                .param("most", most)
                .query((row, n) -> file(row))
                .list();
    }

    /** All that fit, for a file. */
    public void each(CaseFilter filter, int most, Oversight oversight, Consumer<CaseFile> rows) {
        try (Stream<CaseFile> files = db
                .sql(CASE + visible(oversight) + FILTER + ORDER + "limit :most")
                .params(values(filter, oversight))
                .param("most", most)
                .query((row, n) -> file(row))
                .stream()) {
            files.forEach(rows);
        }
    }

    /** Those that take further alerts: one's own first, the newest before older ones. */
    public List<CaseFile> takingAlerts(String account, int most, Oversight oversight) {
        return db.sql(
                        CASE + visible(oversight)
                                + " and f.state = any(:states) order by f.owner is not distinct from :account desc, f.id desc limit :most")
                .params(values(oversight))
                .param(
                        "states",
                        Arrays.stream(CaseState.values())
                                .filter(state -> state.withMoreAlerts().isPresent())
                                .map(Enum::name)
                                .toArray(String[]::new))
                .param("account", account)
                .param("most", most)
                .query((row, n) -> file(row))
                .list();
    }

    public Optional<CaseFile> find(long id, Oversight oversight) {
        return db.sql(CASE + visible(oversight) + " and f.id = :id")
                .params(values(oversight))
                .param("id", id)
                .query((row, n) -> file(row))
                .optional();
    }

    /**
     * What was done in a case, in order; nothing where it does not exist for whoever asks.
     *
     * @param notes whether what was said is told, too: notes may quote chats, and are for those who may read these
     */
    public List<CaseStep> steps(long id, Oversight oversight, boolean notes) {
        return find(id, oversight).isPresent() ? steps.of(id, notes) : List.of();
    }

    /** How many there are in each state. */
    public Map<CaseState, Long> counts(Oversight oversight) {
        Map<CaseState, Long> counts = new EnumMap<>(CaseState.class);
        for (CaseState state : CaseState.values()) {
            counts.put(state, 0L);
        }
        db.sql("select f.state, count(*) as n from compliance.case_file f where " + visible(oversight)
                        + " group by f.state")
                .params(oversight.values())
                .query(row -> {
                    counts.put(CaseState.valueOf(row.getString("state")), row.getLong("n"));
                });
        return counts;
    }

    /** How many somebody answers for and are not closed. */
    public long ownedBy(String account, Oversight oversight) {
        return db.sql(
                        "select count(*) from compliance.case_file f where f.state <> 'CLOSED' and f.owner = :account and "
                                + visible(oversight))
                .params(oversight.values())
                .param("account", account)
                .query(Long.class)
                .single();
    }

    /** How many are not closed in time. */
    public long overdue(Oversight oversight) {
        return db.sql("select count(*) from compliance.case_file f where f.state <> 'CLOSED' and f.due_at < :now and "
                        + visible(oversight))
                .params(values(oversight))
                .query(Long.class)
                .single();
    }

    private Map<String, @Nullable Object> values(CaseFilter filter, Oversight oversight) {
        Map<String, @Nullable Object> values = values(oversight);
        values.put("state", Optional.ofNullable(filter.state()).map(Enum::name).orElse(null));
        values.put("owner", filter.owner());
        values.put("overdue", filter.overdue());
        return values;
    }

    private Map<String, @Nullable Object> values(Oversight oversight) {
        Map<String, @Nullable Object> values = new HashMap<>(oversight.values());
        values.put("now", Timestamp.from(clock.instant()));
        return values;
    }

    private static CaseFile file(ResultSet row) throws SQLException {
        return new CaseFile(
                row.getLong("id"),
                AlertLevel.valueOf(row.getString("level")),
                CaseState.valueOf(row.getString("state")),
                row.getString("code"),
                row.getString("institution_name"),
                row.getString("owner"),
                row.getString("handed_over_by"),
                Objects.requireNonNull(row.getString("staff")),
                List.of((String[]) row.getArray("rules").getArray()),
                row.getLong("alerts_in"),
                Objects.requireNonNull(row.getString("opened_by")),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                Optional.ofNullable(row.getString("disposition"))
                        .map(Disposition::valueOf)
                        .orElse(null),
                row.getObject("remediation_due", LocalDate.class),
                row.getString("decided_by"),
                row.getString("closing_by"),
                row.getString("closed_by"),
                instant(row, "closed_at"),
                row.getInt("escalations"),
                row.getString("escalated_name"),
                row.getBoolean("overdue"),
                row.getInt("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
