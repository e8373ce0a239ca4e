package cn.bankscrm.core.realname;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certification of a customer, with how it was made and ended.
 *
 * @param maskedContact the contact's masked name in WeChat; null where WeCom has not told it
 * @param consent what the customer agreed to for this contact last; null for those brought in by a file
 * @param consentVersion null as above
 * @param consentReplaced whether customers are shown a newer text by now
 * @param province GB/T 2260; null when not known
 * @param madeBy the account that decided a review; null where customer or app did it
 * @param endedAt null while it stands
 * @param endedBy who ended it; null while it stands, and where a file told of the end
 */
public record Certified(
        BindingId id,
        @Nullable String maskedContact,
        String route,
        Instant boundAt,
        @Nullable String province,
        @Nullable String madeBy,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endReason,
        @Nullable ConsentId consent,
        @Nullable String consentVersion,
        boolean consentReplaced,
        @Nullable Instant consentedAt,
        @Nullable Instant withdrawnAt) {

    public boolean stands() {
        return endedAt == null;
    }

    @Override
    public String toString() {
        return "Certified[" + id.value() + "]";
    }
}
