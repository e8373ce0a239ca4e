package cn.bankscrm.core.customer;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer in a list.
 *
 * @param maskedName family name and stars
 * @param aum assets under management in yuan, two places
 * @param segments names, in the bank's order
 * @param manager who manages the customer today; null for nobody, or somebody outside the reader's scope
 * @param certified whether a WeCom contact is bound to the customer today
 */
public record CustomerSummary(
        CustomerNo no,
        String maskedName,
        BigDecimal aum,
        boolean account,
        List<String> segments,
        @Nullable StaffRef manager,
        String institution,
        boolean certified) {

    public CustomerSummary {
        segments = List.copyOf(segments);
    }

    /** Not the name, even masked: this may end in a log. */
    @Override
    public String toString() {
        return "CustomerSummary[" + no + "]";
    }
}
