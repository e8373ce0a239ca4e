package cn.bankscrm.compliance.screening;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Numbers the symbols that occur in phrases, so that they are small and dense: 0 is nothing, 1 any symbol that occurs
 * in no phrase, then those of the phrases; symbols that are a phrase by themselves get the highest numbers.
 */
final class Alphabet {

    static final char NOTHING = 0;
    static final char OTHER = 1;

    private final char[] basic = new char[0x10000];
    private final Map<Integer, Character> supplementary = new HashMap<>();
    private final int size;
    private final int firstSingle;

    /** The alphabet of all these phrases. */
    static Alphabet of(Phrases some, Phrases others) {
        return new Alphabet(Stream.concat(some.symbols().stream(), others.symbols().stream())
                .toList());
    }

    private Alphabet(Collection<int[]> phrases) {
        Arrays.fill(basic, OTHER);
        int next = OTHER + 1;
        Set<Integer> singles = new LinkedHashSet<>();
        for (int[] phrase : phrases) {
            if (phrase.length == 1) {
                singles.add(phrase[0]);
            }
        }
        for (int[] phrase : phrases) {
            for (int symbol : phrase) {
                if (code(symbol) == OTHER && !singles.contains(symbol)) {
                    put(symbol, next++);
                }
            }
        }
        firstSingle = next;
        for (int symbol : singles) {
            put(symbol, next++);
        }
        size = next;
    }

    private void put(int symbol, int code) {
        if (code >= CharacterForms.SPECIAL) {
            throw new IllegalArgumentException("More than 65,000 different characters in one lexicon");
        }
        if (symbol < basic.length) {
            basic[symbol] = (char) code;
        } else {
            supplementary.put(symbol, (char) code);
        }
    }

    char code(int symbol) {
        return symbol < basic.length ? basic[symbol] : supplementary.getOrDefault(symbol, OTHER);
    }

    /** One more than the highest number. */
    int size() {
        return size;
    }

    int firstSingle() {
        return firstSingle;
    }
}
