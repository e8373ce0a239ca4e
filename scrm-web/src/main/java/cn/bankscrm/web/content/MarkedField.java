package cn.bankscrm.web.content;

import cn.bankscrm.compliance.screening.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of the editor with what the lexicon hits in it.
 *
 * @param id of the field on the page
 * @param parts the whole text, cut where the marking changes
 */
record MarkedField(String id, List<Part> parts) {

    MarkedField {
        parts = List.copyOf(parts);
    }

    /**
     * A piece of text.
     *
     * @param level of the gravest hit there; null where there is none
     * @param why of each hit there, for whoever points at it
     */
    record Part(String text, @Nullable Level level, String why) {}

    /** A hit within the field. */
    record Mark(int start, int end, Level level, String why) {}

    static MarkedField of(String id, String text, List<Mark> marks) {
        List<Integer> cuts = new ArrayList<>(List.of(0, text.length()));
        marks.forEach(mark -> cuts.addAll(List.of(mark.start(), mark.end())));
        List<Integer> places = cuts.stream().distinct().sorted().toList();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i + 1 < places.size(); i++) {
            int from = places.get(i);
            int to = places.get(i + 1);
            List<Mark> here = marks.stream()
                    .filter(mark -> mark.start() < to && mark.end() > from)
                    .toList();
            parts.add(new Part(
                    text.substring(from, to),
                    here.stream().map(Mark::level).max(Level::compareTo).orElse(null),
                    String.join("；", here.stream().map(Mark::why).distinct().toList())));
        }
        return new MarkedField(id, parts);
    }
}
