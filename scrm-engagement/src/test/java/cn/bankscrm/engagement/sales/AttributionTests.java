package cn.bankscrm.engagement.sales;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.LinkId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What links brought adds up to what was sold, to the fen, and never to anything else. */
class AttributionTests {

    private static final Instant SOLD = Instant.parse("2026-11-20T04:00:00Z");
    private static final Duration WINDOW = Duration.ofDays(30);

    @Property
    void partsAddUpToTheWhole(
            @ForAll("amounts") BigDecimal amount,
            @ForAll("incomes") BigDecimal income,
            @ForAll("openings") List<Attribution.Opening> openings,
            @ForAll Attribution.Model model) {
        List<Attribution.Part> parts = new Attribution(WINDOW, model).parts(amount, income, SOLD, openings);
        if (openings.stream().anyMatch(AttributionTests::counts)) {
            assertThat(sum(parts, Attribution.Part::amount)).isEqualByComparingTo(amount);
            assertThat(sum(parts, Attribution.Part::income)).isEqualByComparingTo(income);
        } else {
            assertThat(parts).isEmpty();
        }
    }

    @Property
    void nobodyGetsAPartWithoutAnOpeningThatCounts(
            @ForAll("openings") List<Attribution.Opening> openings, @ForAll Attribution.Model model) {
        assertThat(new Attribution(WINDOW, model).parts(BigDecimal.TEN, BigDecimal.ONE, SOLD, openings))
                .allSatisfy(part -> assertThat(openings)
                        .anyMatch(opening -> opening.link().equals(part.link()) && counts(opening)));
    }

    @Property
    void sharesDifferByAFenAtMost(
            @ForAll("amounts") BigDecimal amount, @ForAll("openings") List<Attribution.Opening> openings) {
        List<BigDecimal> amounts = new Attribution(WINDOW, Attribution.Model.SHARED)
                .parts(amount, BigDecimal.ZERO, SOLD, openings).stream()
                        .map(Attribution.Part::amount)
                        .toList();
        if (!amounts.isEmpty()) {
            assertThat(Collections.max(amounts).subtract(Collections.min(amounts)))
                    .isLessThanOrEqualTo(new BigDecimal("0.01"));
        }
    }

    @Property
    void orderAndRepetitionOfOpeningsChangeNothing(
            @ForAll("amounts") BigDecimal amount,
            @ForAll("openings") List<Attribution.Opening> openings,
            @ForAll Attribution.Model model,
            @ForAll long seed) {
        List<Attribution.Opening> shuffled = new ArrayList<>(openings);
        shuffled.addAll(openings);
        Collections.shuffle(shuffled, new Random(seed));
        Attribution attribution = new Attribution(WINDOW, model);
        assertThat(attribution.parts(amount, BigDecimal.ZERO, SOLD, shuffled))
                .isEqualTo(attribution.parts(amount, BigDecimal.ZERO, SOLD, openings));
    }

    @Property
    void theLastOpeningTakesAll(@ForAll("openings") List<Attribution.Opening> openings) {
        List<Attribution.Part> parts =
                new Attribution(WINDOW, Attribution.Model.LAST).parts(BigDecimal.TEN, BigDecimal.ONE, SOLD, openings);
        openings.stream()
                .filter(AttributionTests::counts)
                .map(Attribution.Opening::at)
                .max(Instant::compareTo)
                .ifPresent(last -> assertThat(parts)
                        .singleElement()
                        .satisfies(part -> assertThat(openings)
                                .anyMatch(opening -> opening.link().equals(part.link())
                                        && opening.at().equals(last))));
    }

    @Example
    void theWindowBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
        Attribution attribution = new Attribution(WINDOW, Attribution.Model.LAST);
        assertThat(attribution.parts(BigDecimal.ONE, BigDecimal.ONE, SOLD, List.of(opening(1, SOLD))))
                .hasSize(1);
        assertThat(attribution.parts(BigDecimal.ONE, BigDecimal.ONE, SOLD, List.of(opening(1, SOLD.minus(WINDOW)))))
                .isEmpty();
        assertThat(attribution.parts(BigDecimal.ONE, BigDecimal.ONE, SOLD, List.of(opening(1, SOLD.plusMillis(1)))))
                .isEmpty();
    }

    @Example
    void aFenThatCannotBeDividedGoesToWhoWasOpenedLast() {
        assertThat(new Attribution(WINDOW, Attribution.Model.SHARED)
                        .parts(
                                new BigDecimal("100.00"),
                                new BigDecimal("-0.05"),
                                SOLD,
                                List.of(
                                        opening(1, SOLD.minusSeconds(30)),
                                        opening(2, SOLD.minusSeconds(20)),
                                        opening(3, SOLD.minusSeconds(10)))))
                .extracting(part -> part.link().value() + " " + part.amount() + " " + part.income())
                .containsExactly("3 33.34 -0.02", "2 33.33 -0.02", "1 33.33 -0.01");
    }

    private static boolean counts(Attribution.Opening opening) {
        return !opening.at().isAfter(SOLD) && opening.at().isAfter(SOLD.minus(WINDOW));
    }

    private static BigDecimal sum(List<Attribution.Part> parts, Function<Attribution.Part, BigDecimal> what) {
        return parts.stream().map(what).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Attribution.Opening opening(long link, Instant at) {
        return new Attribution.Opening(new LinkId(link), new ContentId(1), new StaffId(7), at);
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.longs().between(0, 10_000_000_000_00L).map(fen -> BigDecimal.valueOf(fen, 2));
    }

    @Provide
    Arbitrary<BigDecimal> incomes() {
        return Arbitraries.longs().between(-1_000_000_00L, 1_000_000_00L).map(fen -> BigDecimal.valueOf(fen, 2));
    }

    @Provide
    Arbitrary<List<Attribution.Opening>> openings() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 6), Arbitraries.longs().between(-40 * 86_400L, 2 * 86_400L))
                .as((link, seconds) -> opening(link, SOLD.plusSeconds(seconds)))
                .list()
                .ofMaxSize(9);
    }
}
