package cn.bankscrm.engagement.sales;

import cn.bankscrm.core.customer.CustomerNo;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * That an order came to a state, as the bank's systems tell it.
 *
 * @param orderNo unique in the bank; with the state it is the same thing when it is told again
 * @param amount in yuan, to the fen, not below zero
 * @param income what the bank earns by it, in yuan, to the fen; below zero where it is taken back
 * @param at when it came to this state
 */
public record SaleOrder(
        String orderNo,
        CustomerNo customer,
        String productCode,
        SaleKind kind,
        BigDecimal amount,
        BigDecimal income,
        Instant at,
        SaleState state) {

    public SaleOrder {
        if (amount.signum() < 0 || amount.scale() > 2 || income.scale() > 2) {
            throw new IllegalArgumentException("Amounts are in yuan and fen, and not below zero");
        }
    }
}
