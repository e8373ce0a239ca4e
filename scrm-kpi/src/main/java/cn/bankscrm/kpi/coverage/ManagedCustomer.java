package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.staff.StaffNo;
import java.math.BigDecimal;
import java.util.List;

/**
 * A managed customer in a list behind a figure. No personal data: names are read where they may be shown.
 *
 * @param id the customer
 * @param number the bank's customer number
 * @param aum assets under management, yuan
 * @param segments in which the customer counts
 * @param manager the own manager's staff number
 * @param managerName the own manager's name
 * @param standing how the customer stands, and so why to approach them
 */
public record ManagedCustomer(
        CustomerId id,
        CustomerNo number,
        BigDecimal aum,
        List<CoverageSegment> segments,
        StaffNo manager,
        String managerName,
        Standing standing) {

    public ManagedCustomer {
        segments = List.copyOf(segments);
    }

    /** Where the next page begins. */
    public Position position() {
        return new Position(aum, id);
    }

    /**
     * A place in a list ordered by assets, the highest first.
     *
     * @param aum of the last customer seen
     * @param id the last customer seen
     */
    public record Position(BigDecimal aum, CustomerId id) {}
}
