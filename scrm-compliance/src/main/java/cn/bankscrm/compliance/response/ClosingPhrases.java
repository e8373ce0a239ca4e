package cn.bankscrm.compliance.response;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What customers say to end a talk (谢谢, 好的, 👍): a message of nothing else asks for no answer. */
final class ClosingPhrases {

    /** Longest first, so that 谢谢您 is not read as 谢谢 and a rest. */
    private final List<String> phrases;

    ClosingPhrases(Collection<String> phrases) {
        this.phrases = phrases.stream()
                .map(ClosingPhrases::plain)
                .filter(phrase -> !phrase.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Whether the text is made of closing phrases and marks alone; an empty one asks for nothing either. */
    boolean areAllOf(String text) {
        String left = plain(text);
        while (!left.isEmpty()) {
            String rest = left;
            Optional<String> next = phrases.stream().filter(rest::startsWith).findFirst();
            if (next.isEmpty()) {
                return false;
            }
            left = rest.substring(next.get().length());
        }
        return true;
    }

    /** In one width and case, without marks, blanks, tones of skin, and forms of emoji; brackets of WeChat's stay. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(ClosingPhrases::says)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean says(int c) {
        return Character.isLetterOrDigit(c)
                || c == '['
                || c == ']'
                || c == '?'
                || (Character.getType(c) == Character.OTHER_SYMBOL);
    }
}
