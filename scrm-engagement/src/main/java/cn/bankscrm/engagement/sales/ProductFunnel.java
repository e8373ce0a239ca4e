package cn.bankscrm.engagement.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * How orders of a product came along: domain E10.
 *
 * @param steps one for each state, in order
 */
public record ProductFunnel(String productCode, SaleKind kind, List<Step> steps) {

    public ProductFunnel {
        steps = List.copyOf(steps);
    }

    /**
     * @param orders that came to this state
     * @param customers who gave them
     * @param fromLinks of the orders, those that came from a link
     * @param linkAmount of the amount, what links brought
     * @param linkIncome of the income, what links brought
     */
    public record Step(
            SaleState state,
            long orders,
            long customers,
            BigDecimal amount,
            BigDecimal income,
            long fromLinks,
            BigDecimal linkAmount,
            BigDecimal linkIncome) {

        /** The amount for each customer, to the yuan. */
        public BigDecimal perCustomer() {
            return customers == 0
                    ? BigDecimal.ZERO
                    : amount.divide(BigDecimal.valueOf(customers), 0, RoundingMode.HALF_UP);
        }

        static Step none(SaleState state) {
            return new Step(state, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO);
        }
    }
}
