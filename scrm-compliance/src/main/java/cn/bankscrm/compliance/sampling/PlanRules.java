package cn.bankscrm.compliance.sampling;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;

/**
 * What is drawn by a plan.
 *
 * @param share of each manager's conversations of a month, over 0 and up to 1
 * @param least conversations of each manager, as far as there are so many
 * @param secondShare the part of what is drawn that a second reviewer judges too, 0 to 1
 * @param weights what each sign adds to the weight of 1 that every conversation has
 * @param newStaffDays a member of staff is new for so many days
 * @param highValueAum from so many yuan on a customer's assets are high
 */
public record PlanRules(
        BigDecimal share,
        int least,
        BigDecimal secondShare,
        Map<RiskSign, BigDecimal> weights,
        int newStaffDays,
        BigDecimal highValueAum) {

    private static final BigDecimal HEAVIEST = new BigDecimal(1_000);

    public PlanRules {
        weights = Map.copyOf(weights);
        if (share.signum() <= 0
                || share.compareTo(BigDecimal.ONE) > 0
                || secondShare.signum() < 0
                || secondShare.compareTo(BigDecimal.ONE) > 0
                || least < 0
                || least > 1_000
                || newStaffDays < 0
                || highValueAum.signum() < 0
                || weights.values().stream()
                        .anyMatch(weight -> weight.signum() < 0 || weight.compareTo(HEAVIEST) > 0)) {
            throw new IllegalArgumentException("Shares are parts of 1, and weights add");
        }
    }

    public BigDecimal weight(RiskSign sign) {
        return weights.getOrDefault(sign, BigDecimal.ZERO);
    }

    BigDecimal weight(Collection<RiskSign> signs) {
        return signs.stream().map(this::weight).reduce(BigDecimal.ONE, BigDecimal::add);
    }

    /** How many of so many conversations of one manager. */
    int drawn(int conversations) {
        int part = share.multiply(BigDecimal.valueOf(conversations))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return Math.min(conversations, Math.max(least, part));
    }

    /** How many of what is drawn are judged twice. */
    int twice(int drawn) {
        return secondShare
                .multiply(BigDecimal.valueOf(drawn))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }
}
