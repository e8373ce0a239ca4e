package cn.bankscrm.engagement.uplift;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The amounts of a group in yuan, as far as mean and variance need them.
 *
 * @param count of how many
 * @param squares the sum of the squares
 */
public record Amounts(long count, BigDecimal sum, BigDecimal squares) {

    private static final MathContext EXACT = MathContext.DECIMAL128;

    public Amounts {
        if (count < 0 || squares.signum() < 0) {
            throw new IllegalArgumentException("Neither a count nor a sum of squares is negative");
        }
    }

    BigDecimal mean() {
        return sum.divide(BigDecimal.valueOf(count), EXACT);
    }

    /** Of the mean: the sample's variance through its size. */
    BigDecimal varianceOfMean() {
        BigDecimal deviations = squares.subtract(sum.multiply(sum).divide(BigDecimal.valueOf(count), EXACT));
        return deviations
                .max(BigDecimal.ZERO)
                .divide(BigDecimal.valueOf(count - 1), EXACT)
                .divide(BigDecimal.valueOf(count), EXACT);
    }
}
