package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.lexicon.Trial;
import cn.bankscrm.compliance.screening.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text that was tried, as the page shows it.
 *
 * @param parts the whole text, cut where the marking changes
 * @param rows what hits, or would
 */
record TrialView(Verdict verdict, List<Part> parts, List<Row> rows) {

    private static final int AROUND = 4;

    TrialView {
        parts = List.copyOf(parts);
        rows = List.copyOf(rows);
    }

    /** How a part of the text is marked, the gravest that is said of it. */
    enum Mark {
        NONE,
        SAVED,
        RECORD,
        WARN,
        BLOCK
    }

    /** A part of the text that is marked alike. */
    record Part(String text, Mark mark) {}

    /**
     * A place.
     *
     * @param found the characters that it is made of
     * @param phrase a longer phrase around it, to begin with when it is proposed as a safe context; empty where none is
     */
    record Row(Trial.Finding finding, String found, String phrase) {

        public boolean saved() {
            return finding.savedBy() != null;
        }
    }

    static TrialView of(String text, Trial trial) {
        Mark[] marks = new Mark[text.length()];
        Arrays.fill(marks, Mark.NONE);
        List<Row> rows = new ArrayList<>();
        for (Trial.Finding finding : trial.findings()) {
            int start = finding.hit().start();
            int end = finding.hit().end();
            Mark mark = finding.savedBy() == null
                    ? Mark.valueOf(finding.hit().entry().level().name())
                    : Mark.SAVED;
            for (int i = start; i < end; i++) {
                marks[i] = marks[i].compareTo(mark) >= 0 ? marks[i] : mark;
            }
            rows.add(new Row(finding, text.substring(start, end), around(text, start, end)));
        }
        return new TrialView(trial.verdict(), parts(text, marks), rows);
    }

    private static List<Part> parts(String text, Mark[] marks) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || marks[i] != marks[from]) {
                parts.add(new Part(text.substring(from, i), marks[from]));
                from = i;
            }
        }
        return parts;
    }

    /** A few letters to each side, up to the next mark. */
    private static String around(String text, int start, int end) {
        int from = start;
        while (from > 0 && start - from < AROUND && Character.isLetterOrDigit(text.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && to - end < AROUND && Character.isLetterOrDigit(text.charAt(to))) {
            to++;
        }
        return from == start && to == end ? "" : text.substring(from, to);
    }
}
