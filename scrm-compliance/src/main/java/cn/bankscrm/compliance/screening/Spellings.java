package cn.bankscrm.compliance.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Combines the ways in which the characters of a term may be written. */
final class Spellings {

    /** Beyond these, a character is taken in its usual way only. */
    private static final int MOST = 32;

    private Spellings() {}

    /** @param ways of a character, the usual one first */
    static List<int[][]> all(int[] term, IntFunction<List<int[]>> ways) {
        List<int[][]> spellings = new ArrayList<>();
        spellings.add(new int[term.length][]);
        for (int i = 0; i < term.length; i++) {
            List<int[]> ofCharacter = ways.apply(term[i]);
            List<int[][]> longer = new ArrayList<>();
            for (int[] way : spellings.size() * ofCharacter.size() > MOST ? ofCharacter.subList(0, 1) : ofCharacter) {
                for (int[][] spelling : spellings) {
                    int[][] next = spelling.clone();
                    next[i] = way;
                    longer.add(next);
                }
            }
            spellings = longer;
        }
        return spellings;
    }
}
