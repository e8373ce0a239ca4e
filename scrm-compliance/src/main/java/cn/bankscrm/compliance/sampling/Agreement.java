package cn.bankscrm.compliance.sampling;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far two reviewers who knew nothing of each other judged alike (Cohen, 1960).
 *
 * @param pairs judged by both
 * @param alike of them
 * @param kappa what is left of the agreement once chance is taken off, at most 1, three places; empty where no pair is
 *     judged yet, and where both only ever said one and the same, for then chance alone explains everything
 */
public record Agreement(int pairs, int alike, Optional<BigDecimal> kappa) {

    /** What a reviewer said, as one word. */
    public record Pair(String first, String second) {}

    public static Agreement of(List<Pair> pairs) {
        int alike = (int) pairs.stream()
                .filter(pair -> pair.first().equals(pair.second()))
                .count();
        if (pairs.isEmpty()) {
            return new Agreement(0, 0, Optional.empty());
        }
        Map<String, Integer> first = new HashMap<>();
        Map<String, Integer> second = new HashMap<>();
        pairs.forEach(pair -> {
            first.merge(pair.first(), 1, Integer::sum);
            second.merge(pair.second(), 1, Integer::sum);
        });
        long n = pairs.size();
        long chance = first.entrySet().stream()
                .mapToLong(said -> (long) said.getValue() * second.getOrDefault(said.getKey(), 0))
                .sum();
        // (po - pe) / (1 - pe) with po = alike / n and pe = chance / n², in whole numbers
        BigDecimal over = BigDecimal.valueOf(alike * n - chance);
        BigDecimal under = BigDecimal.valueOf(n * n - chance);
        return new Agreement(
                pairs.size(),
                alike,
                under.signum() == 0
                        ? Optional.empty()
                        : Optional.of(over.divide(under, MathContext.DECIMAL64).setScale(3, RoundingMode.HALF_EVEN)));
    }

    /** The part judged alike, 0 to 1; empty where no pair is judged yet. */
    public Optional<BigDecimal> share() {
        return pairs == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(alike).divide(BigDecimal.valueOf(pairs), 4, RoundingMode.HALF_EVEN));
    }
}
