package cn.bankscrm.compliance.screening;

import java.util.Arrays;

/** Where phrases occur, in the order in which they were found: by their ends. Growing, for one thread. */
final class Occurrences {

    private static final int LARGE = 1 << 14;

    private int[] phrases = new int[16];
    private int[] ends = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    /** Gives back what an unusual text took. */
    void shrink() {
        if (phrases.length > LARGE) {
            phrases = new int[16];
            ends = new int[16];
            size = 0;
        }
    }

    int size() {
        return size;
    }

    int phrase(int i) {
        return phrases[i];
    }

    /** Behind its last character. */
    int end(int i) {
        return ends[i];
    }

    void add(int phrase, int end) {
        if (size == phrases.length) {
            phrases = Arrays.copyOf(phrases, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        phrases[size] = phrase;
        ends[size] = end;
        size++;
    }
}
