package cn.bankscrm.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.i18n.LocaleContextHolder;

class FiguresTests {

    private static final Instant NOW = Instant.parse("2026-10-31T16:05:09Z");

    private final Figures figures = new Figures(Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));

    @BeforeEach
    void readInChinese() {
        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
    }

    @AfterEach
    void forgetTheLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,          0
            9999,       '9,999'
            10000,      1 万
            234900,     23.49 万
            99999999,   '10,000 万'
            100000000,  1 亿
            123456789012, '1,234.57 亿'
            -234900,    -23.49 万
            """)
    void tilesCountInTenThousands(long value, String shown) {
        assertThat(figures.tile(value)).isEqualTo(shown);
    }

    @Test
    void tilesKeepAllDigitsInEnglish() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(figures.tile(234_900)).isEqualTo("234,900");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0%", "0.4369, 43.7%", "0.4365, 43.6%", "1, 100.0%"})
    void ratesHaveOneDecimal(BigDecimal share, String shown) {
        assertThat(figures.percent(share)).isEqualTo(shown);
    }

    @Test
    void distancesOfRatesAreInPointsWithoutSign() {
        assertThat(figures.points(new BigDecimal("-0.0312"))).isEqualTo("3.1");
    }

    @ParameterizedTest
    @CsvSource({"1280000.5, '1,280,000.50'", "1280000, '1,280,000.00'", "0.01, 0.01"})
    void moneyIsInFull(BigDecimal yuan, String shown) {
        assertThat(figures.money(yuan)).isEqualTo(shown);
    }

    @Test
    void timesAreThoseOfTheBusiness() {
        assertThat(figures.minute(NOW)).isEqualTo("2026-11-01 00:05");
        assertThat(figures.second(NOW)).isEqualTo("00:05:09");
    }
}
