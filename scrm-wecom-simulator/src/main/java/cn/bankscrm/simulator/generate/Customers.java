package cn.bankscrm.simulator.generate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/** Makes customers: few rich and many not, of all ages, each at an institution that serves. */
final class Customers {
    /** A tier by AUM in yuan, and the share of customers in it. */
    private enum Tier {
        PRIVATE("私行", 0.012, 6_000_000, 60_000_000),
        WEALTH("财富", 0.07, 1_000_000, 6_000_000),
        PREMIUM("贵宾", 0.22, 200_000, 1_000_000),
        MASS("长尾", 0.698, 100, 200_000);

        private final String chinese;
        private final double share;
        private final double low;
        private final double high;

        Tier(String chinese, double share, double low, double high) {
            this.chinese = chinese;
            this.share = share;
            this.low = low;
            this.high = high;
        }
    }

    private static final List<String> PREFIXES =
            List.of("138", "139", "135", "136", "150", "152", "158", "159", "186", "187", "188", "177", "133", "153");
    private static final int RETIRED = 60;
    private static final List<String> NAMESAKES = List.of("陈思源", "李雨桐", "王浩然");
    /** Of no common divisor with a hundred million: numbers never come twice. */
    private static final long STRIDE = 48_271_193L;

    private final BankPlan plan;
    private final List<Institution> places;
    private final Dice dice;

    private Customers(BankPlan plan, List<Institution> institutions) {
        this.plan = plan;
        this.places = institutions.stream().filter(Institution::serves).toList();
        this.dice = new Dice(plan.seed(), "customers");
    }

    static List<Customer> make(BankPlan plan, List<Institution> institutions) {
        Customers maker = new Customers(plan, institutions);
        List<Customer> all = new ArrayList<>(plan.customers());
        for (int i = 0; i < plan.customers(); i++) {
            all.add(maker.customer(i));
        }
        if (plan.isLarge()) {
            maker.addNamesakes(all);
        }
        return List.copyOf(all);
    }

    /** The last customers are pairs that the bank cannot tell apart by name and number. */
    private void addNamesakes(List<Customer> all) {
        int place = all.size() - 2 * NAMESAKES.size();
        for (int pair = 0; pair < NAMESAKES.size(); pair++) {
            String mobile = "199%08d".formatted(10_000_001 + pair);
            for (int one = 0; one < 2; one++) {
                all.set(place, all.get(place).called(NAMESAKES.get(pair), mobile));
                place++;
            }
        }
    }

    private Customer customer(int number) {
        Tier tier = tier();
        // the wealthy are older on the whole
        int age = (tier == Tier.MASS
                        ? dice.between(19, 70) + dice.between(19, 84)
                        : dice.between(30, 76) + dice.between(30, 84))
                / 2;
        LocalDate birthday = plan.today().minusYears(age).minusDays(dice.between(0, 364));
        Institution place = places.get((int) (Math.pow(dice.fraction(), 1.15) * places.size()));
        return new Customer(
                "C%09d".formatted(number + 1),
                Names.person(dice),
                dice.chance(0.48),
                mobile(number),
                birthday,
                dice.chance(0.95),
                aum(tier),
                place,
                segments(tier, birthday, place));
    }

    private Tier tier() {
        double place = dice.fraction();
        for (Tier tier : Tier.values()) {
            place -= tier.share;
            if (place < 0) {
                return tier;
            }
        }
        return Tier.MASS;
    }

    private BigDecimal aum(Tier tier) {
        // evenly over the logarithm, leaning to the poorer end
        double place = Math.pow(dice.fraction(), 1.4);
        return BigDecimal.valueOf(tier.low * Math.pow(tier.high / tier.low, place))
                .setScale(2, RoundingMode.DOWN);
    }

    private List<String> segments(Tier tier, LocalDate birthday, Institution place) {
        int age = Period.between(birthday, plan.today()).getYears();
        List<String> segments = new ArrayList<>(List.of(tier.chinese));
        if (age >= 22 && age < 56 && dice.chance(0.33)) {
            segments.add("代发");
        }
        if (age >= RETIRED) {
            segments.add("老年");
        }
        // outlets further out have more of them
        if (dice.chance(place.level() == Institution.SUB_BRANCH ? 0.06 : 0.22)) {
            segments.add("农村");
        }
        if (age >= 28 && age < 46 && dice.chance(0.28)) {
            segments.add("亲子");
        }
        return segments;
    }

    private String mobile(int number) {
        long digits = Math.floorMod(plan.seed() * 31 + number * STRIDE, 100_000_000L);
        return PREFIXES.get(number % PREFIXES.size()) + "%08d".formatted(digits);
    }
}
