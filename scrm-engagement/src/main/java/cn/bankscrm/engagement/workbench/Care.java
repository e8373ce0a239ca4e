package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.customer.CustomerNo;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A customer to care for, and why.
 *
 * @param day of the birthday, or of the maturity; null for who was not heard of
 * @param amount of the holding that matures, in yuan; null for none
 * @param days since the last effective contact; null for never, and of no meaning for the others
 */
public record Care(
        Reason reason,
        CustomerNo customer,
        String maskedName,
        @Nullable LocalDate day,
        @Nullable BigDecimal amount,
        @Nullable Integer days) {

    /** Why. */
    public enum Reason {
        BIRTHDAY,
        MATURITY,
        SILENT
    }

    @Override
    public String toString() {
        return "Care[" + reason + "]";
    }
}
