package cn.bankscrm.core.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that a customer holds with the bank.
 *
 * @param kind {@code DEMAND}, {@code TERM}, {@code WEALTH}, {@code FUND}, {@code INSURANCE}, {@code METAL},
 *     {@code TRUST}, {@code LOAN} or {@code CARD}
 * @param amount in yuan, two places
 * @param openedOn null where it was not delivered
 * @param maturesOn null where it has no end
 */
public record Holding(
        String kind,
        String product,
        BigDecimal amount,
        @Nullable LocalDate openedOn,
        @Nullable LocalDate maturesOn) {}
