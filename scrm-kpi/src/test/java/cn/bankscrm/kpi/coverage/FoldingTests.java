package cn.bankscrm.kpi.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldingTests {

    private static final int WRITERS = 6;
    private static final int CHANGES_A_WRITER = 60;

    private final CoverageFixture coverage = CoverageFixture.fresh();
    private RandomBank bank;

    @BeforeEach
    void openTheBank() {
        bank = RandomBank.open(coverage, new Random(7));
        coverage.foldAll();
    }

    @Test
    void losesNothingWhileManyWriteAndTwoNodesFold() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        CountDownLatch written = new CountDownLatch(WRITERS);
        try (ExecutorService everybody = Executors.newFixedThreadPool(WRITERS + 2)) {
            List<Future<?>> work = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                work.add(everybody.submit(() -> {
                    while (writing.get()) {
                        coverage.fold.foldSome();
                        coverage.friends.foldSome();
                    }
                }));
            }
            for (int writer = 0; writer < WRITERS; writer++) {
                RandomBank own = bank.seenBy(new Random(100 + writer));
                work.add(everybody.submit(() -> {
                    try {
                        for (int change = 0; change < CHANGES_A_WRITER; change++) {
                            own.happenUnlessOthersAreFaster();
                        }
                    } finally {
                        written.countDown();
                    }
                }));
            }
            assertThat(written.await(5, TimeUnit.MINUTES)).isTrue();
            writing.set(false);
            for (Future<?> each : work) {
                each.get();
            }
        }
        coverage.foldAll();

        assertThat(coverage.liveCells()).hasSizeGreaterThan(20).isEqualTo(coverage.countedCells(coverage.days.today()));
    }

    @Test
    void aCrashInTheMiddleOfAFoldLosesNothing() {
        for (int change = 0; change < 80; change++) {
            bank.happen();
        }
        List<String> before = coverage.liveCells();

        // the transaction ends without its commit, as when the power goes
        assertThatThrownBy(() -> coverage.transaction.executeWithoutResult(status -> {
                    coverage.fold.foldSome();
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");
        assertThat(coverage.liveCells()).isEqualTo(before);

        coverage.foldAll();
        assertThat(coverage.liveCells()).isEqualTo(coverage.countedCells(coverage.days.today()));
    }

    @Test
    void aSecondNodeLeavesTheCellsToTheOneThatIsAtThem() throws Exception {
        bank.happen();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            coverage.transaction.executeWithoutResult(status -> {
                assertThat(FoldLock.tryTake(coverage.db)).isTrue();
                assertThat(other.submit(() -> FoldLock.tryTake(coverage.db)))
                        .succeedsWithin(Duration.ofSeconds(20))
                        .isEqualTo(false);
                assertThat(other.submit(coverage.fold::foldSome))
                        .succeedsWithin(Duration.ofSeconds(20))
                        .isEqualTo(false);
            });
        }
    }

    @Test
    void aChangeOfEverythingIsBuiltAnew() {
        for (int change = 0; change < 80; change++) {
            bank.happen();
        }
        coverage.db.sql("delete from kpi.coverage_dirty").update();
        coverage.db.sql("delete from kpi.coverage_dirty_staff").update();
        coverage.anythingChanged(coverage.days.today());

        coverage.foldAll();

        assertThat(coverage.liveCells()).hasSizeGreaterThan(10).isEqualTo(coverage.countedCells(coverage.days.today()));
        assertThat(coverage.registry.timer("scrm.kpi.coverage.rebuild").count()).isEqualTo(2);
    }

    @Test
    void theRecountFindsReportsAndRepairsADrift() {
        for (int change = 0; change < 80; change++) {
            bank.happen();
        }
        coverage.foldAll();
        assertThat(coverage.recounting.recount()).get().matches(recount -> !recount.drifted());

        coverage.db
                .sql("update kpi.coverage_cell set certified_own = certified_own + 1 where scope_id = 1")
                .update();
        coverage.db.sql("""
                        update kpi.coverage_customer set staff_id = 1
                        where customer_id = (select customer_id from kpi.coverage_customer where staff_id <> 1 limit 1)
                        """).update();
        Recount found = coverage.recounting.recount().orElseThrow();

        assertThat(found.differentCells()).isPositive();
        assertThat(found.differentRows()).isEqualTo(1);
        assertThat(new Recounts(coverage.db).latest()).contains(found);
        assertThat(coverage.registry.get("scrm.kpi.coverage.drift").gauge().value())
                .isEqualTo((double) found.differentCells());

        coverage.foldAll();
        assertThat(coverage.liveCells()).isEqualTo(coverage.countedCells(coverage.days.today()));
        assertThat(coverage.recounting.recount()).get().matches(recount -> !recount.drifted());
    }

    @Test
    void lateFactsShowAtOnceAndMakeTheSnapshotAgain() {
        for (int change = 0; change < 80; change++) {
            bank.happen();
        }
        coverage.foldAll();
        coverage.clock.pass(Duration.ofHours(1));
        coverage.takeSnapshots();
        var day = coverage.days.today().minusDays(3);
        assertThat(coverage.cells.source(day)).isEqualTo(Cells.Source.STORED);

        coverage.changed(List.of(1L), day);
        assertThat(coverage.cells.source(day)).isEqualTo(Cells.Source.COUNTED);
        coverage.foldAll();
        assertThat(coverage.cells.source(day)).isEqualTo(Cells.Source.COUNTED);
        assertThat(coverage.snapshots.takeNext()).as("too soon: more may come").isEmpty();

        coverage.clock.pass(Duration.ofMinutes(1));
        coverage.takeSnapshots();
        assertThat(coverage.cells.source(day)).isEqualTo(Cells.Source.STORED);
        assertThat(coverage.cells.source(day.minusDays(1))).isEqualTo(Cells.Source.STORED);
    }
}
