package cn.bankscrm.kpi.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, in whatever order, now, late or ahead of its day: the cells equal a count of the facts. */
class CoverageDriftTests {

    private static final int STEPS = 150;

    private final CoverageFixture coverage = CoverageFixture.fresh();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void liveCellsAndSnapshotsEqualTheFactsAfterAnySequenceOfChanges(long seed) {
        Random random = new Random(seed);
        RandomBank bank = RandomBank.open(coverage, random);
        for (int step = 0; step < STEPS; step++) {
            for (int changes = random.nextInt(6); changes > 0; changes--) {
                bank.happen();
            }
            coverage.clock.pass(Duration.ofMinutes(random.nextInt(600)));
            switch (random.nextInt(5)) {
                case 0 -> theCellsEqualTheFacts(step);
                case 1 ->
                    assertThat(coverage.recounting.recount().filter(Recount::drifted))
                            .as("drift in step %s", step)
                            .isEmpty();
                case 2 -> coverage.fold.foldSome();
                case 3 -> theSnapshotsEqualTheFacts(random, step);
                default -> {}
            }
        }
        theCellsEqualTheFacts(STEPS);
        assertThat(coverage.liveCells()).hasSizeGreaterThan(20);
        coverage.clock.pass(Duration.ofMinutes(20));
        theSnapshotsEqualTheFacts(random, STEPS);
    }

    private void theCellsEqualTheFacts(int step) {
        coverage.foldAll();
        assertThat(coverage.liveCells()).as("step %s", step).isEqualTo(coverage.countedCells(coverage.days.today()));
    }

    private void theSnapshotsEqualTheFacts(Random random, int step) {
        coverage.foldAll();
        coverage.clock.pass(Duration.ofMinutes(1));
        coverage.takeSnapshots();
        for (int i = 0; i < 3; i++) {
            LocalDate day = coverage.days.today().minusDays(1 + random.nextInt(20));
            if (coverage.cells.source(day) == Cells.Source.STORED) {
                assertThat(coverage.storedCells(day))
                        .as("snapshot of %s in step %s", day, step)
                        .isEqualTo(coverage.countedCells(day));
            }
        }
    }
}
