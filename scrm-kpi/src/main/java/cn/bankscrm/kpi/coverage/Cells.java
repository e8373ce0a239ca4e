package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.scope.DataScope;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * Where the cells of a day come from: the live cells for the current day, the snapshot for a finished day that is
 * fresh, and a count from the facts for everything else.
 */
@Component
class Cells {

    private final JdbcClient db;
    private final BusinessDays days;

    Cells(JdbcClient db, BusinessDays days) {
        this.db = db;
        this.days = days;
    }

    /** Where the cells of a day are read. */
    enum Source {
        LIVE,
        STORED,
        COUNTED
    }

    Source source(LocalDate day) {
        boolean kept = db.sql(
                        day.equals(days.today())
                                ? "select exists (select from kpi.coverage_state where live_day = :day)"
                                // a late fact that is not folded yet has not been counted either
                                : """
                                select exists (select from kpi.coverage_daily_state where day = :day and computed = late)
                                    and not exists (select from kpi.coverage_dirty where since <= :day)
                                    and not exists (select from kpi.coverage_dirty_staff where since <= :day)
                                """)
                .param("day", day)
                .query(Boolean.class)
                .single();
        return !kept ? Source.COUNTED : day.equals(days.today()) ? Source.LIVE : Source.STORED;
    }

    /**
     * A statement over {@code cell} (scope, scope_id, segment_id and the sums) of a day.
     *
     * @param customers which customers must be counted where there is nothing kept
     * @param root the institution or manager that {@code customers} speaks of
     * @param select what to read; sees {@code :day} and {@code :root} beside its own parameters
     */
    StatementSpec statement(LocalDate day, CoverageSql.Customers customers, long root, String select) {
        String cells = switch (source(day)) {
            case LIVE -> "with cell as not materialized (select * from kpi.coverage_cell)\n";
            case STORED -> "with cell as not materialized (select * from kpi.coverage_daily where day = :day)\n";
            case COUNTED -> CoverageSql.cellsOf(customers);
        };
        return db.sql(cells + select)
                .param("day", day)
                .param("end", days.endOf(day))
                .param("root", root);
    }

    /** The customers that a whole scope is about. */
    static CoverageSql.Customers customersOf(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> CoverageSql.Customers.ALL;
            case DataScope.Subtree(var institution) -> CoverageSql.Customers.OF_INSTITUTION;
            case DataScope.OwnCustomers(var staff) -> CoverageSql.Customers.OF_MANAGER;
            case DataScope.Nothing() -> CoverageSql.Customers.NOBODY;
        };
    }

    /** Which cells {@code c} a scope may see, as a condition. */
    static String visible(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                (case c.scope
                    when 'institution' then c.scope_id in (
                        select institution_id from core.pub_institution_path where ancestor_id = :root)
                    else c.scope_id in (
                        select p.staff_id
                        from core.pub_staff_post p
                        join core.pub_institution_path u on u.institution_id = p.institution_id
                        where u.ancestor_id = :root
                          and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day))
                end)""";
            case DataScope.OwnCustomers(var staff) -> "c.scope = 'staff' and c.scope_id = :root";
            case DataScope.Nothing() -> "false";
        };
    }
}
