package cn.bankscrm.kpi.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class CoverageMarksTests {

    private static final LocalDate TODAY = LocalDate.of(2025, 7, 1);

    private final CoverageFixture coverage = CoverageFixture.fresh();

    @Test
    void writesWhatATransactionNotedOnceEachWithTheEarliestDay() {
        coverage.transaction.executeWithoutResult(status -> {
            coverage.changed(List.of(1L, 2L), TODAY);
            coverage.changed(List.of(2L, 3L), TODAY.minusDays(9));
            coverage.staffChanged(List.of(7L), TODAY);
            coverage.anythingChanged(TODAY);
            assertThat(customers()).isEmpty();
        });

        assertThat(customers()).containsExactly("1 2025-07-01", "2 2025-06-22", "3 2025-06-22", "any 2025-07-01");
        assertThat(staff()).containsExactly("7 2025-07-01");
    }

    @Test
    void forgetsWhatWasRolledBack() {
        assertThatThrownBy(() -> coverage.transaction.executeWithoutResult(status -> {
                    coverage.changed(List.of(1L), TODAY);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        coverage.transaction.executeWithoutResult(status -> coverage.staffChanged(List.of(7L), TODAY));

        assertThat(customers()).isEmpty();
        assertThat(staff()).containsExactly("7 2025-07-01");
    }

    @Test
    void keepsTransactionsThatStandInsideOneAnotherApart() {
        TransactionTemplate inner = new TransactionTemplate(coverage.transactions);
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        assertThatThrownBy(() -> coverage.transaction.executeWithoutResult(outer -> {
                    coverage.changed(List.of(1L), TODAY);
                    inner.executeWithoutResult(status -> coverage.changed(List.of(2L), TODAY));
                    assertThat(customers()).containsExactly("2 2025-07-01");
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(customers()).containsExactly("2 2025-07-01");

        coverage.transaction.executeWithoutResult(outer -> {
            coverage.changed(List.of(3L), TODAY);
            inner.executeWithoutResult(status -> {
                coverage.changed(List.of(4L), TODAY);
                status.setRollbackOnly();
            });
            coverage.changed(List.of(5L), TODAY);
        });
        assertThat(customers()).containsExactly("2 2025-07-01", "3 2025-07-01", "5 2025-07-01");
    }

    @Test
    void losesNothingThatIsNotedWhileTheTransactionCommits() {
        coverage.transaction.executeWithoutResult(status -> {
            coverage.changed(List.of(1L), TODAY);
            whenItCommits(() -> coverage.changed(List.of(2L), TODAY));
        });
        coverage.transaction.executeWithoutResult(status -> whenItCommits(() -> coverage.changed(List.of(3L), TODAY)));

        assertThat(customers()).containsExactly("1 2025-07-01", "2 2025-07-01", "3 2025-07-01");
    }

    @Test
    void writesAtOnceWhereThereIsNoTransaction() {
        coverage.changed(List.of(1L), TODAY);

        assertThat(customers()).containsExactly("1 2025-07-01");
    }

    private static void whenItCommits(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                work.run();
            }
        });
    }

    private List<String> customers() {
        return texts("select coalesce(customer_id::text, 'any') || ' ' || since from kpi.coverage_dirty order by 1");
    }

    private List<String> staff() {
        return texts("select staff_id || ' ' || since from kpi.coverage_dirty_staff order by 1");
    }

    private List<String> texts(String sql) {
        return coverage.db.sql(sql).query((row, n) -> row.getString(1)).list();
    }
}
