package cn.bankscrm.engagement.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value of one day.
 *
 * @param kind what it is
 * @param name as people say it, such as 上证指数
 * @param day of the value, in the market's own zone
 * @param value in the market's own unit
 * @param previous of the trading day before; null where the feed does not tell
 * @param source who says so, as told by the feed
 */
public record MarketValue(
        Kind kind,
        String name,
        LocalDate day,
        BigDecimal value,
        @Nullable BigDecimal previous,
        String source) {

    private static final int LONGEST = 20;

    /** What a value tells of. */
    public enum Kind {
        INDEX,
        GOLD,
        FX
    }

    public MarketValue {
        if (name.isBlank() || name.length() > LONGEST || source.isBlank() || source.length() > LONGEST) {
            throw new IllegalArgumentException("Name and source have 1 to " + LONGEST + " characters");
        }
        if (value.signum() <= 0 || (previous != null && previous.signum() <= 0)) {
            throw new IllegalArgumentException("Values are above zero");
        }
    }

    /** Against the trading day before, as a share; empty where that is not known. */
    public Optional<BigDecimal> change() {
        return Optional.ofNullable(previous)
                .map(before -> value.subtract(before).divide(before, 6, RoundingMode.HALF_EVEN));
    }
}
