package cn.bankscrm.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The figures of interleaved rounds, their medians, and how they stand to the targets. */
final class Figures {

    static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    void add(String name, double figure) {
        rounds.computeIfAbsent(name, n -> new ArrayList<>()).add(figure);
    }

    double median(String name) {
        return share(name, 0.5);
    }

    /** @param share of the figures that are at most what is returned: 0.95 for the 95th percentile */
    double share(String name, double share) {
        List<Double> sorted =
                Objects.requireNonNull(rounds.get(name), name).stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }

    /** Median, smallest and largest of everything that was added. */
    void print(String unit) {
        rounds.forEach((name, all) -> OUT.printf(
                "%-44s median %,10.2f %s  (%,.2f to %,.2f, %d rounds)%n",
                name,
                median(name),
                unit,
                all.stream().min(Double::compare).orElseThrow(),
                all.stream().max(Double::compare).orElseThrow(),
                all.size()));
    }

    static void atLeast(String what, double figure, double target) {
        verdict(what, figure, "at least", target, figure >= target);
    }

    static void atMost(String what, double figure, double target) {
        verdict(what, figure, "at most", target, figure <= target);
    }

    private static void verdict(String what, double figure, String direction, double target, boolean kept) {
        OUT.printf(
                "%-44s %,.2f  (target %s %,.2f)  %s%n", what, figure, direction, target, kept ? "PASS" : "FALLS SHORT");
    }
}
