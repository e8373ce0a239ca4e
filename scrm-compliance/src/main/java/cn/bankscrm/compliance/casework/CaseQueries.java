package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.Oversight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cases as far as somebody oversees them. A case with an alert about oneself does not exist for oneself. */
@Component
@Transactional(readOnly = true)
public class CaseQueries {

    private static final String CASE = """
            select f.*, i.code, i.name as institution_name, e.name as escalated_name, of.alerts as alerts_in, of.staff,
                f.state <> 'CLOSED' and f.due_at < :now as overdue
            from compliance.case_file f
            left join core.pub_institution i on i.id = f.institution_id
            left join core.pub_institution e on e.id = f.escalated_to
            left join lateral (
                select coalesce(sum(g.alerts), 0) as alerts,
                    coalesce(string_agg(distinct s.name, '、'), '') as staff
                from compliance.case_alert c
                join compliance.alert_group g on g.id = c.group_id
                left join core.pub_staff s on s.id = g.staff_id
                where c.case_id = f.id) of on true
            where
            """;

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
        return db.sql(CASE + visible(oversight) + """
                         and (f.state = :state::text or :state::text is null and f.state <> 'CLOSED')
                         and (:owner::text is null or f.owner = :owner)
                         and (not :overdue or f.state <> 'CLOSED' and f.due_at < :now)
                         and (:after::bigint is null
                             or (f.due_at, f.id) > (select l.due_at, l.id from compliance.case_file l where l.id = :after))
                        order by f.due_at, f.id
                        limit :most
                        """)
                .params(values(oversight))
                .param(
                        "state",
                        Optional.ofNullable(filter.state()).map(Enum::name).orElse(null))
                .param("owner", filter.owner())
                .param("overdue", filter.overdue())
                .param("after", after.orElse(null))
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

    /** What was done in a case, in order; nothing where it does not exist for whoever asks. */
    public List<CaseStep> steps(long id, Oversight oversight) {
        return find(id, oversight).isPresent() ? steps.of(id) : List.of();
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

    /** How many are not closed in time. */
    public long overdue(Oversight oversight) {
        return db.sql("select count(*) from compliance.case_file f where f.state <> 'CLOSED' and f.due_at < :now and "
                        + visible(oversight))
                .params(values(oversight))
                .query(Long.class)
                .single();
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
                Objects.requireNonNull(row.getString("staff")),
                row.getLong("alerts_in"),
                Objects.requireNonNull(row.getString("opened_by")),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                Optional.ofNullable(row.getString("disposition"))
                        .map(Disposition::valueOf)
                        .orElse(null),
                row.getObject("remediation_due", LocalDate.class),
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
