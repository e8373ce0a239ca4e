package cn.bankscrm.engagement.uplift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * By how much more a treated customer's amount rose than one's of the control group, with Welch's interval: the groups
 * may vary differently.
 *
 * <p>Source: B. L. Welch, Biometrika 34 (1947); the degrees of freedom by Satterthwaite.
 *
 * @param difference of the means in yuan, two places
 * @param low the interval's lower end
 * @param high its upper end
 */
public record AmountUplift(BigDecimal difference, BigDecimal low, BigDecimal high, Confidence confidence) {

    /** Empty while one of the groups has fewer than two. */
    public static Optional<AmountUplift> of(Amounts treated, Amounts control, Confidence confidence) {
        if (treated.count() < 2 || control.count() < 2) {
            return Optional.empty();
        }
        BigDecimal difference = treated.mean().subtract(control.mean());
        BigDecimal first = treated.varianceOfMean();
        BigDecimal second = control.varianceOfMean();
        BigDecimal variance = first.add(second);
        BigDecimal half = BigDecimal.ZERO;
        if (variance.signum() > 0) {
            double a = first.divide(variance, MathContext.DECIMAL64).doubleValue();
            double freedom = 1 / (a * a / (treated.count() - 1) + (1 - a) * (1 - a) / (control.count() - 1));
            half = variance.sqrt(MathContext.DECIMAL64)
                    .multiply(BigDecimal.valueOf(StudentT.quantile(confidence, freedom)));
        }
        return Optional.of(new AmountUplift(
                yuan(difference), yuan(difference.subtract(half)), yuan(difference.add(half)), confidence));
    }

    /** What one may say. */
    public Verdict verdict() {
        return Verdict.of(low, high);
    }

    private static BigDecimal yuan(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
