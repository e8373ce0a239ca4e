package cn.bankscrm.compliance.response;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Waits as figures, of staff who worked within the scope on the day of the question. A percentile of an institution is
 * one of all its waits: those of its members cannot be added up.
 */
@Component
@Transactional(readOnly = true)
public class ResponseQueries {

    private final JdbcClient db;

    /** Carries the time zone of the business. */
    private final Clock clock;

    ResponseQueries(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param institution whose children are compared; null for none
     * @param from first day of questions
     * @param until last day of questions
     * @param most members of staff at most
     */
    public ResponseBoard board(
            @Nullable InstitutionId institution, LocalDate from, LocalDate until, int most, DataScope scope) {
        List<ResponseRow> below = new ArrayList<>();
        List<ResponseRow> staff = new ArrayList<>();
        List<ResponseFigures> all = new ArrayList<>();
        db.sql("""
                        with w as (
                            select w.staff_id, w.answered_at, w.working_minutes, c.child_id,
                                coalesce(w.answered_at, :now) > w.due_at as late
                            from compliance.response_wait w
                            join core.pub_staff_post p on p.staff_id = w.staff_id
                                and p.valid_from <= (w.asked_at at time zone :zone)::date
                                and (p.valid_to is null or p.valid_to >= (w.asked_at at time zone :zone)::date)
                            left join (
                                select i.id as child_id, u.institution_id
                                from core.pub_institution i
                                join core.pub_institution_path u on u.ancestor_id = i.id
                                where i.parent_id = :institution) c on c.institution_id = p.institution_id
                            where w.asked_at >= :from and w.asked_at < :until and %s
                        ), f as (
                            select staff_id, child_id, grouping(staff_id, child_id) as level,
                                count(*) as waits, count(answered_at) as answered, count(*) filter (where late) as late,
                                percentile_disc(0.5) within group (order by working_minutes) as median,
                                percentile_disc(0.9) within group (order by working_minutes) as ninetieth
                            from w group by grouping sets ((), (staff_id), (child_id))
                        )
                        select f.*, coalesce(s.staff_no, i.code, '') as key,
                            coalesce(s.name, s.wecom_userid, i.name, '') as name
                        from f
                        left join core.pub_staff s on s.id = f.staff_id
                        left join core.pub_institution i on i.id = f.child_id
                        order by f.late desc, f.ninetieth desc nulls last, key
                        """.formatted(within(scope)))
                .param("now", Timestamp.from(clock.instant()))
                .param("zone", clock.getZone().getId())
                .param(
                        "institution",
                        Optional.ofNullable(institution)
                                .map(InstitutionId::value)
                                .orElse(null))
                .param("from", Timestamp.from(from.atStartOfDay(clock.getZone()).toInstant()))
                .param(
                        "until",
                        Timestamp.from(
                                until.plusDays(1).atStartOfDay(clock.getZone()).toInstant()))
                .param("root", root(scope))
                .query(row -> {
                    ResponseFigures figures = figures(row);
                    // the bits of grouping(): which column the row is not about
                    switch (row.getInt("level")) {
                        case 0b11 -> all.add(figures);
                        case 0b01 ->
                            staff.add(new ResponseRow(false, row.getString("key"), row.getString("name"), figures));
                        default -> {
                            if (row.getObject("child_id") != null) {
                                below.add(new ResponseRow(true, row.getString("key"), row.getString("name"), figures));
                            }
                        }
                    }
                });
        return new ResponseBoard(
                all.isEmpty() ? ResponseFigures.NONE : all.getFirst(),
                below,
                staff.stream().limit(most).toList());
    }

    private static ResponseFigures figures(ResultSet row) throws SQLException {
        return new ResponseFigures(
                row.getLong("waits"),
                row.getLong("answered"),
                row.getLong("late"),
                Optional.ofNullable(row.getObject("median", Integer.class)),
                Optional.ofNullable(row.getObject("ninetieth", Integer.class)));
    }

    private static String within(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    p.institution_id in (
                        select institution_id from core.pub_institution_path where ancestor_id = :root)""";
            case DataScope.OwnCustomers(var staff) -> "w.staff_id = :root";
            case DataScope.Nothing() -> "false";
        };
    }

    private static long root(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> 0;
            case DataScope.Subtree(var institution) -> institution.value();
            case DataScope.OwnCustomers(var staff) -> staff.value();
            case DataScope.Nothing() -> 0;
        };
    }
}
