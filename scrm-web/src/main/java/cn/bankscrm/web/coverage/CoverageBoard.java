package cn.bankscrm.web.coverage;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageCell;
import cn.bankscrm.kpi.coverage.CoverageCounts;
import cn.bankscrm.kpi.coverage.CoverageDay;
import cn.bankscrm.kpi.coverage.CoverageGap;
import cn.bankscrm.kpi.coverage.CoverageLine;
import cn.bankscrm.kpi.coverage.CoverageLines;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageRate;
import cn.bankscrm.kpi.coverage.CoverageRow;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.CoverageSubject;
import cn.bankscrm.kpi.coverage.CoverageSummary;
import cn.bankscrm.kpi.coverage.CoverageTrend;
import cn.bankscrm.kpi.coverage.ManagedCustomer;
import cn.bankscrm.kpi.coverage.ManagedCustomers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the coverage page of one subject together. */
@Component
class CoverageBoard {

    /** Stands for a name that the scope does not hold. */
    static final String NO_NAME = "***";

    private static final int MOST_GAPS = 12;
    private static final int MOST_RANKED = 10;
    private static final int MOST_NEXT = 6;

    private final CoverageQueries coverage;
    private final CoverageLines lines;
    private final CoverageTrend trend;
    private final ManagedCustomers managed;
    private final CustomerQueries customers;

    CoverageBoard(
            CoverageQueries coverage,
            CoverageLines lines,
            CoverageTrend trend,
            ManagedCustomers managed,
            CustomerQueries customers) {
        this.coverage = coverage;
        this.lines = lines;
        this.trend = trend;
        this.managed = managed;
        this.customers = customers;
    }

    /** @return empty when the subject does not exist or lies outside the scope */
    Optional<CoverageView> view(CoverageAddress at, LocalDate day, DataScope scope) {
        boolean now = day.equals(coverage.today());
        Optional<CoverageSummary> summary =
                now ? trend.summary(at.subject(), CoverageSegment.ALL, scope) : Optional.empty();
        return summary.map(CoverageSummary::cell)
                .or(() -> coverage.cell(at.subject(), CoverageSegment.ALL, day, scope))
                .map(cell -> view(at, cell, summary, scope));
    }

    private CoverageView view(
            CoverageAddress at, CoverageCell cell, Optional<CoverageSummary> summary, DataScope scope) {
        CoverageSubject subject = at.subject();
        Optional<CoverageCounts> before = summary.isPresent()
                ? summary.get().weekAgo()
                : trend
                        .trend(
                                subject,
                                CoverageSegment.ALL,
                                cell.date().minusDays(7),
                                cell.date().minusDays(7),
                                scope)
                        .stream()
                        .findFirst()
                        .filter(day -> !day.provisional())
                        .flatMap(CoverageDay::counts);
        BigDecimal target = summary.flatMap(CoverageSummary::target)
                .map(CoverageRate::value)
                .orElse(null);
        List<CoverageLine> below = subject.isInstitution()
                ? lines.below(subject, cell.date(), scope)
                : lines.line(subject, cell.date(), scope).stream().toList();
        return new CoverageView(
                headline(at, cell, before, summary.flatMap(CoverageSummary::gap), target),
                tiles(cell, before, target),
                rows(at, below),
                gaps(at, below),
                subject.isInstitution() ? ranking(at, below) : List.of(),
                subject.isInstitution() && summary.isPresent() ? managers(at, scope) : List.of(),
                summary.isPresent() ? next(subject, scope) : List.of());
    }

    private static CoverageView.Headline headline(
            CoverageAddress at,
            CoverageCell cell,
            Optional<CoverageCounts> before,
            Optional<CoverageGap> gap,
            @Nullable BigDecimal target) {
        BigDecimal rate = rate(cell.counts());
        BigDecimal earlier = before.map(CoverageBoard::rate).orElse(null);
        return new CoverageView.Headline(
                cell.name(),
                cell.counts().managed(),
                cell.counts().certifiedOwn(),
                rate,
                rate == null || earlier == null ? null : rate.subtract(earlier),
                gap.map(g -> gap(at, g)).orElse(null),
                gap.map(g -> g.reference().value()).orElse(null),
                target);
    }

    private static CoverageView.Gap gap(CoverageAddress at, CoverageGap gap) {
        return new CoverageView.Gap(
                gap.name(),
                gap.segment().name(),
                gap.counts().managed(),
                gap.counts().certifiedOwn(),
                gap.counts().coverage().map(CoverageRate::value).orElse(BigDecimal.ZERO),
                gap.heads(),
                at.customers(gap.subject(), gap.segment().name(), "uncovered"));
    }

    private static CoverageView.Tiles tiles(
            CoverageCell cell, Optional<CoverageCounts> before, @Nullable BigDecimal target) {
        CoverageCounts counts = cell.counts();
        return new CoverageView.Tiles(
                counts.managed(),
                counts.certifiedOwn(),
                counts.certifiedAny() - counts.certifiedOwn(),
                cell.friends().links(),
                cell.friends().waiting(),
                before.map(b -> counts.certifiedOwn() - b.certifiedOwn()).orElse(null),
                rate(counts),
                target);
    }

    private List<CoverageView.HeatRow> rows(CoverageAddress at, List<CoverageLine> below) {
        List<CoverageSegment> columns = new ArrayList<>(List.of(CoverageSegment.ALL));
        columns.addAll(coverage.segments());
        Tones tones = Tones.over(below.stream()
                .flatMap(line -> line.counts().values().stream())
                .flatMap(counts -> counts.coverage().stream())
                .map(CoverageRate::value)
                .toList());
        return below.stream()
                .map(line -> new CoverageView.HeatRow(
                        line.name(),
                        at.of(line.subject()),
                        columns.stream()
                                .map(segment -> cell(at, line, segment, tones))
                                .toList()))
                .toList();
    }

    private static CoverageView.HeatCell cell(
            CoverageAddress at, CoverageLine line, CoverageSegment segment, Tones tones) {
        CoverageCounts counts = line.of(segment);
        BigDecimal rate = rate(counts);
        return new CoverageView.HeatCell(
                segment.name(),
                counts.managed(),
                counts.certifiedOwn(),
                rate,
                tones.of(rate),
                at.customers(line.subject(), segment.isAll() ? null : segment.name(), "uncovered"));
    }

    /** For the phone: where most customers are still to be won. */
    private static List<CoverageView.Gap> gaps(CoverageAddress at, List<CoverageLine> below) {
        return below.stream()
                .flatMap(line -> line.counts().entrySet().stream()
                        .filter(entry ->
                                !entry.getKey().isAll() && entry.getValue().uncovered() > 0)
                        .map(entry -> new CoverageView.Gap(
                                line.name(),
                                entry.getKey().name(),
                                entry.getValue().managed(),
                                entry.getValue().certifiedOwn(),
                                entry.getValue()
                                        .coverage()
                                        .map(CoverageRate::value)
                                        .orElse(BigDecimal.ZERO),
                                entry.getValue().uncovered(),
                                at.customers(line.subject(), entry.getKey().name(), "uncovered"))))
                .sorted(Comparator.comparingLong(CoverageView.Gap::missing)
                        .reversed()
                        .thenComparing(CoverageView.Gap::address))
                .limit(MOST_GAPS)
                .toList();
    }

    private static List<CoverageView.Rank> ranking(CoverageAddress at, List<CoverageLine> below) {
        List<CoverageRow> rows = below.stream()
                .filter(line -> line.subject().isInstitution())
                .map(line ->
                        new CoverageRow(line.subject(), line.name(), CoverageSegment.ALL, line.of(CoverageSegment.ALL)))
                .filter(row -> row.counts().managed() > 0)
                .sorted(Comparator.comparing((CoverageRow row) -> rateOr0(row.counts()))
                        .thenComparingLong(row -> row.counts().managed())
                        .reversed())
                .toList();
        return ranks(at, rows);
    }

    private List<CoverageView.Rank> managers(CoverageAddress at, DataScope scope) {
        return ranks(at, lines.managers(at.subject(), CoverageSegment.ALL, MOST_RANKED, scope));
    }

    private static List<CoverageView.Rank> ranks(CoverageAddress at, List<CoverageRow> rows) {
        List<CoverageView.Rank> ranks = new ArrayList<>();
        for (CoverageRow row : rows) {
            ranks.add(new CoverageView.Rank(
                    ranks.size() + 1,
                    row.name(),
                    row.counts().managed(),
                    row.counts().certifiedOwn(),
                    rateOr0(row.counts()),
                    at.of(row.subject())));
        }
        return ranks;
    }

    private List<CoverageView.Next> next(CoverageSubject subject, DataScope scope) {
        List<ManagedCustomer> first =
                managed.first(subject, CoverageSegment.ALL, ManagedCustomers.Covered.UNCOVERED, MOST_NEXT, scope);
        return named(first, scope);
    }

    /** With masked names, as far as the scope holds them. */
    List<CoverageView.Next> named(List<ManagedCustomer> list, DataScope scope) {
        Map<CustomerNo, String> names =
                customers.maskedNames(list.stream().map(ManagedCustomer::number).toList(), scope);
        return list.stream()
                .map(customer -> new CoverageView.Next(
                        customer.number().value(),
                        names.getOrDefault(customer.number(), NO_NAME),
                        customer.segments().stream().map(CoverageSegment::name).collect(Collectors.joining("、")),
                        customer.aum(),
                        customer.managerName(),
                        customer.standing().name()))
                .toList();
    }

    private static BigDecimal rateOr0(CoverageCounts counts) {
        return counts.coverage().map(CoverageRate::value).orElse(BigDecimal.ZERO);
    }

    private static @Nullable BigDecimal rate(CoverageCounts counts) {
        return counts.coverage().map(CoverageRate::value).orElse(null);
    }
}
