package cn.bankscrm.kpi.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.kpi.coverage.ManagedCustomers.Covered;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CoverageReadingTests {

    private static final DataScope BANK = new DataScope.WholeBank();
    private static final LocalDate TODAY = ReferenceBank.AS_OF;
    private static final CoverageSubject HEAD_OFFICE = CoverageSubject.of(new InstitutionCode("0000"));
    private static final CoverageSubject BRANCH = CoverageSubject.of(new InstitutionCode("0100"));
    private static final CoverageSubject ELSEWHERE = CoverageSubject.of(new InstitutionCode("0200"));
    private static final CoverageSubject SUB_BRANCH = CoverageSubject.of(new InstitutionCode("0101"));
    private static final CoverageSubject MANAGER = CoverageSubject.of(new StaffNo("S00003"));

    private static final CoverageFixture COVERAGE = CoverageFixture.fresh();

    @BeforeAll
    static void load() {
        ReferenceBank.load(COVERAGE.database);
        COVERAGE.setToTheEndOf(TODAY);
        COVERAGE.foldAll();
    }

    @Test
    void childrenAndDirectManagersTogetherAreTheWhole() {
        for (CoverageSubject institution : List.of(HEAD_OFFICE, BRANCH, SUB_BRANCH)) {
            List<CoverageLine> below = COVERAGE.lines.below(institution, TODAY, BANK);
            List<CoverageSegment> segments = new ArrayList<>(COVERAGE.queries.segments());
            segments.add(CoverageSegment.ALL);
            for (CoverageSegment segment : segments) {
                CoverageCounts whole = COVERAGE.queries
                        .cell(institution, segment, TODAY, BANK)
                        .orElseThrow()
                        .counts();
                assertThat(sum(below, segment, CoverageCounts::managed)).isEqualTo(whole.managed());
                assertThat(sum(below, segment, CoverageCounts::certifiedOwn)).isEqualTo(whole.certifiedOwn());
                assertThat(sum(below, segment, CoverageCounts::certifiedAny)).isEqualTo(whole.certifiedAny());
            }
        }
    }

    @Test
    void theListBehindAFigureHasItsHeads() {
        CoverageSegment wealthy = new CoverageSegment("私行");
        CoverageCounts counts = COVERAGE.queries
                .cell(BRANCH, wealthy, TODAY, BANK)
                .orElseThrow()
                .counts();

        assertThat(pages(BRANCH, wealthy, Covered.ALL)).hasSize((int) counts.managed());
        assertThat(pages(BRANCH, wealthy, Covered.COVERED))
                .hasSize((int) counts.certifiedOwn())
                .allMatch(customer -> customer.standing() == Standing.OWN_FRIEND);
        assertThat(pages(BRANCH, wealthy, Covered.UNCOVERED))
                .hasSize((int) counts.uncovered())
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparing(ManagedCustomer::aum).reversed())
                .allMatch(customer -> customer.segments().contains(wealthy))
                .filteredOn(customer -> customer.standing() == Standing.COLLEAGUES_FRIEND)
                .hasSize((int) (counts.certifiedAny() - counts.certifiedOwn()));
    }

    @Test
    void ranksTheManagersOfASubtreeByTheirCoverage() {
        List<CoverageRow> ranking = COVERAGE.lines.managers(BRANCH, CoverageSegment.ALL, 200, BANK);

        assertThat(ranking)
                .isSortedAccordingTo(Comparator.comparing(
                                (CoverageRow row) -> row.counts().coverage().orElseThrow())
                        .reversed())
                .hasSameSizeAs(COVERAGE.lines(TODAY, COVERAGE.subtree("0100")).stream()
                        .filter(line -> line.startsWith("staff,") && line.contains(",全部,"))
                        .toList());
    }

    @Test
    void crumbsLeadFromTheTopOfTheScopeToTheManager() {
        assertThat(COVERAGE.queries.crumbs(SUB_BRANCH, BANK))
                .extracting(crumb -> crumb.subject().key())
                .containsExactly("0000", "0100", "0101");
        assertThat(COVERAGE.queries.crumbs(SUB_BRANCH, COVERAGE.subtree("0100")))
                .extracting(crumb -> crumb.subject().key())
                .containsExactly("0100", "0101");
        assertThat(COVERAGE.queries.crumbs(MANAGER, BANK))
                .last()
                .extracting(CoverageCrumb::subject)
                .isEqualTo(MANAGER);
    }

    @Test
    void theViewBeginsWhereTheScopeDoes() {
        assertThat(COVERAGE.queries.home(BANK)).contains(HEAD_OFFICE);
        assertThat(COVERAGE.queries.home(COVERAGE.subtree("0100"))).contains(BRANCH);
        assertThat(COVERAGE.queries.home(COVERAGE.own("S00003"))).contains(MANAGER);
        assertThat(COVERAGE.queries.home(new DataScope.Nothing())).isEmpty();
    }

    @Test
    void whatLiesOutsideTheScopeIsAsIfItWereNotThere() {
        for (DataScope scope : List.of(COVERAGE.subtree("0200"), COVERAGE.own("S00003"), new DataScope.Nothing())) {
            assertThat(COVERAGE.queries.cell(BRANCH, CoverageSegment.ALL, TODAY, scope))
                    .isEmpty();
            assertThat(COVERAGE.queries.crumbs(BRANCH, scope)).isEmpty();
            assertThat(COVERAGE.lines.below(BRANCH, TODAY, scope)).isEmpty();
            assertThat(COVERAGE.lines.managers(BRANCH, CoverageSegment.ALL, 10, scope))
                    .isEmpty();
            assertThat(trend().trend(BRANCH, CoverageSegment.ALL, TODAY, TODAY, scope))
                    .isEmpty();
            assertThat(trend().summary(BRANCH, CoverageSegment.ALL, scope)).isEmpty();
            assertThat(COVERAGE.customers.first(BRANCH, CoverageSegment.ALL, Covered.ALL, 10, scope))
                    .isEmpty();
        }
        assertThat(COVERAGE.queries.cell(ELSEWHERE, CoverageSegment.ALL, TODAY, COVERAGE.subtree("0200")))
                .isPresent();
    }

    @Test
    void everyRowInASubtreeIsOneOfTheBanksAndNoneIsOfAnotherBranch() {
        List<String> branch = COVERAGE.lines(TODAY, COVERAGE.subtree("0100"));

        assertThat(ReferenceBank.expectedCoverage()).containsAll(branch);
        assertThat(branch)
                .isNotEmpty()
                .noneMatch(line -> line.startsWith("institution,00"))
                .noneMatch(line -> line.startsWith("institution,02"))
                .noneMatch(line -> line.startsWith("institution,03"));
        assertThat(COVERAGE.lines(TODAY, COVERAGE.own("S00003")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("staff,S00003,"));
        assertThat(COVERAGE.lines(TODAY, new DataScope.Nothing())).isEmpty();
    }

    @Test
    void anEarlierDayIsCountedWithinTheScopeAlone() {
        LocalDate earlier = TODAY.minusDays(30);
        List<String> all = COVERAGE.lines(earlier, BANK);

        assertThat(COVERAGE.cells.source(earlier)).isEqualTo(Cells.Source.COUNTED);
        assertThat(all).containsAll(COVERAGE.lines(earlier, COVERAGE.subtree("0100")));
        assertThat(COVERAGE.lines(earlier, COVERAGE.own("S00003")))
                .isEqualTo(all.stream()
                        .filter(line -> line.startsWith("staff,S00003,"))
                        .toList());
    }

    @Test
    void theWidestGapIsMeasuredInHeadsToTheTargetOrToTheBanksOwnCoverage() {
        CoverageGap toTheBank = trend().summary(HEAD_OFFICE, CoverageSegment.ALL, BANK)
                .orElseThrow()
                .gap()
                .orElseThrow();
        CoverageGap toTheTarget = COVERAGE.trend(new CoverageProperties(new BigDecimal("0.5")))
                .summary(HEAD_OFFICE, CoverageSegment.ALL, BANK)
                .orElseThrow()
                .gap()
                .orElseThrow();

        assertThat(toTheBank.heads())
                .isEqualTo(ceiling(toTheBank.reference(), toTheBank.counts().managed())
                        - toTheBank.counts().certifiedOwn())
                .isPositive();
        assertThat(toTheTarget.reference()).hasToString("0.5000");
        assertThat(toTheTarget.heads()).isGreaterThan(toTheBank.heads());
    }

    private static CoverageTrend trend() {
        return COVERAGE.trend(new CoverageProperties(null));
    }

    private static long ceiling(CoverageRate rate, long managed) {
        return rate.value()
                .multiply(BigDecimal.valueOf(managed))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static long sum(List<CoverageLine> lines, CoverageSegment segment, ToLongFunction<CoverageCounts> heads) {
        return lines.stream().map(line -> line.of(segment)).mapToLong(heads).sum();
    }

    private static List<ManagedCustomer> pages(CoverageSubject subject, CoverageSegment segment, Covered covered) {
        List<ManagedCustomer> all = new ArrayList<>(COVERAGE.customers.first(subject, segment, covered, 7, BANK));
        List<ManagedCustomer> page = all;
        while (page.size() == 7) {
            page = COVERAGE.customers.after(page.getLast().position(), subject, segment, covered, 7, BANK);
            all.addAll(page);
            if (page.size() == 7 && all.size() > 5_000) {
                throw new IllegalStateException("The pages do not end");
            }
        }
        return all;
    }
}
