package cn.bankscrm.compliance.screening;

import java.util.Arrays;

/**
 * Where phrases, or parts of entries, occur: numbers with places, in the order in which they were found. For one
 * thread.
 */
final class Occurrences {

    private static final int LARGE = 1 << 14;

    private long[] found = new long[16];
    private int size;

    void clear() {
        size = 0;
    }

    /** Gives back what an unusual text took. */
    void shrink() {
        if (found.length > LARGE) {
            found = new long[16];
            size = 0;
        }
    }

    int size() {
        return size;
    }

    int number(int i) {
        return number(found[i]);
    }

    /** Behind its last character. */
    int end(int i) {
        return place(found[i]);
    }

    void add(int number, int end) {
        if (size == found.length) {
            found = Arrays.copyOf(found, size * 2);
        }
        found[size] = key(number, end);
        size++;
    }

    /** All of them by number, then by place. */
    long[] sorted() {
        long[] sorted = Arrays.copyOf(found, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The first of the sorted that has the number, at that place or behind; or what follows all such. */
    static int firstFrom(long[] sorted, int number, int place) {
        int at = Arrays.binarySearch(sorted, key(number, place));
        return at >= 0 ? at : -at - 1;
    }

    static int number(long key) {
        return (int) (key >>> 32);
    }

    static int place(long key) {
        return (int) key;
    }

    private static long key(int number, int place) {
        return ((long) number << 32) | place;
    }
}
