package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageSubject.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What lies below an institution, line by line: the heat map and the ranking. Nothing is given for an institution
 * outside the scope.
 */
@Component
@Transactional(readOnly = true)
public class CoverageLines {

    /** Rankings are read by people. */
    public static final int LONGEST_RANKING = 200;

    /** The cells {@code c} of the subjects in {@code asked} (scope, scope_id), with names. */
    private static final String NAMED = """
            select c.*, coalesce(i.code, t.staff_no) as key, coalesce(i.name, t.name, '') as name,
                case when c.segment_id = 0 then '全部' else s.name end as segment
            from (%s) asked
            join cell c on c.scope = asked.scope and c.scope_id = asked.scope_id
            left join core.pub_institution i on c.scope = 'institution' and i.id = c.scope_id
            left join core.pub_staff t on c.scope = 'staff' and t.id = c.scope_id
            left join core.pub_segment s on s.id = c.segment_id
            where c.managed > 0
            """;

    private static final String IN_POST = "p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)";

    private static final String BELOW =
            NAMED.formatted("""
            select 'institution' as scope, id as scope_id from core.pub_institution where parent_id = :root
            union
            select 'staff', p.staff_id from core.pub_staff_post p where p.institution_id = :root and\s""" + IN_POST) + "order by c.scope, coalesce(i.code, t.staff_no) collate \"C\"";

    private static final String ONE =
            NAMED.formatted("select cast(:scope as text) as scope, cast(:root as bigint) as scope_id");

    private static final String MANAGERS = NAMED.formatted("""
            select distinct 'staff' as scope, p.staff_id as scope_id
            from core.pub_staff_post p
            join core.pub_institution_path u on u.institution_id = p.institution_id
            where u.ancestor_id = :root and\s""" + IN_POST) + """
            and c.segment_id = :segment
            order by c.certified_own::numeric / c.managed desc, c.managed desc, t.staff_no collate "C"
            limit :limit
            """;

    private final Subjects subjects;
    private final Cells cells;
    private final Segments segments;
    private final BusinessDays days;

    CoverageLines(Subjects subjects, Cells cells, Segments segments, BusinessDays days) {
        this.subjects = subjects;
        this.segments = segments;
        this.cells = cells;
        this.days = days;
    }

    /**
     * The institutions right below one, then the managers whose post is in it itself; together they are the whole. Only
     * those who manage customers; by code and by staff number.
     *
     * @param date as of the last second of this day; for the current day, as of now
     */
    public List<CoverageLine> below(CoverageSubject institution, LocalDate date, DataScope scope) {
        return located(institution, scope)
                .map(top -> read(cells.statement(date, top.customers(), top.id(), BELOW)))
                .orElse(List.of());
    }

    /** The line of one subject; empty outside the scope. */
    public Optional<CoverageLine> line(CoverageSubject subject, LocalDate date, DataScope scope) {
        return subjects.find(subject, date, scope)
                .flatMap(top ->
                        read(cells.statement(date, top.customers(), top.id(), ONE)
                                        .param("scope", subject.kind().label()))
                                .stream()
                                .findFirst());
    }

    /**
     * The managers of an institution and all below it, best coverage first; now.
     *
     * @param limit how many, at most {@link #LONGEST_RANKING}
     */
    public List<CoverageRow> managers(
            CoverageSubject institution, CoverageSegment segment, int limit, DataScope scope) {
        LocalDate today = days.today();
        Optional<Short> segmentId = segments.id(segment);
        if (segmentId.isEmpty()) {
            return List.of();
        }
        return located(institution, scope)
                .map(top -> cells.statement(today, top.customers(), top.id(), MANAGERS)
                        .param("segment", segmentId.get())
                        .param("limit", Math.min(limit, LONGEST_RANKING))
                        .query((row, number) -> new CoverageRow(
                                new CoverageSubject(Kind.STAFF, row.getString("key")),
                                row.getString("name"),
                                segment,
                                CellRows.counts(row)))
                        .list())
                .orElse(List.of());
    }

    private Optional<Located> located(CoverageSubject institution, DataScope scope) {
        return institution.isInstitution() ? subjects.find(institution, days.today(), scope) : Optional.empty();
    }

    private static List<CoverageLine> read(StatementSpec statement) {
        Map<CoverageSubject, Map<CoverageSegment, CoverageCounts>> counts = new LinkedHashMap<>();
        Map<CoverageSubject, String> names = new HashMap<>();
        Map<CoverageSubject, FriendCounts> friends = new HashMap<>();
        statement.query(row -> {
            CoverageSubject subject =
                    new CoverageSubject(Kind.ofLabel(row.getString("scope")).orElseThrow(), row.getString("key"));
            CoverageSegment segment = new CoverageSegment(row.getString("segment"));
            counts.computeIfAbsent(subject, s -> new HashMap<>()).put(segment, CellRows.counts(row));
            names.put(subject, row.getString("name"));
            if (segment.isAll()) {
                friends.put(subject, CellRows.friends(row));
            }
        });
        List<CoverageLine> lines = new ArrayList<>();
        counts.forEach((subject, bySegment) -> lines.add(new CoverageLine(
                subject,
                names.getOrDefault(subject, ""),
                bySegment,
                friends.getOrDefault(subject, FriendCounts.NONE))));
        return lines;
    }
}
