package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.screening.PlainForm;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * How texts become terms: every letter of the normal form is one, at its own position, so that any run of them is found
 * as a phrase. A Latin letter or digit is one together with the next where that is one, too: of the few there are each
 * stands in too many messages, and a telephone number would take long to find.
 */
final class Characters {

    private static final String PAIRING = "0123456789abcdefghijklmnopqrstuvwxyz";

    private Characters() {}

    /** Writes the term at a place of a form. @return how many UTF-16 units it has, at most 2 */
    static int term(PlainForm form, int i, char[] into) {
        int character = form.character(i);
        if (pairs(character) && i + 1 < form.length() && pairs(form.character(i + 1))) {
            into[0] = (char) character;
            into[1] = (char) form.character(i + 1);
            return 2;
        }
        return Character.toChars(character, into, 0);
    }

    private static boolean pairs(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z');
    }

    /** Messages in which a word stands; none where the word has neither letter nor digit. */
    static Query phrase(String field, String word) {
        PlainForm form = PlainForm.of(word);
        List<Term[]> terms = new ArrayList<>();
        char[] units = new char[2];
        for (int i = 0; i < form.length(); i++) {
            boolean last = i == form.length() - 1;
            if (last && pairs(form.character(i))) {
                if (i > 0 && pairs(form.character(i - 1))) {
                    // the term before has it already, and whatever follows is welcome
                    break;
                }
                terms.add(openEnd(field, (char) form.character(i)));
            } else {
                terms.add(new Term[] {new Term(field, new String(units, 0, term(form, i, units)))});
            }
        }
        return query(terms);
    }

    /** A letter after which anything may come. */
    private static Term[] openEnd(String field, char letter) {
        Term[] any = new Term[PAIRING.length() + 1];
        any[0] = new Term(field, String.valueOf(letter));
        for (int i = 0; i < PAIRING.length(); i++) {
            any[i + 1] = new Term(field, "" + letter + PAIRING.charAt(i));
        }
        return any;
    }

    private static Query query(List<Term[]> terms) {
        if (terms.isEmpty()) {
            return new MatchNoDocsQuery("neither letter nor digit");
        }
        if (terms.size() == 1) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            for (Term term : terms.getFirst()) {
                any.add(new TermQuery(term), BooleanClause.Occur.SHOULD);
            }
            return any.build();
        }
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        terms.forEach(phrase::add);
        return phrase.build();
    }
}
