package cn.bankscrm.compliance.screening;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The normal form of characters one by one: Unicode NFKC, lower case, traditional to simplified by OpenCC's table, and
 * nothing when what comes out is neither letter nor digit. Worked out once from the JDK's Unicode tables.
 */
final class CharacterForms {

    /** A character of the basic plane that its own entry of the table does not tell all about. */
    static final char SPECIAL = '\uFFFF';

    /** No letter or digit is left. */
    static final int NONE = 0;

    /** More than one is left: see {@link #several}. */
    static final int SEVERAL = -1;

    private static final int PAGE = 256;
    private static final int PLANES = 4;

    private static final Map<Integer, Integer> SIMPLIFIED = simplified();
    private static final Map<Integer, int[]> EXPANSIONS = new HashMap<>();
    private static final char[] BASIC = new char[0x10000];
    private static final int[][] SUPPLEMENTARY = new int[(PLANES << 16) / PAGE][];

    /**
     * Characters that NFKC may put together with what stands before them. Variation selectors are none: they only stand
     * between.
     */
    private static final BitSet JOINING = new BitSet();

    static {
        findJoining();
        for (int c = 0; c < BASIC.length; c++) {
            int form = work(c);
            boolean special = form == SEVERAL || form > SPECIAL || JOINING.get(c);
            BASIC[c] = special ? SPECIAL : (char) form;
            if (form > SPECIAL) {
                EXPANSIONS.put(c, new int[] {form});
            }
        }
        int[] nothing = new int[PAGE];
        for (int page = 0x10000 / PAGE; page < SUPPLEMENTARY.length; page++) {
            int[] forms = new int[PAGE];
            for (int i = 0; i < PAGE; i++) {
                forms[i] = work(page * PAGE + i);
            }
            SUPPLEMENTARY[page] = Arrays.equals(forms, nothing) ? nothing : forms;
        }
        for (char half = Character.MIN_HIGH_SURROGATE; half <= Character.MAX_HIGH_SURROGATE; half++) {
            if (mayBeginALetter(half)) {
                BASIC[half] = SPECIAL;
            }
        }
    }

    private CharacterForms() {}

    /** @return for each character of the basic plane its form, 0 for none, or {@link #SPECIAL}; not to be changed */
    static char[] basic() {
        return BASIC;
    }

    /** @return the one character that is left, {@link #NONE} or {@link #SEVERAL} */
    static int of(int character) {
        if (character < 0x10000) {
            char form = BASIC[character];
            return form == SPECIAL ? special(character) : form;
        }
        int page = character / PAGE;
        return page < SUPPLEMENTARY.length ? SUPPLEMENTARY[page][character % PAGE] : NONE;
    }

    /**
     * Whether a pair that begins with this half may be more than nothing, or join with what stands before it. Of most
     * emoji none does: they need no closer look, one half after the other.
     */
    private static boolean mayBeginALetter(char half) {
        int first = Character.toCodePoint(half, Character.MIN_LOW_SURROGATE);
        return IntStream.rangeClosed(first, first + 0x3FF).anyMatch(c -> of(c) != NONE || JOINING.get(c));
    }

    private static int special(int character) {
        int[] expansion = EXPANSIONS.get(character);
        if (expansion == null) {
            return letter(character);
        }
        return expansion.length == 1 ? expansion[0] : SEVERAL;
    }

    static int[] several(int character) {
        return Objects.requireNonNull(EXPANSIONS.get(character));
    }

    static boolean joins(int character) {
        return JOINING.get(character);
    }

    /** The letters and digits of a piece of text in normal form, put together as NFKC puts them together. */
    static int[] letters(CharSequence text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .map(CharacterForms::letter)
                .filter(letter -> letter != NONE)
                .toArray();
    }

    /** The form of a character that NFKC leaves as it is. */
    private static int letter(int character) {
        int lower = Character.toLowerCase(character);
        if (lower == 'ς') {
            lower = 'σ';
        }
        int simple = SIMPLIFIED.getOrDefault(lower, lower);
        return isLetterOrDigit(simple) ? simple : NONE;
    }

    private static boolean isLetterOrDigit(int character) {
        return switch (Character.getType(character)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private static int work(int character) {
        if (isUnchanged(character)) {
            return letter(character);
        }
        int[] letters = letters(Character.toString(character));
        if (letters.length == 0) {
            return NONE;
        }
        if (letters.length == 1) {
            if (JOINING.get(character)) {
                EXPANSIONS.put(character, letters);
            }
            return letters[0];
        }
        EXPANSIONS.put(character, letters);
        return SEVERAL;
    }

    /** Whether NFKC is known to leave a character alone: spares the work for nine of ten. */
    private static boolean isUnchanged(int character) {
        return isHan(character)
                || (character >= 0xAC00 && character <= 0xDFFF)
                || Character.getType(character) == Character.UNASSIGNED;
    }

    /** Unified ideographs: nothing composes with them, and NFKC leaves them alone. */
    static boolean isHan(int character) {
        return (character >= 0x4E00 && character <= 0x9FFF)
                || (character >= 0x3400 && character <= 0x4DBF)
                || (character >= 0x20000 && character < 0x2F800)
                || (character >= 0x30000 && character < 0x40000);
    }

    private static void findJoining() {
        // the vowels and finals of which Hangul syllables are made
        JOINING.set(0x1161, 0x1176);
        JOINING.set(0x11A8, 0x11C3);
        for (int c = 0; c < PLANES << 16; c++) {
            if (isUnchanged(c)) {
                continue;
            }
            if (isMark(c) && !(c >= 0xFE00 && c <= 0xFE0F)) {
                JOINING.set(c);
            }
            Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
                    .codePoints()
                    .skip(1)
                    .forEach(JOINING::set);
        }
        for (int c = 0; c < PLANES << 16; c++) {
            if (!isUnchanged(c)) {
                int first = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
                        .codePointAt(0);
                if (JOINING.get(first)) {
                    JOINING.set(c);
                }
            }
        }
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static Map<Integer, Integer> simplified() {
        Map<Integer, Integer> simplified = new HashMap<>(8192);
        for (String pair : Tables.lines("traditional-to-simplified.txt")) {
            int traditional = pair.codePointAt(0);
            simplified.put(traditional, pair.codePointAt(Character.charCount(traditional)));
        }
        return simplified;
    }
}
