package cn.bankscrm.engagement.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpliftTests {

    /** Newcombe 1998, table II, method 10, contrasts a to h. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            56, 70, 48, 80,  0.0524, 0.3339
             9, 10,  3, 10,  0.1705, 0.8090
             6,  7,  2,  7,  0.0582, 0.8062
             5, 56,  0, 29, -0.0381, 0.1926
             0, 10,  0, 20, -0.1611, 0.2775
             0, 10,  0, 10, -0.2775, 0.2775
            10, 10,  0, 20,  0.6791, 1.0000
            10, 10,  0, 10,  0.6075, 1.0000
            """)
    void hasTheIntervalsOfTheBook(long reached, long of, long reachedOther, long ofOther, String low, String high) {
        Uplift uplift = uplift(reached, of, reachedOther, ofOther);
        assertThat(uplift.low()).isEqualByComparingTo(low);
        assertThat(uplift.high()).isEqualByComparingTo(high);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            P95,   1, 12.7062
            P95,   2,  4.3027
            P95,   3,  3.1824
            P95,   5,  2.5706
            P95,  10,  2.2281
            P95,  30,  2.0423
            P95, 120,  1.9799
            P99,   1, 63.6567
            P99,   4,  4.6041
            P99,  10,  3.1693
            P99, 120,  2.6174
            """)
    void knowsStudentsQuantiles(Confidence confidence, double freedom, double quantile) {
        assertThat(StudentT.quantile(confidence, freedom)).isCloseTo(quantile, within(0.0005));
    }

    /** Two samples of a textbook: means 20.82 and 22.99, 15 each, 24.99 degrees of freedom, 2.0596 times 0.8824. */
    @Test
    void hasWelchsIntervalForAmounts() {
        Amounts first =
                amounts(27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4);
        Amounts second =
                amounts(27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4);

        AmountUplift uplift = AmountUplift.of(second, first, Confidence.P95).orElseThrow();

        assertThat(uplift.difference()).isEqualByComparingTo("2.17");
        assertThat(uplift.low()).isEqualByComparingTo("0.35");
        assertThat(uplift.high()).isEqualByComparingTo("3.98");
        assertThat(uplift.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void amountsOfMillionsLoseNoCent() {
        Amounts treated = amounts("9999999999.99", "9999999999.97");
        Amounts control = amounts("9999999999.98", "9999999999.96");

        assertThat(AmountUplift.of(treated, control, Confidence.P95)
                        .orElseThrow()
                        .difference())
                .isEqualByComparingTo("0.01");
    }

    @Test
    void findsAPlantedEffectAndNoneWhereThereIsNone() {
        Random random = new Random(20261122);
        int found = 0;
        int wronglyFound = 0;
        for (int trial = 0; trial < 200; trial++) {
            found += uplift(draw(5_000, 0.08, random), 5_000, draw(1_000, 0.05, random), 1_000)
                                    .verdict()
                            == Verdict.BETTER
                    ? 1
                    : 0;
            wronglyFound += uplift(draw(5_000, 0.05, random), 5_000, draw(1_000, 0.05, random), 1_000)
                                    .verdict()
                            != Verdict.UNSURE
                    ? 1
                    : 0;
        }
        assertThat(found).as("of 200, three points more of five").isGreaterThan(170);
        assertThat(wronglyFound).as("of 200, none").isLessThan(22);
    }

    @Test
    void itsIntervalsHoldTheTruthAsOftenAsTheySay() {
        Random random = new Random(7);
        int held = 0;
        int heldAmounts = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            Uplift uplift = uplift(draw(400, 0.12, random), 400, draw(100, 0.08, random), 100);
            held += holds(uplift.low(), uplift.high(), "0.04") ? 1 : 0;
            AmountUplift amount = AmountUplift.of(
                            sample(40, 1_000, 900, random), sample(25, 700, 300, random), Confidence.P95)
                    .orElseThrow();
            heldAmounts += holds(amount.low(), amount.high(), "300") ? 1 : 0;
        }
        assertThat(held / 1_000.0).isCloseTo(0.95, within(0.02));
        assertThat(heldAmounts / 1_000.0).isCloseTo(0.95, within(0.02));
    }

    @Test
    void saysNothingOfAnEmptyGroup() {
        assertThat(Uplift.of(new Share(0, 0), new Share(1, 2), Confidence.P95)).isEmpty();
        assertThat(AmountUplift.of(amounts("1"), amounts("1", "2"), Confidence.P95))
                .isEmpty();
        assertThatThrownBy(() -> new Share(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean holds(BigDecimal low, BigDecimal high, String truth) {
        return low.compareTo(new BigDecimal(truth)) <= 0 && high.compareTo(new BigDecimal(truth)) >= 0;
    }

    private static Uplift uplift(long reached, long of, long reachedOther, long ofOther) {
        return Uplift.of(new Share(reached, of), new Share(reachedOther, ofOther), Confidence.P95)
                .orElseThrow();
    }

    private static long draw(int of, double rate, Random random) {
        return random.doubles(of).filter(one -> one < rate).count();
    }

    private static Amounts sample(int count, double mean, double deviation, Random random) {
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = mean + deviation * random.nextGaussian();
        }
        return amounts(drawn);
    }

    private static Amounts amounts(double... values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = BigDecimal.valueOf(values[i]).toPlainString();
        }
        return amounts(texts);
    }

    private static Amounts amounts(String... values) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (String value : values) {
            BigDecimal one = new BigDecimal(value);
            sum = sum.add(one);
            squares = squares.add(one.multiply(one));
        }
        return new Amounts(values.length, sum, squares);
    }
}
