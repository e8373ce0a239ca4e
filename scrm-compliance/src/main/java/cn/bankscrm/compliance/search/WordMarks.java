package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.screening.PlainForm;
import java.util.ArrayList;
import java.util.List;

/** Where the words of a question stand in a text. */
public final class WordMarks {

    private WordMarks() {}

    /**
     * A place in a text, in UTF-16 units.
     *
     * @param start from 0
     * @param end behind the last one
     */
    public record Range(int start, int end) {}

    /** @return in the order of the text; those that overlap or touch are one */
    public static List<Range> in(String text, List<String> words) {
        PlainForm form = PlainForm.of(text);
        boolean[] marked = new boolean[text.length()];
        for (String word : words) {
            PlainForm sought = PlainForm.of(word);
            for (int i = 0; sought.length() > 0 && i + sought.length() <= form.length(); i++) {
                if (stands(form, i, sought)) {
                    for (int k = form.start(i); k < form.end(i + sought.length() - 1); k++) {
                        marked[k] = true;
                    }
                }
            }
        }
        return ranges(marked);
    }

    private static boolean stands(PlainForm form, int at, PlainForm sought) {
        for (int k = 0; k < sought.length(); k++) {
            if (form.character(at + k) != sought.character(k)) {
                return false;
            }
        }
        return true;
    }

    private static List<Range> ranges(boolean[] marked) {
        List<Range> ranges = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= marked.length; i++) {
            boolean in = i < marked.length && marked[i];
            if (in && start < 0) {
                start = i;
            } else if (!in && start >= 0) {
                ranges.add(new Range(start, i));
                start = -1;
            }
        }
        return ranges;
    }
}
