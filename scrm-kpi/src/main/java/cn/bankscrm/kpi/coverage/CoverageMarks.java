package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffFactsChanged;
import cn.bankscrm.core.staff.StaffId;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Notes whose share may have changed, in the transaction of the change: both are there, or neither. A change costs one
 * row here and waits for nobody; the counting follows in {@link CoverageFold}.
 */
@Component
class CoverageMarks {

    private final JdbcClient db;
    private final CoverageFolder folder;

    CoverageMarks(JdbcClient db, CoverageFolder folder) {
        this.db = db;
        this.folder = folder;
    }

    @EventListener
    void mark(CustomerFactsChanged change) {
        if (change.ofAny()) {
            db.sql("insert into kpi.coverage_dirty (customer_id, since) values (null, :since)")
                    .param("since", change.since())
                    .update();
        } else {
            db.sql("insert into kpi.coverage_dirty (customer_id, since) select unnest(:customers::bigint[]), :since")
                    .param(
                            "customers",
                            change.customers().stream().map(CustomerId::value).toArray(Long[]::new))
                    .param("since", change.since())
                    .update();
        }
    }

    @EventListener
    void mark(StaffFactsChanged change) {
        db.sql("insert into kpi.coverage_dirty_staff (staff_id, since) select unnest(:staff::bigint[]), :since")
                .param("staff", change.staff().stream().map(StaffId::value).toArray(Long[]::new))
                .param("since", change.since())
                .update();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void committed(CustomerFactsChanged change) {
        folder.wake();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void committed(StaffFactsChanged change) {
        folder.wake();
    }
}
