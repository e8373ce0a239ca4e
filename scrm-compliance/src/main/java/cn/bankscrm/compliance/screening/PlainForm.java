package cn.bankscrm.compliance.screening;

import java.util.Arrays;

/**
 * A text in normal form: its letters and digits, and for each the part of the original text that it came from. Can be
 * used for one text after another, by one thread.
 */
public final class PlainForm {

    /** Characters of a term, a safe context or a distance, at most. */
    static final int LONGEST = 1_000;

    /**
     * Marks that are put together with what stands before them; those beyond stand for themselves. Unicode's own bound
     * for streams (UAX 15): without one, sorting endless marks would take quadratic time.
     */
    private static final int MOST_MARKS = 30;

    private int[] characters;
    private int[] starts;
    private int[] ends;
    private int length;

    public PlainForm() {
        this(64);
    }

    private PlainForm(int capacity) {
        characters = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    public static PlainForm of(String text) {
        PlainForm form = new PlainForm(text.length() + 1);
        form.read(text);
        return form;
    }

    /** The normal form of a term. */
    static String normal(String term) {
        PlainForm form = of(term);
        return new String(form.characters, 0, form.length);
    }

    public int length() {
        return length;
    }

    public int character(int i) {
        return characters[i];
    }

    /** Where the character came from in the original text, in UTF-16 units. */
    public int start(int i) {
        return starts[i];
    }

    /** Behind its last one. */
    public int end(int i) {
        return ends[i];
    }

    int capacity() {
        return characters.length;
    }

    /** Takes another text. */
    public void read(String text) {
        length = 0;
        ensure(text.length());
        char[] basic = CharacterForms.basic();
        int base = 0;
        int lengthBeforeBase = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            char form = basic[c];
            if (form != CharacterForms.SPECIAL) {
                base = i;
                lengthBeforeBase = length;
                if (form != CharacterForms.NONE) {
                    append(form, i, i + 1);
                }
                i++;
                continue;
            }
            int character = text.codePointAt(i);
            if (CharacterForms.joins(character)) {
                int end = endOfMarks(text, i);
                appendMarks(text, base, lengthBeforeBase, i, end);
                base = end;
                lengthBeforeBase = length;
                i = end;
            } else {
                base = i;
                lengthBeforeBase = length;
                int end = i + Character.charCount(character);
                appendForm(character, i, end);
                i = end;
            }
        }
    }

    private static int endOfMarks(String text, int from) {
        int end = from;
        for (int marks = 0; marks < MOST_MARKS && end < text.length(); marks++) {
            int character = text.codePointAt(end);
            if (!CharacterForms.joins(character)) {
                break;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    /** Marks and the character before them, which NFKC may put together. */
    private void appendMarks(String text, int base, int lengthBeforeBase, int marks, int end) {
        if (base < marks && isLeftAlone(text.codePointAt(base)) && areNothing(text, marks, end)) {
            return;
        }
        int[] letters = CharacterForms.letters(text.substring(base, end));
        int[] ofBase = CharacterForms.letters(text.substring(base, marks));
        if (Arrays.equals(letters, ofBase)) {
            return;
        }
        length = lengthBeforeBase;
        for (int k = 0; k < letters.length; k++) {
            append(letters[k], startOf(letters, k, text, base, end), endOf(letters, k, text, base, end));
        }
    }

    private static boolean isLeftAlone(int base) {
        return CharacterForms.isHan(base) || (base < 0x10000 && CharacterForms.basic()[base] == CharacterForms.NONE);
    }

    private static boolean areNothing(String text, int from, int to) {
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            if (CharacterForms.of(text.codePointAt(i)) != CharacterForms.NONE) {
                return false;
            }
        }
        return true;
    }

    /** The last place from which the letters from number k on still come out. */
    private static int startOf(int[] letters, int k, String text, int base, int end) {
        int start = base;
        while (true) {
            int next = start + Character.charCount(text.codePointAt(start));
            int[] rest = next < end ? CharacterForms.letters(text.substring(next, end)) : new int[0];
            int wanted = letters.length - k;
            if (rest.length < wanted
                    || !Arrays.equals(rest, rest.length - wanted, rest.length, letters, k, letters.length)) {
                return start;
            }
            start = next;
        }
    }

    /** The first place up to which the letters up to number k have come out. */
    private static int endOf(int[] letters, int k, String text, int base, int end) {
        int stop = base;
        while (true) {
            stop += Character.charCount(text.codePointAt(stop));
            if (stop >= end) {
                return end;
            }
            int[] head = CharacterForms.letters(text.substring(base, stop));
            if (head.length > k && Arrays.equals(head, 0, k + 1, letters, 0, k + 1)) {
                return stop;
            }
        }
    }

    private void appendForm(int character, int start, int end) {
        int form = CharacterForms.of(character);
        if (form > CharacterForms.NONE) {
            append(form, start, end);
        } else if (form == CharacterForms.SEVERAL) {
            for (int letter : CharacterForms.several(character)) {
                append(letter, start, end);
            }
        }
    }

    private void append(int character, int start, int end) {
        if (length == characters.length) {
            ensure(length + 1 + (length >> 1));
        }
        characters[length] = character;
        starts[length] = start;
        ends[length] = end;
        length++;
    }

    private void ensure(int capacity) {
        if (capacity > characters.length) {
            characters = Arrays.copyOf(characters, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
    }
}
