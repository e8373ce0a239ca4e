package cn.bankscrm.compliance.screening;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Finds all occurrences of many phrases in one pass (Aho and Corasick, 1975), in time linear in the text whatever the
 * phrases. Immutable.
 *
 * <p>Most places of a text begin no phrase at all. So the pass looks each pair and each three of neighbours up in a
 * small bit set first, without a branch between, and enters the trie only where such a pair is a phrase or some phrase
 * begins with such three; it leaves the trie again as soon as less than two symbols are matched. The trie is one hash
 * table of {@code parent, symbol → child}, a {@code long} a child: a child is one look-up away, and building is
 * inserting. A node of depth one is its symbol's code, so that only nodes from depth two on take memory.
 */
final class PhraseAutomaton {

    private static final int FIRST_NODE = 0x10000;
    private static final int NODE_BITS = 24;
    private static final long NODE_MASK = (1L << NODE_BITS) - 1;
    private static final int BITS_A_PAIR = 64;
    private static final int LEAST_FILTER = 12;
    private static final int LARGEST_FILTER = 22;

    private final Alphabet alphabet;
    private final int[] lengths;

    /** Phrases of one symbol, by the symbol's place among the singles. */
    private final int[] singles;

    /** Pairs that are a phrase, and the first three symbols of phrases: what is worth entering the trie for. */
    private final long[] filter;

    private final int filterShift;
    private final long[] table;
    private final int tableShift;

    /** Of each node, its longest proper suffix that is a node too; 0 when that has less than two symbols. */
    private final int[] suffix;

    /** Of each node, the first of itself and its suffixes that ends a phrase; 0 for none. */
    private final int[] report;

    private final int[] phraseOf;

    PhraseAutomaton(List<int[]> phrases) {
        alphabet = new Alphabet(phrases);
        lengths = phrases.stream().mapToInt(phrase -> phrase.length).toArray();
        singles = new int[alphabet.size() - alphabet.firstSingle()];
        Trie trie = new Trie(alphabet, phrases, singles);
        table = trie.table();
        tableShift = trie.tableShift();
        int nodes = trie.nodes();
        suffix = new int[nodes];
        report = new int[nodes];
        phraseOf = Arrays.copyOf(trie.phraseOf(), nodes);
        int wanted = 32 - Integer.numberOfLeadingZeros(Math.max(1, trie.pairs() * BITS_A_PAIR - 1));
        int filterBits = Math.clamp(wanted, LEAST_FILTER, LARGEST_FILTER);
        filterShift = 32 - filterBits;
        filter = new long[1 << (filterBits - 6)];
        link(trie);
    }

    private void link(Trie trie) {
        int[] parents = trie.parents();
        char[] codes = trie.codes();
        for (int node : trie.byDepth()) {
            int parent = parents[node];
            char code = codes[node];
            if (parent < FIRST_NODE) {
                int pair = pair(parent, code);
                if (phraseOf[node] >= 0) {
                    set(filter, pair >>> filterShift);
                }
            } else {
                int before = parent - FIRST_NODE;
                if (parents[before] < FIRST_NODE) {
                    set(filter, triple(pair(parents[before], codes[before]), code) >>> filterShift);
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

    Alphabet alphabet() {
        return alphabet;
    }

    private static int pair(int first, int second) {
        return first * 0x9E3779B1 + second * 0x85EBCA6B;
    }

    private static int triple(int pair, int third) {
        return pair * 0xC2B2AE35 + third * 0x27D4EB2F;
    }

    private static void set(long[] bits, int bit) {
        bits[bit >>> 6] |= 1L << bit;
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
     * @param codes of the alphabet, none of them {@link Alphabet#NOTHING}
     * @param singlesToo whether codes of phrases of one symbol occur at all
     */
    void find(char[] codes, int length, boolean singlesToo, Occurrences found) {
        if (singlesToo) {
            findSingles(codes, length, found);
        }
        long[] bits = filter;
        int shift = filterShift;
        int pair = length < 2 ? 0 : pair(codes[0], codes[1]);
        for (int i = 1; i < length; i++) {
            char code = codes[i];
            char third = i + 1 < length ? codes[i + 1] : Alphabet.NOTHING;
            int asPair = pair >>> shift;
            int asTriple = triple(pair, third) >>> shift;
            if ((((bits[asPair >>> 6] >>> asPair) | (bits[asTriple >>> 6] >>> asTriple)) & 1) != 0) {
                int node = child(codes[i - 1], code);
                if (node != 0) {
                    i = walk(node, codes, i, length, found);
                    pair = i + 1 < length ? pair(codes[i], codes[i + 1]) : 0;
                    continue;
                }
            }
            pair = pair(code, third);
        }
    }

    /** Finds all in any sequence of symbols. */
    Occurrences find(IntUnaryOperator symbols, int length) {
        char[] codes = new char[length];
        for (int i = 0; i < length; i++) {
            codes[i] = alphabet.code(symbols.applyAsInt(i));
        }
        Occurrences found = new Occurrences();
        find(codes, length, true, found);
        return found;
    }

    /**
     * Goes on in the trie while at least two symbols are matched.
     *
     * @param at the last symbol matched
     * @return the last symbol looked at
     */
    private int walk(int entered, char[] codes, int at, int length, Occurrences found) {
        int node = entered;
        int i = at;
        while (true) {
            for (int end = report[node - FIRST_NODE]; end != 0; end = nextReport(end)) {
                found.add(phraseOf[end - FIRST_NODE], i + 1);
            }
            if (i + 1 == length) {
                return i;
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
            if (codes[i] >= first) {
                found.add(singles[codes[i] - first], i + 1);
            }
        }
    }
}
