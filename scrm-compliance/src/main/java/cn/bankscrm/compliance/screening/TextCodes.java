package cn.bankscrm.compliance.screening;

/**
 * Turns a text into the codes of its normal form: for almost all characters one look-up in a table that is normal form
 * and alphabet in one. A text with one of the few others is read by {@link PlainForm}.
 */
final class TextCodes {

    private final Alphabet alphabet;
    private final char[] table = new char[0x10000];

    TextCodes(Alphabet alphabet) {
        this.alphabet = alphabet;
        char[] basic = CharacterForms.basic();
        for (int c = 0; c < table.length; c++) {
            char form = basic[c];
            table[c] = form == CharacterForms.SPECIAL
                    ? CharacterForms.SPECIAL
                    : form == CharacterForms.NONE ? Alphabet.NOTHING : alphabet.code(form);
        }
    }

    /** Leaves the codes in the workspace. */
    void read(String text, Workspace space) {
        int length = text.length();
        char[] codes = space.codes(length);
        text.getChars(0, length, codes, 0);
        char[] forms = table;
        int kept = 0;
        int highest = 0;
        for (int i = 0; i < length; i++) {
            char code = forms[codes[i]];
            // written always and kept unless it is nothing: a branch here would often be guessed wrong
            codes[kept] = code;
            kept += -code >>> 31;
            highest = Math.max(highest, code);
        }
        if (highest == CharacterForms.SPECIAL) {
            readByForm(text, space);
        } else {
            space.keep(kept, highest >= alphabet.firstSingle());
        }
    }

    /** Makes the places known where the codes up to that one come from, after {@link #read}. */
    void locate(String text, int last, Workspace space) {
        if (space.isLocated()) {
            return;
        }
        int[] places = space.places(text.length() + 1);
        char[] forms = table;
        int kept = 0;
        for (int i = 0; kept <= last; i++) {
            places[kept] = i;
            kept += -forms[text.charAt(i)] >>> 31;
        }
    }

    private void readByForm(String text, Workspace space) {
        PlainForm form = space.form(text);
        int length = form.length();
        char[] codes = space.codes(length);
        int highest = 0;
        for (int i = 0; i < length; i++) {
            char code = alphabet.code(form.character(i));
            codes[i] = code;
            highest = Math.max(highest, code);
        }
        space.keep(length, highest >= alphabet.firstSingle());
    }
}
