package cn.bankscrm.compliance.screening;

/** What an entry looks for. Compared in normal form, so width, case, script and inserted marks make no difference. */
public sealed interface Phrase {

    /** As the authors of the lexicon write it: {@code 保本}, {@code 保证|收益}. */
    String term();

    /** Hits wherever it occurs, within other words too. */
    record Literal(String term) implements Phrase {}

    /**
     * Hits where the second part begins at or after the end of the first.
     *
     * @param distance characters of the normal form that may stand between the two, at most; from 0
     */
    record Combination(String first, String second, int distance) implements Phrase {

        @Override
        public String term() {
            return first + "|" + second;
        }
    }

    static Phrase literal(String term) {
        return new Literal(term);
    }

    /**
     * @param term two parts, divided by a vertical bar
     * @throws IllegalArgumentException when these are not two parts
     */
    static Phrase combination(String term, int distance) {
        int bar = term.indexOf('|');
        if (bar < 0 || term.indexOf('|', bar + 1) >= 0) {
            throw new IllegalArgumentException("A combination has two parts, divided by one vertical bar");
        }
        return new Combination(term.substring(0, bar), term.substring(bar + 1), distance);
    }
}
