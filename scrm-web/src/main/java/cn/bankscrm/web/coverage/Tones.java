package cn.bankscrm.web.coverage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one hue for the cells of a heat map, spread over the rates that it shows. The steps themselves leave out
 * the middle tones, on which neither dark nor white figures can be read well.
 */
record Tones(BigDecimal lowest, BigDecimal highest) {

    static final int DARKEST = 6;

    static Tones over(Collection<BigDecimal> rates) {
        return new Tones(
                rates.stream().min(BigDecimal::compareTo).orElse(BigDecimal.ZERO),
                rates.stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO));
    }

    int of(@Nullable BigDecimal rate) {
        BigDecimal span = highest.subtract(lowest);
        if (rate == null || span.signum() == 0) {
            return 0;
        }
        return rate.subtract(lowest)
                .multiply(BigDecimal.valueOf(DARKEST))
                .divide(span, 0, RoundingMode.HALF_UP)
                .intValue();
    }
}
