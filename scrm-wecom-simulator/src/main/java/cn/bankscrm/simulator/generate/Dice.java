package cn.bankscrm.simulator.generate;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Chance from a seed. Each part of the bank throws dice of its own, so that a change to one leaves the others. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed, String part) {
        this.random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + part.hashCode());
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double fraction() {
        return random.nextDouble();
    }

    /** From low to high, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    double between(double low, double high) {
        return random.nextDouble(low, high);
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Exponentially distributed around a mean. */
    double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    LocalDate day(LocalDate first, LocalDate last) {
        return LocalDate.ofEpochDay(random.nextLong(first.toEpochDay(), last.toEpochDay() + 1));
    }

    /** Lower-case hexadecimal digits, at most 32. */
    String hex(int digits) {
        HexFormat hex = HexFormat.of();
        return (hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong())).substring(0, digits);
    }
}
