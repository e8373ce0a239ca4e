package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.screening.PlainForm;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The terms of one text after the other; for one thread. */
final class CharacterStream extends TokenStream {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PlainForm form = new PlainForm();
    private int next;

    /** @return whether there is anything to find in it */
    boolean read(String text) {
        form.read(text);
        return form.length() > 0;
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public boolean incrementToken() {
        if (next == form.length()) {
            return false;
        }
        clearAttributes();
        char[] buffer = term.resizeBuffer(2);
        term.setLength(Characters.term(form, next, buffer));
        next++;
        return true;
    }
}
