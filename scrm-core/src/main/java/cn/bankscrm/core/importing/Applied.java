package cn.bankscrm.core.importing;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.staff.StaffFactsChanged;
import java.util.Optional;

/**
 * What taking over a file came to.
 *
 * @param created rows that were new
 * @param changed rows that replaced something
 * @param event whose facts changed since when; empty when nobody's did
 * @param staff whose posts or friend links changed since when; empty when nobody's did
 */
record Applied(long created, long changed, Optional<CustomerFactsChanged> event, Optional<StaffFactsChanged> staff) {

    Applied(long created, long changed, Optional<CustomerFactsChanged> event) {
        this(created, changed, event, Optional.empty());
    }
}
