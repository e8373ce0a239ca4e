package cn.bankscrm.compliance.screening;

import java.util.Arrays;
import java.util.List;

/**
 * Finds all occurrences of many phrases in one pass (Aho and Corasick, 1975), in time linear in the text whatever the
 * phrases. Immutable.
 *
 * <p>Most places of a text begin no phrase at all. So the pass looks each pair and each three of neighbours up in a
 * small bit set first, by one load and without a branch between, and enters the trie only where such a pair is a phrase
 * or some phrase begins with such three; it leaves the trie again as soon as less than two symbols are matched. The
 * trie is one hash table of {@code parent, symbol → child}, a {@code long} a child: a child is one look-up away, and
 * building is inserting. A node of depth one is its symbol's code, so that only nodes from depth two on take memory.
 */
final class PhraseAutomaton {

    private static final int FIRST_NODE = 0x10000;
    private static final int NODE_BITS = 24;
    private static final long NODE_MASK = (1L << NODE_BITS) - 1;
    private static final int LARGEST_FILTER = 1 << 16;

    private final Alphabet alphabet;
    private final int[] lengths;

    /** Phrases of one symbol, by the symbol's place among the singles; -1 for none. */
    private final int[] singles;

    /**
     * What is worth entering the trie for: for pairs of symbols a word, in which a bit of the pair tells whether it is
     * a phrase, and a bit of the third symbol whether some phrase begins with the three. Pairs may share a word.
     */
    private final long[] filter;

    private final long[] table;
    private final int tableShift;

    /** Of each node, its longest proper suffix that is a node too; 0 when that has less than two symbols. */
    private final int[] suffix;

    /** Of each node, the first of itself and its suffixes that ends a phrase; 0 for none. */
    private final int[] report;

    private final int[] phraseOf;

    /** @param alphabet of all the phrases' symbols, and maybe of more */
    PhraseAutomaton(Alphabet alphabet, List<int[]> phrases) {
        this.alphabet = alphabet;
        lengths = phrases.stream().mapToInt(phrase -> phrase.length).toArray();
        singles = new int[alphabet.size() - alphabet.firstSingle()];
        Arrays.fill(singles, -1);
        Trie trie = new Trie(alphabet, phrases, singles);
        table = trie.table();
        tableShift = trie.tableShift();
        int nodes = trie.nodes();
        suffix = new int[nodes];
        report = new int[nodes];
        phraseOf = Arrays.copyOf(trie.phraseOf(), nodes);
        filter = new long[Math.min(LARGEST_FILTER, Integer.highestOneBit(Math.max(1, trie.pairs())) * 2)];
        link(trie);
    }

    private void link(Trie trie) {
        int[] parents = trie.parents();
        char[] codes = trie.codes();
        for (int node : trie.byDepth()) {
            int parent = parents[node];
            char code = codes[node];
            if (parent < FIRST_NODE) {
                if (phraseOf[node] >= 0) {
                    int pair = pair(parent, code);
                    filter[word(pair)] |= 1L << bit(pair);
                }
            } else {
                int before = parent - FIRST_NODE;
                if (parents[before] < FIRST_NODE) {
                    filter[word(pair(parents[before], codes[before]))] |= 1L << code;
                }
                suffix[node] = suffixOf(before, codes[before], code);
            }
            report[node] =
                    phraseOf[node] >= 0 ? node + FIRST_NODE : suffix[node] == 0 ? 0 : report[suffix[node] - FIRST_NODE];
        }
    }

    private int suffixOf(int parent, char lastOfParent, char code) {
        for (int shorter = suffix[parent]; shorter != 0; shorter = suffix[shorter - FIRST_NODE]) {
            int child = child(shorter, code);
            if (child != 0) {
                return child;
            }
        }
        return child(lastOfParent, code);
    }

    int length(int phrase) {
        return lengths[phrase];
    }

    private static int pair(int first, int second) {
        return (first << 16 | second) * 0x9E3779B1;
    }

    private int word(int pair) {
        return (pair >>> 16) & (filter.length - 1);
    }

    /** A shift: only its last six bits count. */
    private static int bit(int pair) {
        return pair >>> 10;
    }

    private int child(int parent, int code) {
        long key = ((long) parent << 16) | code;
        int mask = table.length - 1;
        for (int slot = Trie.slot(key, tableShift); ; slot = (slot + 1) & mask) {
            long found = table[slot];
            if (found >>> NODE_BITS == key) {
                return (int) (found & NODE_MASK);
            }
            if (found == 0) {
                return 0;
            }
        }
    }

    /**
     * @param codes of the alphabet, none of them {@link Alphabet#NOTHING}; there must be room for one more
     * @param singlesToo whether codes of phrases of one symbol occur at all
     */
    void find(char[] codes, int length, boolean singlesToo, Occurrences found) {
        if (singlesToo) {
            findSingles(codes, length, found);
        }
        codes[length] = Alphabet.NOTHING;
        int last = length - 1;
        for (int i = promising(codes, 0, last); i < last; i = promising(codes, i, last)) {
            int node = child(codes[i], codes[i + 1]);
            i = node == 0 ? i + 1 : walk(node, codes, i + 1, found);
        }
    }

    /** The first place from there on where a phrase may begin; the last one if there is none. */
    private int promising(char[] codes, int from, int last) {
        for (int i = from; i < last; i++) {
            int pair = pair(codes[i], codes[i + 1]);
            long word = filter[word(pair)];
            if (((word >>> bit(pair) | word >>> codes[i + 2]) & 1) != 0) {
                return i;
            }
        }
        return last;
    }

    /**
     * Goes on in the trie while at least two symbols are matched. Nothing goes on with what stands behind the last
     * code.
     *
     * @param at the last symbol matched
     * @return the last symbol looked at
     */
    private int walk(int entered, char[] codes, int at, Occurrences found) {
        int node = entered;
        int i = at;
        while (true) {
            for (int end = report[node - FIRST_NODE]; end != 0; end = nextReport(end)) {
                found.add(phraseOf[end - FIRST_NODE], i + 1);
            }
            char code = codes[i + 1];
            int next = child(node, code);
            while (next == 0) {
                node = suffix[node - FIRST_NODE];
                if (node == 0) {
                    return i;
                }
                next = child(node, code);
            }
            node = next;
            i++;
        }
    }

    private int nextReport(int end) {
        int shorter = suffix[end - FIRST_NODE];
        return shorter == 0 ? 0 : report[shorter - FIRST_NODE];
    }

    private void findSingles(char[] codes, int length, Occurrences found) {
        int first = alphabet.firstSingle();
        for (int i = 0; i < length; i++) {
            if (codes[i] >= first && singles[codes[i] - first] >= 0) {
                found.add(singles[codes[i] - first], i + 1);
            }
        }
    }
}
