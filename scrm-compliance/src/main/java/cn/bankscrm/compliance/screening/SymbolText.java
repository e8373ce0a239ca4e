package cn.bankscrm.compliance.screening;

import java.util.Arrays;

/** A text in the symbols of a disguise: each character of its normal form taken apart into some. */
final class SymbolText {

    private final PlainForm form;
    private int[] symbols;
    private int[] from;
    private int length;

    SymbolText(PlainForm form, Disguise disguise) {
        this.form = form;
        symbols = new int[form.length() * 2 + 8];
        from = new int[symbols.length];
        for (int i = 0; i < form.length(); i++) {
            for (int symbol : disguise.symbols(form.character(i))) {
                if (length == symbols.length) {
                    symbols = Arrays.copyOf(symbols, length * 2);
                    from = Arrays.copyOf(from, length * 2);
                }
                symbols[length] = symbol;
                from[length] = i;
                length++;
            }
        }
    }

    /** The symbols in the codes of an alphabet, with room for one more. */
    char[] codes(Alphabet alphabet) {
        char[] codes = new char[length + 1];
        for (int i = 0; i < length; i++) {
            codes[i] = alphabet.code(symbols[i]);
        }
        return codes;
    }

    int length() {
        return length;
    }

    int symbol(int i) {
        return symbols[i];
    }

    /** The character of the normal form that a symbol is of. */
    int from(int i) {
        return from[i];
    }

    /** Whether a character of the text begins there; the end of the text counts as one. */
    boolean isBorder(int i) {
        return i == 0 || i == length || from[i] != from[i - 1];
    }

    /** Whether these symbols are the whole of one character of the text. */
    boolean isOneCharacter(int start, int end) {
        return isBorder(start) && isBorder(end) && from[start] == from[end - 1];
    }

    int character(int i) {
        return form.character(from[i]);
    }

    /** Whether the symbol stands right beside the next one in the original text, with nothing dropped between. */
    boolean touchesNext(int i) {
        return i >= 0 && i + 1 < length && (from[i] == from[i + 1] || form.end(from[i]) == form.start(from[i + 1]));
    }
}
