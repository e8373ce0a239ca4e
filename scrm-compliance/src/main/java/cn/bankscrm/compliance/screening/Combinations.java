package cn.bankscrm.compliance.screening;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The combinations of a lexicon: what stands how far apart. */
final class Combinations {

    /** Takes a pair that is near enough. */
    @FunctionalInterface
    interface Pair {
        void take(int entry, int start, int end);
    }

    /**
     * A combination, in characters of the normal form.
     *
     * @param first length of the first part
     * @param second length of the second part
     * @param distance between the two, at most
     */
    private record Measure(int first, int second, int distance) {}

    private final Map<Integer, Measure> measures = new HashMap<>();

    /** Takes a combination in; see {@link Measure}. */
    void put(int entry, int first, int second, int distance) {
        measures.put(entry, new Measure(first, second, distance));
    }

    /** The parts of combinations that were found in one text. */
    final class Parts {

        private final Occurrences firsts = new Occurrences();
        private final Occurrences seconds = new Occurrences();

        void add(int entry, int part, int end) {
            (part == EntryUses.FIRST ? firsts : seconds).add(entry, end);
        }

        void pairs(Pair taker) {
            long[] ends = seconds.sorted();
            for (int i = 0; i < firsts.size(); i++) {
                int entry = firsts.number(i);
                int end = firsts.end(i);
                Measure measure = Objects.requireNonNull(measures.get(entry));
                int nearest = end + measure.second();
                int to = Occurrences.firstFrom(ends, entry, nearest + measure.distance() + 1);
                for (int j = Occurrences.firstFrom(ends, entry, nearest); j < to; j++) {
                    taker.take(entry, end - measure.first(), Occurrences.place(ends[j]));
                }
            }
        }
    }
}
