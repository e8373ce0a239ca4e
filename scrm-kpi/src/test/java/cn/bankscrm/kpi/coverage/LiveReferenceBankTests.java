package cn.bankscrm.kpi.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.ReferenceBank.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveReferenceBankTests {

    private static final int FACTS_A_CHANGE = 150;
    private static final LocalDate SINCE = LocalDate.of(2023, 1, 1);

    private final CoverageFixture coverage = CoverageFixture.fresh();

    @ParameterizedTest
    @ValueSource(longs = {1, 20261031})
    void liveCellsEndAtTheExpectedRowsWhateverTheOrderOfTheFacts(long seed) {
        Random random = new Random(seed);
        ReferenceBank bank = ReferenceBank.loadMasters(coverage.database);
        coverage.setToTheEndOf(ReferenceBank.AS_OF);
        coverage.foldAll();

        for (Change change : changes(bank, random)) {
            coverage.transaction.executeWithoutResult(status -> {
                bank.enter(change.fact(), change.numbers());
                coverage.changed(bank.customers(change.fact(), change.numbers()), SINCE);
                coverage.staffChanged(bank.staff(change.fact(), change.numbers()), SINCE);
            });
            if (random.nextInt(4) == 0) {
                coverage.fold.foldSome();
            }
        }
        coverage.foldAll();

        assertThat(coverage.cells.source(ReferenceBank.AS_OF)).isEqualTo(Cells.Source.LIVE);
        assertThat(coverage.lines(ReferenceBank.AS_OF, new DataScope.WholeBank()))
                .isEqualTo(ReferenceBank.expectedCoverage());
        assertThat(coverage.liveCells()).isEqualTo(coverage.countedCells(ReferenceBank.AS_OF));
    }

    private static List<Change> changes(ReferenceBank bank, Random random) {
        List<Change> changes = new ArrayList<>();
        for (Fact fact : Fact.values()) {
            List<Integer> numbers = new ArrayList<>(
                    IntStream.rangeClosed(1, bank.size(fact)).boxed().toList());
            Collections.shuffle(numbers, random);
            for (int from = 0; from < numbers.size(); from += FACTS_A_CHANGE) {
                changes.add(new Change(
                        fact, List.copyOf(numbers.subList(from, Math.min(numbers.size(), from + FACTS_A_CHANGE)))));
            }
        }
        Collections.shuffle(changes, random);
        return changes;
    }

    private record Change(Fact fact, List<Integer> numbers) {}
}
