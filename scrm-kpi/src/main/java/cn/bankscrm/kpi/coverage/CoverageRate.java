package cn.bankscrm.kpi.coverage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A coverage rate (覆盖率): an exact decimal from 0 to 1 with four places, rounded half even. {@code 10 of 20} is
 * {@code 0.5000}.
 *
 * @param value 0.0000 to 1.0000
 */
public record CoverageRate(BigDecimal value) implements Comparable<CoverageRate> {

    private static final int PLACES = 4;

    public CoverageRate {
        if (value.scale() != PLACES || value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("A coverage rate lies between 0.0000 and 1.0000, with four places");
        }
    }

    /**
     * @param certified of the managed customers, those who are certified friends
     * @param managed how many customers are managed; more than none
     */
    public static CoverageRate of(long certified, long managed) {
        return new CoverageRate(
                BigDecimal.valueOf(certified).divide(BigDecimal.valueOf(managed), PLACES, RoundingMode.HALF_EVEN));
    }

    @Override
    public int compareTo(CoverageRate other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
