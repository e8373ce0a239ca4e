package cn.bankscrm.web.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TonesTests {

    private static final String INK = "1b2638";

    @Test
    void spreadTheHueOverTheRatesThatAreShown() {
        Tones tones = Tones.over(List.of(new BigDecimal("0.2000"), new BigDecimal("0.5000"), new BigDecimal("0.3500")));

        assertThat(tones.of(new BigDecimal("0.2000"))).isZero();
        assertThat(tones.of(new BigDecimal("0.3500"))).isEqualTo(3);
        assertThat(tones.of(new BigDecimal("0.5000"))).isEqualTo(Tones.DARKEST);
    }

    @Test
    void areLightWhereThereIsNothingToCompare() {
        assertThat(Tones.over(List.of(new BigDecimal("0.2000"))).of(new BigDecimal("0.2000")))
                .isZero();
        assertThat(Tones.over(List.of()).of(null)).isZero();
    }

    /** WCAG 2.2, 1.4.3: 4.5 for text of this size, on every step. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void figuresCanBeReadOnEveryTone(int tone) throws IOException {
        String css = Files.readString(Path.of("src/main/resources/static/coverage.css"));
        Matcher ground = Pattern.compile("\\.t" + tone + " \\{ background: #([0-9a-f]{6});")
                .matcher(css);
        assertThat(ground.find()).isTrue();
        String text = tone >= 4 ? "ffffff" : INK;

        assertThat(contrast(luminance(ground.group(1)), luminance(text))).isGreaterThanOrEqualTo(4.5);
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 0) + 0.7152 * channel(colour, 2) + 0.0722 * channel(colour, 4);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
