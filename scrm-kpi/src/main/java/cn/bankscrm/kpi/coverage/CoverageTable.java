package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageSubject.Kind;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Every line of coverage that somebody may see, for files: read as a stream, never held in memory. */
@Component
public class CoverageTable {

    private static final int ROWS_AT_A_TIME = 2_000;

    private final Cells cells;

    CoverageTable(Cells cells) {
        this.cells = cells;
    }

    /**
     * Hands over every institution and every manager × segment with at least one managed customer, institutions first,
     * by code or staff number and segment, in the order of their characters.
     *
     * @param date as of the last second of this day; for the current day, as of now
     */
    @Transactional(readOnly = true)
    public void read(LocalDate date, DataScope scope, Consumer<CoverageRow> rows) {
        StatementSpec statement = cells.statement(
                date, Cells.customersOf(scope), Subjects.root(scope), """
                select * from (
                    select c.scope, coalesce(i.code, t.staff_no) as key, coalesce(i.name, t.name, '') as name,
                        case when c.segment_id = 0 then :all else s.name end as segment,
                        c.managed, c.certified_own, c.certified_any
                    from cell c
                    left join core.pub_institution i on c.scope = 'institution' and i.id = c.scope_id
                    left join core.pub_staff t on c.scope = 'staff' and t.id = c.scope_id
                    left join core.pub_segment s on s.id = c.segment_id
                    where c.managed > 0 and %s) named
                order by scope collate "C", key collate "C", segment collate "C"
                """.formatted(Cells.visible(scope)));
        statement
                .param("all", CoverageSegment.ALL.name())
                .withFetchSize(ROWS_AT_A_TIME)
                .query(row -> {
                    rows.accept(new CoverageRow(
                            new CoverageSubject(
                                    Kind.ofLabel(row.getString("scope")).orElseThrow(),
                                    Objects.requireNonNull(row.getString("key"))),
                            row.getString("name"),
                            new CoverageSegment(row.getString("segment")),
                            new CoverageCounts(
                                    row.getLong("managed"),
                                    row.getLong("certified_own"),
                                    row.getLong("certified_any"))));
                });
    }
}
