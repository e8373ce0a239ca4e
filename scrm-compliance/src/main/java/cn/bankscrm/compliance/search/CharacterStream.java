package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.screening.PlainForm;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * The terms of a message after the other: its text, then what is written in each of its pictures. Between them a
 * position stays free, so that no word is found that begins in one and ends in the next. For one thread.
 */
final class CharacterStream extends TokenStream {

    private static final int BEHIND_A_GAP = 2;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final List<PlainForm> forms = new ArrayList<>(List.of(new PlainForm()));
    private int used = 1;
    private int form;
    private int next;

    /** @return whether there is anything to find in it */
    boolean read(String text, List<String> pictured) {
        while (forms.size() <= pictured.size()) {
            forms.add(new PlainForm());
        }
        used = pictured.size() + 1;
        forms.getFirst().read(text);
        boolean any = forms.getFirst().length() > 0;
        for (int i = 1; i < used; i++) {
            forms.get(i).read(pictured.get(i - 1));
            any |= forms.get(i).length() > 0;
        }
        return any;
    }

    @Override
    public void reset() {
        form = 0;
        next = 0;
    }

    @Override
    public boolean incrementToken() {
        boolean gap = false;
        while (next == forms.get(form).length()) {
            if (++form == used) {
                form--;
                return false;
            }
            next = 0;
            gap = true;
        }
        clearAttributes();
        char[] buffer = term.resizeBuffer(2);
        term.setLength(Characters.term(forms.get(form), next, buffer));
        if (gap) {
            step.setPositionIncrement(BEHIND_A_GAP);
        }
        next++;
        return true;
    }
}
