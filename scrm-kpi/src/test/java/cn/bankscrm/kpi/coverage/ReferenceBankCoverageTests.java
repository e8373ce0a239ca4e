package cn.bankscrm.kpi.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.scope.DataScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReferenceBankCoverageTests {

    private static final CoverageFixture COVERAGE = CoverageFixture.fresh();

    @BeforeAll
    static void load() {
        ReferenceBank.load(COVERAGE.database);
    }

    @Test
    void equalsTheExpectedRowsCellForCellAndInTheirOrder() {
        assertThat(COVERAGE.lines(ReferenceBank.AS_OF, new DataScope.WholeBank()))
                .isEqualTo(ReferenceBank.expectedCoverage());
    }

    @Test
    void oneCellEqualsItsRow() {
        List<String> some = IntStream.range(0, ReferenceBank.expectedCoverage().size())
                .filter(row -> row % 40 == 0)
                .mapToObj(ReferenceBank.expectedCoverage()::get)
                .toList();
        List<String> cells = new ArrayList<>();
        for (String line : some) {
            String[] field = line.split(",", -1);
            COVERAGE.queries
                    .cell(
                            new CoverageSubject(
                                    CoverageSubject.Kind.ofLabel(field[0]).orElseThrow(), field[1]),
                            new CoverageSegment(field[2]),
                            ReferenceBank.AS_OF,
                            new DataScope.WholeBank())
                    .map(cell -> CoverageFixture.line(
                            new CoverageRow(cell.subject(), cell.name(), cell.segment(), cell.counts())))
                    .ifPresent(cells::add);
        }
        assertThat(cells).isEqualTo(some);
    }

    @Test
    void theDayBeforeTheFirstFactHasNoRow() {
        assertThat(COVERAGE.lines(LocalDate.of(2020, 1, 1), new DataScope.WholeBank()))
                .isEmpty();
    }
}
