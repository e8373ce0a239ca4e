package cn.bankscrm.core.staff;

import java.time.LocalDate;
import java.util.Set;

/**
 * Posts or friend links of members of staff changed. Published inside the transaction of the change, beside the
 * {@code CustomerFactsChanged} for the customers concerned: many friends are no customer yet.
 *
 * @param staff whose post or friend links changed
 * @param since the first day (Asia/Shanghai) on which the change is felt: figures of that day and later are stale
 */
public record StaffFactsChanged(Set<StaffId> staff, LocalDate since) {

    public StaffFactsChanged {
        staff = Set.copyOf(staff);
    }
}
