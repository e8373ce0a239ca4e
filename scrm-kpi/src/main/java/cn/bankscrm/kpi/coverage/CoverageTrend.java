package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.scope.DataScope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Coverage over time, and what stands out: the lines of a chart and the sentence above a page. */
@Component
@Transactional(readOnly = true)
public class CoverageTrend {

    /** The longest trend: two years. */
    public static final int LONGEST_DAYS = 731;

    private final JdbcClient db;
    private final CoverageQueries coverage;
    private final CoverageLines lines;
    private final Subjects subjects;
    private final Segments segments;
    private final BusinessDays days;
    private final CoverageProperties properties;

    CoverageTrend(
            JdbcClient db,
            CoverageQueries coverage,
            CoverageLines lines,
            Subjects subjects,
            Segments segments,
            BusinessDays days,
            CoverageProperties properties) {
        this.db = db;
        this.coverage = coverage;
        this.lines = lines;
        this.subjects = subjects;
        this.segments = segments;
        this.days = days;
        this.properties = properties;
    }

    /**
     * A line through the days: from the snapshots, the current day from the live cells.
     *
     * @param from the first day; moved up when the span is longer than {@link #LONGEST_DAYS}
     * @param to the last day, not after today
     * @return every day of the span in order, those without a snapshot too; nothing outside the scope
     */
    public List<CoverageDay> trend(
            CoverageSubject subject, CoverageSegment segment, LocalDate from, LocalDate to, DataScope scope) {
        LocalDate today = days.today();
        Optional<Located> found = subjects.find(subject, today, scope);
        Optional<Short> segmentId = segments.id(segment);
        if (found.isEmpty() || segmentId.isEmpty()) {
            return List.of();
        }
        LocalDate last = to.isAfter(today) ? today : to;
        LocalDate first = from.isBefore(last.minusDays(LONGEST_DAYS - 1L)) ? last.minusDays(LONGEST_DAYS - 1L) : from;
        Map<LocalDate, CoverageDay> known = snapshots(found.get(), segmentId.get(), first, last);
        List<CoverageDay> trend = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            trend.add(
                    day.equals(today)
                            ? live(subject, segment, today, scope)
                            : known.getOrDefault(
                                    day, new CoverageDay(day, Optional.empty(), FriendCounts.NONE, false)));
        }
        return trend;
    }

    /** What the sentence above a page tells; empty outside the scope. */
    public Optional<CoverageSummary> summary(CoverageSubject subject, CoverageSegment segment, DataScope scope) {
        LocalDate today = days.today();
        return coverage.cell(subject, segment, today, scope)
                .map(cell -> new CoverageSummary(
                        cell,
                        trend(subject, segment, today.minusDays(7), today.minusDays(7), scope).stream()
                                .findFirst()
                                .filter(day -> !day.provisional())
                                .flatMap(CoverageDay::counts),
                        gap(subject, today, scope),
                        properties.targetRate()));
    }

    private CoverageDay live(CoverageSubject subject, CoverageSegment segment, LocalDate today, DataScope scope) {
        Optional<CoverageCell> cell = coverage.cell(subject, segment, today, scope);
        return new CoverageDay(
                today,
                cell.map(CoverageCell::counts),
                cell.map(CoverageCell::friends).orElse(FriendCounts.NONE),
                false);
    }

    private Map<LocalDate, CoverageDay> snapshots(Located subject, short segment, LocalDate first, LocalDate last) {
        Map<LocalDate, CoverageDay> known = new HashMap<>();
        db.sql("""
                        select s.day, s.computed <> s.late as provisional,
                            coalesce(d.managed, 0) as managed, coalesce(d.certified_own, 0) as certified_own,
                            coalesce(d.certified_any, 0) as certified_any, coalesce(d.friends, 0) as friends,
                            coalesce(d.friends_certified, 0) as friends_certified
                        from kpi.coverage_daily_state s
                        left join kpi.coverage_daily d on d.day = s.day
                            and d.scope = :scope and d.scope_id = :id and d.segment_id = :segment
                            and d.day between :first and :last
                        where s.day between :first and :last and s.computed is not null
                        """)
                .param("scope", subject.subject().kind().label())
                .param("id", subject.id())
                .param("segment", segment)
                .param("first", first)
                .param("last", last)
                .query(row -> {
                    LocalDate day = row.getObject("day", LocalDate.class);
                    known.put(
                            day,
                            new CoverageDay(
                                    day,
                                    Optional.of(CellRows.counts(row)),
                                    CellRows.friends(row),
                                    row.getBoolean("provisional")));
                });
        return known;
    }

    /** Below an institution among its lines, for a manager among the own segments. */
    private Optional<CoverageGap> gap(CoverageSubject subject, LocalDate today, DataScope scope) {
        Map<CoverageSegment, Reference> references = references(today);
        List<CoverageLine> candidates = subject.isInstitution()
                ? lines.below(subject, today, scope)
                : lines.line(subject, today, scope).stream().toList();
        return candidates.stream()
                .flatMap(line -> line.counts().entrySet().stream()
                        .filter(entry -> !entry.getKey().isAll() && references.containsKey(entry.getKey()))
                        .map(entry -> gap(line, entry.getKey(), entry.getValue(), references)))
                .filter(gap -> gap.heads() > 0)
                .max(Comparator.comparingLong(CoverageGap::heads)
                        .thenComparingLong(gap -> gap.counts().managed())
                        .thenComparing(gap -> gap.subject().key(), Comparator.reverseOrder())
                        .thenComparing(gap -> gap.segment().name(), Comparator.reverseOrder()));
    }

    private static CoverageGap gap(
            CoverageLine line,
            CoverageSegment segment,
            CoverageCounts counts,
            Map<CoverageSegment, Reference> references) {
        Reference reference = references.getOrDefault(segment, Reference.NOTHING);
        return new CoverageGap(
                line.subject(),
                line.name(),
                segment,
                counts,
                reference.rate(),
                reference.asked(counts.managed()) - counts.certifiedOwn());
    }

    /** What each segment is measured by. The bank's own coverage tells nothing about any other institution. */
    private Map<CoverageSegment, Reference> references(LocalDate today) {
        Map<CoverageSegment, Reference> references = new HashMap<>();
        DataScope bank = new DataScope.WholeBank();
        coverage.home(bank)
                .flatMap(root -> lines.line(root, today, bank))
                .ifPresent(line -> line.counts()
                        .forEach((segment, counts) -> properties
                                .targetRate()
                                .map(Reference::of)
                                .or(() -> Reference.of(counts))
                                .ifPresent(reference -> references.put(segment, reference))));
        return references;
    }

    /**
     * A share, as shown and in full: by a rounded share the whole bank would fall one head short of itself.
     *
     * @param rate rounded
     * @param heads of {@code among}
     * @param among more than none
     */
    private record Reference(CoverageRate rate, long heads, long among) {

        static final Reference NOTHING = of(CoverageRate.of(0, 1));

        static Reference of(CoverageRate rate) {
            return new Reference(
                    rate,
                    rate.value().unscaledValue().longValueExact(),
                    BigDecimal.TEN.pow(rate.value().scale()).longValueExact());
        }

        static Optional<Reference> of(CoverageCounts counts) {
            return counts.coverage().map(rate -> new Reference(rate, counts.certifiedOwn(), counts.managed()));
        }

        long asked(long managed) {
            return Math.ceilDiv(Math.multiplyExact(heads, managed), among);
        }
    }
}
