package cn.bankscrm.compliance.screening;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The safe contexts of a lexicon: looked for only in texts in which some entry was found. */
final class SafeContexts {

    private static final int[] NONE = new int[0];

    private final PhraseAutomaton automaton;

    /** The numbers of an entry's safe contexts. */
    private final int[][] ofEntry;

    /** @param contexts of each entry, in the symbols that texts will be read in */
    SafeContexts(List<List<String>> contexts) {
        Phrases phrases = new Phrases();
        ofEntry = contexts.stream()
                .map(each -> each.stream().mapToInt(phrases::number).distinct().toArray())
                .toArray(int[][]::new);
        automaton = new PhraseAutomaton(phrases.symbols());
    }

    boolean has(int entry) {
        return ofEntry[entry].length > 0;
    }

    /** Where the safe contexts stand in a text. */
    Places in(IntUnaryOperator symbols, int length) {
        return new Places(automaton.find(symbols, length));
    }

    /** The places of the safe contexts in one text. */
    final class Places {

        /** Ascending ends by context. */
        private final Map<Integer, int[]> ends = new HashMap<>();

        private Places(Occurrences occurrences) {
            Map<Integer, Integer> counts = new HashMap<>();
            for (int i = 0; i < occurrences.size(); i++) {
                counts.merge(occurrences.phrase(i), 1, Integer::sum);
            }
            counts.forEach((context, count) -> ends.put(context, new int[count]));
            for (int i = occurrences.size() - 1; i >= 0; i--) {
                int context = occurrences.phrase(i);
                int place = counts.merge(context, -1, Integer::sum);
                ends.getOrDefault(context, NONE)[place] = occurrences.end(i);
            }
        }

        /** Whether that lies wholly within one of the entry's safe contexts. */
        boolean cover(int entry, int start, int end) {
            for (int context : ofEntry[entry]) {
                int[] places = ends.getOrDefault(context, NONE);
                // the first that ends at or behind the end: the earliest start of all that do
                int at = Arrays.binarySearch(places, end);
                int first = at >= 0 ? at : -at - 1;
                if (first < places.length && places[first] - automaton.length(context) <= start) {
                    return true;
                }
            }
            return false;
        }
    }
}
