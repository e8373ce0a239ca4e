package cn.bankscrm.core.customer;

import java.time.LocalDate;
import java.util.Set;

/**
 * Facts that decide where customers count changed: a friend link, a binding, a manager, a manager's post, a segment.
 * Published inside the transaction of the change.
 *
 * @param customers whose facts changed; empty when the change was too large to name them, and any may have changed
 * @param since the first day (Asia/Shanghai) on which the change is felt: figures of that day and later are stale
 */
public record CustomerFactsChanged(Set<CustomerId> customers, LocalDate since) {

    /** Above this number of customers a change names none and stands for all. */
    public static final int NAMED_AT_MOST = 50_000;

    public CustomerFactsChanged {
        customers = Set.copyOf(customers);
    }

    /** A change so large that every customer may be concerned. */
    public static CustomerFactsChanged ofAny(LocalDate since) {
        return new CustomerFactsChanged(Set.of(), since);
    }

    public boolean ofAny() {
        return customers.isEmpty();
    }
}
