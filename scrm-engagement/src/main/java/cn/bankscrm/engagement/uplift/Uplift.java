package cn.bankscrm.engagement.uplift;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * By how much more of the treated than of the control group reached the goal, with its interval by Newcombe's hybrid
 * score method, which holds its confidence for small groups and rare events, too.
 *
 * <p>Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in
 * Medicine 17 (1998), method 10.
 *
 * @param difference of the shares, −1 to 1, four places
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Uplift(
        Share treated, Share control, BigDecimal difference, BigDecimal low, BigDecimal high, Confidence confidence) {

    /** Empty while one of the groups is. */
    public static Optional<Uplift> of(Share treated, Share control, Confidence confidence) {
        if (treated.of() == 0 || control.of() == 0) {
            return Optional.empty();
        }
        double[] first = treated.wilson(confidence.z());
        double[] second = control.wilson(confidence.z());
        double difference = treated.rate() - control.rate();
        double below = Math.hypot(treated.rate() - first[0], second[1] - control.rate());
        double above = Math.hypot(first[1] - treated.rate(), control.rate() - second[0]);
        return Optional.of(new Uplift(
                treated,
                control,
                places(difference),
                places(Math.max(-1, difference - below)),
                places(Math.min(1, difference + above)),
                confidence));
    }

    /** What one may say. */
    public Verdict verdict() {
        return Verdict.of(low, high);
    }

    private static BigDecimal places(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
    }
}
