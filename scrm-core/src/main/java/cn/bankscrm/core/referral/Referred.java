package cn.bankscrm.core.referral;

import cn.bankscrm.core.customer.CustomerNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One link of a chain of referrals.
 *
 * @param level 1 for who was brought by the customer, or brought them; 2 for the next, and so on
 * @param at when the friend was added
 * @param customer null for a friend who is not certified, or a customer outside the reader's scope
 * @param maskedName of the customer, or of a friend who is not certified; null outside the reader's scope, or where
 *     WeCom has not told it
 * @param certified whether the friend is certified as some customer
 */
public record Referred(
        int level,
        Instant at,
        @Nullable CustomerNo customer,
        @Nullable String maskedName,
        boolean certified) {

    @Override
    public String toString() {
        return "Referred[level " + level + "]";
    }
}
