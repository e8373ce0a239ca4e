package cn.bankscrm.core.activity;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened with a customer.
 *
 * @param at when it happened, not when it became known
 * @param customer null where only the WeCom contact is known yet: it then appears with the customer whom the contact is
 *     certified as
 * @param contact null where it happened outside WeCom
 * @param staff who of the bank took part; null for nobody
 * @param source what makes it the same thing when it is reported again
 * @param details further facts by name; no names, mobile numbers or texts of chats
 */
public record Activity(
        Instant at,
        ActivityKind kind,
        @Nullable CustomerId customer,
        @Nullable ExternalContactId contact,
        @Nullable StaffId staff,
        String source,
        Map<String, String> details) {

    public Activity {
        if (customer == null && contact == null) {
            throw new IllegalArgumentException("An activity is some customer's or some contact's");
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("An activity has a source");
        }
        details = Map.copyOf(details);
    }
}
