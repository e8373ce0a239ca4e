package cn.bankscrm.compliance.screening;

import java.util.Arrays;
import java.util.List;

/** The trie of a {@link PhraseAutomaton} while it is built. Numbers of nodes begin behind the codes of symbols. */
final class Trie {

    private static final int FIRST_NODE = 0x10000;
    private static final int NODE_BITS = 24;

    private final Alphabet alphabet;
    private long[] table = new long[1 << 10];
    private int tableShift = 64 - 10;
    private int[] parents = new int[512];
    private char[] codes = new char[512];
    private int[] depths = new int[512];
    private int[] phraseOf = new int[512];
    private int nodes;
    private int pairs;

    Trie(Alphabet alphabet, List<int[]> phrases, int[] singles) {
        this.alphabet = alphabet;
        for (int phrase = 0; phrase < phrases.size(); phrase++) {
            int[] symbols = phrases.get(phrase);
            if (symbols.length == 1) {
                singles[alphabet.code(symbols[0]) - alphabet.firstSingle()] = phrase;
            } else {
                insert(symbols, phrase);
            }
        }
    }

    private void insert(int[] symbols, int phrase) {
        int node = alphabet.code(symbols[0]);
        for (int depth = 1; depth < symbols.length; depth++) {
            node = childOf(node, alphabet.code(symbols[depth]), depth + 1);
        }
        phraseOf[node - FIRST_NODE] = phrase;
    }

    private int childOf(int parent, char code, int depth) {
        long key = ((long) parent << 16) | code;
        int slot = freeOr(key);
        if (table[slot] != 0) {
            return (int) (table[slot] & ((1L << NODE_BITS) - 1));
        }
        if (FIRST_NODE + nodes + 1 >= 1 << NODE_BITS) {
            throw new IllegalArgumentException("A lexicon of more than 16 million characters");
        }
        int node = FIRST_NODE + nodes;
        table[slot] = (key << NODE_BITS) | node;
        if (nodes == parents.length) {
            parents = Arrays.copyOf(parents, nodes * 2);
            codes = Arrays.copyOf(codes, nodes * 2);
            depths = Arrays.copyOf(depths, nodes * 2);
            phraseOf = Arrays.copyOf(phraseOf, nodes * 2);
        }
        parents[nodes] = parent;
        codes[nodes] = code;
        depths[nodes] = depth;
        phraseOf[nodes] = -1;
        nodes++;
        if (parent < FIRST_NODE) {
            pairs++;
        }
        if (nodes > table.length / 3 * 2) {
            grow();
        }
        return node;
    }

    /** The slot of a key, or the one where it belongs. */
    private int freeOr(long key) {
        int slot = slot(key, tableShift);
        while (table[slot] != 0 && table[slot] >>> NODE_BITS != key) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] smaller = table;
        table = new long[smaller.length * 2];
        tableShift--;
        for (long child : smaller) {
            if (child != 0) {
                table[freeOr(child >>> NODE_BITS)] = child;
            }
        }
    }

    static int slot(long key, int shift) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> shift);
    }

    long[] table() {
        return table;
    }

    int tableShift() {
        return tableShift;
    }

    int nodes() {
        return nodes;
    }

    /** Nodes of two symbols. */
    int pairs() {
        return pairs;
    }

    int[] parents() {
        return parents;
    }

    char[] codes() {
        return codes;
    }

    int[] phraseOf() {
        return phraseOf;
    }

    /** All nodes, counted from 0, the shallow ones first. */
    int[] byDepth() {
        int deepest = 0;
        for (int i = 0; i < nodes; i++) {
            deepest = Math.max(deepest, depths[i]);
        }
        int[] places = new int[deepest + 2];
        for (int i = 0; i < nodes; i++) {
            places[depths[i] + 1]++;
        }
        for (int depth = 1; depth < places.length; depth++) {
            places[depth] += places[depth - 1];
        }
        int[] sorted = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            sorted[places[depths[i]]++] = i;
        }
        return sorted;
    }
}
