package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.scope.DataScope;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads coverage. What lies outside the scope of whoever asks is as if it did not exist: an empty answer, never a
 * refusal that would tell it is there.
 */
@Component
@Transactional(readOnly = true)
public class CoverageQueries {

    private final JdbcClient db;
    private final Subjects subjects;
    private final Segments segments;
    private final Cells cells;
    private final BusinessDays days;

    CoverageQueries(JdbcClient db, Subjects subjects, Segments segments, Cells cells, BusinessDays days) {
        this.db = db;
        this.subjects = subjects;
        this.segments = segments;
        this.cells = cells;
        this.days = days;
    }

    /** The current business day, Asia/Shanghai. */
    public LocalDate today() {
        return days.today();
    }

    /** The moment up to which every change shows in the live cells. */
    public Instant upToDateAt() {
        return db.sql("select min(marked_at) as marked_at from kpi.coverage_dirty")
                .query((row, number) -> Optional.ofNullable(row.getTimestamp("marked_at")))
                .single()
                .map(Timestamp::toInstant)
                .orElseGet(() -> days.now().toInstant());
    }

    /** Where somebody's view begins: the bank, their institution, or themselves; empty for those without any data. */
    public Optional<CoverageSubject> home(DataScope scope) {
        return subjects.home(scope).map(Located::subject);
    }

    /** The segments of the bank, in the order of their first delivery, without {@link CoverageSegment#ALL}. */
    public List<CoverageSegment> segments() {
        return segments.all();
    }

    /**
     * One cell.
     *
     * @param date as of the last second of this day; for the current day, as of now
     * @return empty when there is no such subject or segment, or it lies outside the scope
     */
    public Optional<CoverageCell> cell(
            CoverageSubject subject, CoverageSegment segment, LocalDate date, DataScope scope) {
        Optional<Located> found = subjects.find(subject, date, scope);
        Optional<Short> segmentId = segments.id(segment);
        if (found.isEmpty() || segmentId.isEmpty()) {
            return Optional.empty();
        }
        Located located = found.get();
        return Optional.of(cells.statement(date, located.customers(), located.id(), """
                        select * from cell where scope = :scope and scope_id = :root and segment_id = :segment
                        """)
                .param("scope", subject.kind().label())
                .param("segment", segmentId.get())
                .query((row, number) -> new CoverageCell(
                        subject, located.name(), segment, date, CellRows.counts(row), CellRows.friends(row)))
                .optional()
                .orElseGet(() -> new CoverageCell(
                        subject, located.name(), segment, date, CoverageCounts.NONE, FriendCounts.NONE)));
    }

    /** The way down to a subject from the top of the scope, the subject last; empty outside the scope. */
    public List<CoverageCrumb> crumbs(CoverageSubject subject, DataScope scope) {
        Optional<Located> found = subjects.find(subject, days.today(), scope);
        if (found.isEmpty()) {
            return List.of();
        }
        List<CoverageCrumb> crumbs = new ArrayList<>();
        Located located = found.get();
        Optional<Located> institution = subject.isInstitution() ? found : subjects.institutionOf(located, days.today());
        institution.ifPresent(i -> subjects.path(i, scope).forEach(step -> crumbs.add(CoverageCrumb.of(step))));
        if (!subject.isInstitution()) {
            crumbs.add(CoverageCrumb.of(located));
        }
        return crumbs;
    }
}
