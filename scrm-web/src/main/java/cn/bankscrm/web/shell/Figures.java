package cn.bankscrm.web.shell;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Numbers as readers expect them: full digits with separators in tables, 万 and 亿 in tiles, rates in percent with one
 * decimal. Templates call it as {@code @figures}.
 */
@Component
public final class Figures {

    private static final BigDecimal TEN_THOUSAND = new BigDecimal("10000");
    private static final BigDecimal HUNDRED_MILLION = new BigDecimal("100000000");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** Carries the time zone of the business. */
    private final Clock clock;

    Figures(Clock clock) {
        this.clock = clock;
    }

    /** {@code 1309} is {@code 1,309}. */
    public String count(long value) {
        return pattern("#,##0").format(value);
    }

    /** Yuan in full, to the fen: {@code 1280000.5} is {@code 1,280,000.50}. */
    public String money(BigDecimal yuan) {
        return pattern("#,##0.00").format(yuan.setScale(2, RoundingMode.HALF_EVEN));
    }

    /** For tiles: {@code 234900} is {@code 23.49 万} in Chinese and {@code 234,900} elsewhere. */
    public String tile(BigDecimal value) {
        if (!chinese() || value.abs().compareTo(TEN_THOUSAND) < 0) {
            return pattern("#,##0").format(value);
        }
        boolean large = value.abs().compareTo(HUNDRED_MILLION) >= 0;
        BigDecimal unit = large ? HUNDRED_MILLION : TEN_THOUSAND;
        return pattern("#,##0.##").format(value.divide(unit, 2, RoundingMode.HALF_EVEN)) + (large ? " 亿" : " 万");
    }

    public String tile(long value) {
        return tile(BigDecimal.valueOf(value));
    }

    /** A share from 0 to 1 in percent with one decimal: {@code 0.4369} is {@code 43.7%}. */
    public String percent(BigDecimal share) {
        return pattern("0.0").format(share.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN)) + "%";
    }

    /** The distance of two shares in percentage points, without sign: {@code -0.031} is {@code 3.1}. */
    public String points(BigDecimal difference) {
        return pattern("0.0").format(difference.abs().movePointRight(2).setScale(1, RoundingMode.HALF_EVEN));
    }

    /** {@code 2026-10-31 18:05}, in the time zone of the business wherever the server stands. */
    public String minute(Instant instant) {
        return MINUTE.format(instant.atZone(clock.getZone()));
    }

    /** {@code 2026-10-31}, in the time zone of the business. */
    public String day(Instant instant) {
        return instant.atZone(clock.getZone()).toLocalDate().toString();
    }

    /** {@code 18:05:09}, in the time zone of the business. */
    public String second(Instant instant) {
        return SECOND.format(instant.atZone(clock.getZone()));
    }

    /** How many whole minutes ago; never negative. */
    public long minutesSince(Instant instant) {
        return Math.max(0, Duration.between(instant, clock.instant()).toMinutes());
    }

    private static boolean chinese() {
        return LocaleContextHolder.getLocale().getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    private static DecimalFormat pattern(String pattern) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format;
    }
}
