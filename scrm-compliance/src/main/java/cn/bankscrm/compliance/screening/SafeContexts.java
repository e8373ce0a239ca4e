package cn.bankscrm.compliance.screening;

import java.util.List;

/** The safe contexts of a lexicon: looked for only in texts in which an entry was found that has some. */
final class SafeContexts {

    private static final int[] NONE = new int[0];

    private final PhraseAutomaton automaton;

    /** The numbers of an entry's safe contexts. */
    private final int[][] ofEntry;

    /**
     * @param alphabet that texts will be read in; has all symbols of the contexts
     * @param phrases all contexts
     * @param ofEntry see {@link #numbers}
     */
    SafeContexts(Alphabet alphabet, Phrases phrases, int[][] ofEntry) {
        automaton = new PhraseAutomaton(alphabet, phrases.symbols());
        this.ofEntry = ofEntry;
    }

    /** Numbers the contexts of each entry, in the symbols that texts will be read in. */
    static int[][] numbers(List<List<String>> contexts, Phrases phrases) {
        return contexts.stream()
                .map(each -> each.isEmpty()
                        ? NONE
                        : each.stream().mapToInt(phrases::number).distinct().toArray())
                .toArray(int[][]::new);
    }

    boolean has(int entry) {
        return ofEntry[entry].length > 0;
    }

    /** Where the safe contexts stand in a text; see {@link PhraseAutomaton#find}. */
    Places in(char[] codes, int length) {
        Occurrences found = new Occurrences();
        automaton.find(codes, length, true, found);
        return new Places(found.sorted());
    }

    /** The places of the safe contexts in one text. */
    final class Places {

        /** Contexts with their ends. */
        private final long[] ends;

        private Places(long[] ends) {
            this.ends = ends;
        }

        /** Whether that lies wholly within one of the entry's safe contexts. */
        boolean cover(int entry, int start, int end) {
            for (int context : ofEntry[entry]) {
                // the first that ends at or behind the end: the earliest start of all that do
                int first = Occurrences.firstFrom(ends, context, end);
                if (first < ends.length
                        && Occurrences.number(ends[first]) == context
                        && Occurrences.place(ends[first]) - automaton.length(context) <= start) {
                    return true;
                }
            }
            return false;
        }
    }
}
