package cn.bankscrm.core.segment;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notes whose rule segments are to be judged anew, in the transaction of the change: both are there, or neither. Tags
 * and activities are noted by the database itself.
 */
@Component
public class SegmentMarks {

    /** Above this number an import marks everybody. */
    private static final int NAMED_AT_MOST = 500_000;

    private final JdbcClient db;
    private final ApplicationEventPublisher events;
    private final ThreadLocal<Boolean> telling = ThreadLocal.withInitial(() -> false);

    SegmentMarks(JdbcClient db, ApplicationEventPublisher events) {
        this.db = db;
        this.events = events;
    }

    /**
     * A statement that marks customers whose delivered facts changed: for imports, which know them by query only.
     *
     * @param query gives the column {@code customer_id}
     * @param changed how many there are; when they are very many, everybody is marked instead
     */
    public static String marking(String query, long changed) {
        return "insert into core.segment_dirty (customer_id) "
                + (changed > NAMED_AT_MOST
                        ? "values (null)"
                        : "select distinct customer_id from (" + query + ") touched");
    }

    @EventListener
    void mark(CustomerFactsChanged change) {
        if (telling.get()) {
            return; // what segments themselves changed is no fact that rules ask about
        }
        if (change.ofAny()) {
            db.sql("insert into core.segment_dirty (customer_id) values (null)").update();
        } else {
            db.sql("insert into core.segment_dirty (customer_id) select unnest(:customers::bigint[])")
                    .param(
                            "customers",
                            change.customers().stream().map(CustomerId::value).toArray(Long[]::new))
                    .update();
        }
    }

    /** Tells that customers' segments changed, without marking them again. */
    void publish(CustomerFactsChanged change) {
        telling.set(true);
        try {
            events.publishEvent(change);
        } finally {
            telling.remove();
        }
    }
}
