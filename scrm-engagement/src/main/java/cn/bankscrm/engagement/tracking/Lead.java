package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.engagement.content.ContentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer who read long, and for whom somebody should do something.
 *
 * @param customer null where the contact is not certified, or the customer is out of the reader's sight
 * @param maskedName null where no name is known
 * @param opens how often they opened the content, to this day
 * @param dwellSeconds over all openings
 * @param scrollPercent the furthest
 * @param read the headings that they came to
 * @param target whether they went on to the product's own page
 * @param reason why it was dropped, or what was done; null for nothing
 */
public record Lead(
        LeadId id,
        LeadState state,
        ContentId content,
        String title,
        @Nullable CustomerNo customer,
        @Nullable String maskedName,
        StaffRef manager,
        int opens,
        int dwellSeconds,
        int scrollPercent,
        List<String> read,
        boolean target,
        NextStep nextStep,
        Instant raisedAt,
        @Nullable String reason) {

    public Lead {
        read = List.copyOf(read);
    }

    /** Where a page of the list ends. */
    public record Position(Instant raisedAt, LeadId id) {}
}
