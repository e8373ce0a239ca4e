package cn.bankscrm.compliance.response;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How long customers waited.
 *
 * @param waits questions that asked for an answer
 * @param answered of them
 * @param late longer than allowed, answered or not
 * @param median working minutes of the answered ones; empty where none was
 * @param ninetieth nine of ten were answered within so many working minutes; empty as above
 */
public record ResponseFigures(
        long waits, long answered, long late, Optional<Integer> median, Optional<Integer> ninetieth) {

    static final ResponseFigures NONE = new ResponseFigures(0, 0, 0, Optional.empty(), Optional.empty());

    public long open() {
        return waits - answered;
    }

    /** The part that was answered in time, 0 to 1; empty where nobody asked. */
    public Optional<BigDecimal> inTime() {
        return waits == 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(waits - late).divide(BigDecimal.valueOf(waits), 4, RoundingMode.HALF_EVEN));
    }
}
