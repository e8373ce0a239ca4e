package cn.bankscrm.core.maintenance;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A managed customer, by how long they wait.
 *
 * @param maskedName family name and stars
 * @param aum in yuan, two places
 * @param manager the manager's name
 * @param lastAt the last effective contact; null for none ever
 * @param days since then; null as above
 */
public record WaitingCustomer(
        CustomerId id,
        CustomerNo no,
        String maskedName,
        BigDecimal aum,
        String manager,
        String managerNo,
        ContactBand band,
        @Nullable Instant lastAt,
        @Nullable Integer days) {

    /** Where a list stands: after this customer it goes on. */
    public record Position(ContactBand band, BigDecimal aum, CustomerId id) {}

    public Position position() {
        return new Position(band, aum, id);
    }

    @Override
    public String toString() {
        return "WaitingCustomer[" + no + "]";
    }
}
