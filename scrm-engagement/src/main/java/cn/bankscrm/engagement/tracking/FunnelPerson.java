package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.StaffRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who stands behind a number of a funnel.
 *
 * @param customer null where the contact is not certified, or the customer is out of the reader's sight
 * @param maskedName null where no name is known
 * @param opens how often they opened it
 * @param lastAt when they opened it last; null for never
 */
public record FunnelPerson(
        ExternalContactId contact,
        @Nullable CustomerNo customer,
        @Nullable String maskedName,
        StaffRef manager,
        int opens,
        int dwellSeconds,
        @Nullable Instant lastAt) {}
