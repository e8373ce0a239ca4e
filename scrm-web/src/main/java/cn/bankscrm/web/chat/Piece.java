package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.search.WordMarks;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a text.
 *
 * @param marked whether what is looked for stands in it
 * @param term whether the lexicon hits in it
 */
public record Piece(String text, boolean marked, boolean term) {

    private static final int SNIPPET = 64;
    private static final int BEFORE = 16;

    static List<Piece> of(String text, List<String> words, List<Hit> hits) {
        boolean[] marked = new boolean[text.length()];
        WordMarks.in(text, words).forEach(range -> fill(marked, range.start(), range.end()));
        boolean[] term = new boolean[text.length()];
        hits.forEach(hit -> fill(term, hit.start(), hit.end()));
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || marked[i] != marked[from] || term[i] != term[from]) {
                pieces.add(new Piece(text.substring(from, i), marked[from], term[from]));
                from = i;
            }
        }
        return pieces;
    }

    /** A line's worth around the first mark. */
    static List<Piece> snippet(String text, List<String> words) {
        String line = text.replaceAll("\\s+", " ");
        List<WordMarks.Range> ranges = WordMarks.in(line, words);
        int first = ranges.isEmpty() ? 0 : Math.max(0, ranges.getFirst().start() - BEFORE);
        if (first > 0 && Character.isLowSurrogate(line.charAt(first))) {
            first--;
        }
        int end = Math.min(line.length(), first + SNIPPET);
        if (end < line.length() && Character.isLowSurrogate(line.charAt(end))) {
            end++;
        }
        return of(
                (first > 0 ? "…" : "") + line.substring(first, end) + (end < line.length() ? "…" : ""),
                words,
                List.of());
    }

    private static void fill(boolean[] places, int start, int end) {
        for (int i = start; i < end; i++) {
            places[i] = true;
        }
    }
}
