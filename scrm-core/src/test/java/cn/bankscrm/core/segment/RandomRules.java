package cn.bankscrm.core.segment;

import cn.bankscrm.core.activity.ActivityKind;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Rules of every kind, with limits at which something of {@link SegmentBank} stands. */
final class RandomRules {

    private RandomRules() {}

    static Arbitrary<SegmentRule> rules() {
        return rules(3);
    }

    private static Arbitrary<SegmentRule> rules(int depth) {
        if (depth == 0) {
            return conditions();
        }
        Arbitrary<List<SegmentRule>> parts =
                Arbitraries.lazy(() -> rules(depth - 1)).list().ofMaxSize(3);
        return Arbitraries.frequencyOf(
                Tuple.of(3, conditions()),
                Tuple.of(2, parts.map(SegmentRule.All::new)),
                Tuple.of(2, parts.map(SegmentRule.Any::new)),
                Tuple.of(1, Arbitraries.lazy(() -> rules(depth - 1)).map(SegmentRule.Not::new)));
    }

    static Arbitrary<SegmentRule> conditions() {
        Arbitrary<BigDecimal> amounts = Arbitraries.of("0", "10000", "49999.01", "50000.00", "500000", "6000000")
                .map(BigDecimal::new);
        Arbitrary<Integer> days = Arbitraries.of(0, 1, 7, 30, 90);
        Arbitrary<Boolean> yes = Arbitraries.of(true, false);
        Arbitrary<Integer> ages = Arbitraries.of(0, 18, 26, 35, 60, 70);
        return Arbitraries.oneOf(
                Combinators.combine(amounts.injectNull(0.3), amounts.injectNull(0.3))
                        .as(SegmentRule.Assets::new),
                Combinators.combine(ages.injectNull(0.3), ages.injectNull(0.3)).as(SegmentRule.Age::new),
                yes.map(SegmentRule.Account::new),
                Arbitraries.of("H", "A", "B", "A1", "none").map(SegmentRule.HomeInstitution::new),
                Combinators.combine(
                                Arbitraries.of("110000", "320000", "440000")
                                        .set()
                                        .ofMaxSize(2),
                                Arbitraries.of(SegmentRule.Place.class))
                        .as(SegmentRule.Province::new),
                Arbitraries.of("私行", "代发", "老年", "没有").map(SegmentRule.Delivered::new),
                Combinators.combine(
                                Arbitraries.of(HoldingKind.class).set().ofMaxSize(4),
                                amounts.injectNull(0.5),
                                days.injectNull(0.5))
                        .as(SegmentRule.Holding::new),
                Arbitraries.of(1L, 2L, 3L, 9L).map(SegmentRule.Tagged::new),
                Combinators.combine(
                                Arbitraries.of("职业", "月代发额", "子女数"),
                                Arbitraries.of("教师", "农户", "12", "2", "8000.50")
                                        .set()
                                        .ofMinSize(1)
                                        .ofMaxSize(3))
                        .as(SegmentRule.AttributeIn::new),
                Combinators.combine(
                                Arbitraries.of("职业", "月代发额", "子女数"),
                                Arbitraries.of("2", "12", "12.01", "8000.5").map(BigDecimal::new))
                        .as(SegmentRule.AttributeAtLeast::new),
                yes.map(SegmentRule.Certified::new),
                yes.map(SegmentRule.OwnFriend::new),
                days.map(SegmentRule.NoContact::new),
                Combinators.combine(
                                Arbitraries.of(ActivityKind.class)
                                        .set()
                                        .ofMinSize(1)
                                        .ofMaxSize(6),
                                days,
                                Arbitraries.of(1, 2))
                        .as(SegmentRule.Active::new));
    }
}
