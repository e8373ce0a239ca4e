package cn.bankscrm.compliance.screening;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** Puts the parts of combinations together that were found in one text. */
final class Combinations {

    /** Takes a pair that is near enough. */
    @FunctionalInterface
    interface Pair {
        void take(int entry, int start, int end);
    }

    private final Map<Integer, Parts> parts = new TreeMap<>();

    /** To be told in ascending order of their ends. */
    void add(int entry, int part, int start, int end) {
        Parts ofEntry = parts.computeIfAbsent(entry, e -> new Parts());
        (part == EntryUses.FIRST ? ofEntry.firsts : ofEntry.seconds).add(start, end);
    }

    /** @param distance of an entry */
    void pairs(IntUnaryOperator distance, Pair taker) {
        parts.forEach((entry, found) -> found.pairs(entry, distance.applyAsInt(entry), taker));
    }

    private static final class Parts {

        private final Ranges firsts = new Ranges();
        private final Ranges seconds = new Ranges();

        void pairs(int entry, int distance, Pair taker) {
            int from = 0;
            for (int i = 0; i < firsts.size; i++) {
                // ends of firsts ascend, so what is too early for one is too early for all that follow
                while (from < seconds.size && seconds.start(from) < firsts.end(i)) {
                    from++;
                }
                for (int j = from; j < seconds.size && seconds.start(j) - firsts.end(i) <= distance; j++) {
                    taker.take(entry, firsts.start(i), seconds.end(j));
                }
            }
        }
    }

    private static final class Ranges {

        private int[] bounds = new int[16];
        private int size;

        void add(int start, int end) {
            if (bounds.length == size * 2) {
                bounds = Arrays.copyOf(bounds, size * 4);
            }
            bounds[size * 2] = start;
            bounds[size * 2 + 1] = end;
            size++;
        }

        int start(int i) {
            return bounds[i * 2];
        }

        int end(int i) {
            return bounds[i * 2 + 1];
        }
    }
}
