package cn.bankscrm.engagement.content;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * How alike two texts are: the share of character 3-grams that they have in common (Jaccard), of letters and digits
 * alone, whatever their width or case. Bands of minimum hashes find those that are alike among many: at 80% one of
 * {@value #BANDS} bands is the same in more than 999 of 1,000 cases.
 */
final class TextLikeness {

    static final int BANDS = 16;
    private static final int ROWS = 4;

    /** Of shorter texts any two say much the same. */
    private static final int LEAST_GRAMS = 20;

    private TextLikeness() {}

    /** The text's 3-grams, each once, sorted. */
    static long[] grams(String text) {
        int[] letters = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .toArray();
        long[] grams = new long[Math.max(0, letters.length - 2)];
        for (int i = 0; i < grams.length; i++) {
            // a code point has 21 bits
            grams[i] = ((long) letters[i] << 42) | ((long) letters[i + 1] << 21) | letters[i + 2];
        }
        return Arrays.stream(grams).sorted().distinct().toArray();
    }

    /** Whether there is enough text to say something. */
    static boolean isLongEnough(long[] grams) {
        return grams.length >= LEAST_GRAMS;
    }

    /** A hash for each band. */
    static long[] bands(long[] grams) {
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long hash = band;
            for (int row = 0; row < ROWS; row++) {
                hash = mix(hash ^ smallest(grams, mix(band * ROWS + row + 1L)));
            }
            bands[band] = hash;
        }
        return bands;
    }

    private static long smallest(long[] grams, long seed) {
        long smallest = Long.MAX_VALUE;
        for (long gram : grams) {
            smallest = Math.min(smallest, mix(gram ^ seed));
        }
        return smallest;
    }

    /** Common ones by all, from 0 to 1. */
    static double likeness(long[] one, long[] other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            if (one[i] == other[j]) {
                common++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        int all = one.length + other.length - common;
        return all == 0 ? 0 : (double) common / all;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long value) {
        long mixed = value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
