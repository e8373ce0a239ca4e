package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.staff.StaffFactsChanged;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes whose share may have changed, in the transaction of the change: both are there, or neither. However much a
 * transaction changes, its notes are written by one statement, just before it commits, and wait for nobody; the
 * counting follows in {@link CoverageFold}.
 */
@Component
class CoverageMarks {

    private final JdbcClient db;
    private final CoverageFolder folder;
    private final TransactionTemplate ofItsOwn;

    CoverageMarks(JdbcClient db, PlatformTransactionManager transactions, CoverageFolder folder) {
        this.db = db;
        this.folder = folder;
        this.ofItsOwn = new TransactionTemplate(transactions);
        ofItsOwn.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @EventListener
    void mark(CustomerFactsChanged change) {
        note(marks -> marks.add(change));
    }

    @EventListener
    void mark(StaffFactsChanged change) {
        note(marks -> marks.add(change));
    }

    private void note(Consumer<Marks> change) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            WithTheTransaction noted = ofTransaction();
            change.accept(noted.marks);
            noted.writeWhenTooLate();
        } else {
            Marks marks = new Marks();
            change.accept(marks);
            marks.write(db);
            folder.wake();
        }
    }

    private WithTheTransaction ofTransaction() {
        if (TransactionSynchronizationManager.getResource(this) instanceof WithTheTransaction known) {
            return known;
        }
        WithTheTransaction begun = new WithTheTransaction();
        TransactionSynchronizationManager.bindResource(this, begun);
        TransactionSynchronizationManager.registerSynchronization(begun);
        return begun;
    }

    private final class WithTheTransaction implements TransactionSynchronization {

        private Marks marks = new Marks();
        private boolean committing;

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(CoverageMarks.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(CoverageMarks.this, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            committing = true;
            writeWhenTooLate();
        }

        /** What others change while the transaction commits would miss the one statement. */
        private void writeWhenTooLate() {
            if (committing) {
                marks.write(db);
                marks = new Marks();
            }
        }

        /** A transaction that notes for the first time while it commits has passed {@link #beforeCommit} already. */
        @Override
        public void afterCommit() {
            if (!committing) {
                ofItsOwn.executeWithoutResult(status -> marks.write(db));
            }
            folder.wake();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(CoverageMarks.this);
        }
    }
}
