package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.lexicon.LineText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry as it is typed: the columns of a file, with lists a line each where they are long. */
record EntryForm(
        @Nullable String term,
        @Nullable String level,
        @Nullable String category,
        @Nullable String match,
        @Nullable String distance,
        @Nullable String contexts,
        @Nullable List<String> readings,
        @Nullable List<String> outlets,
        @Nullable String institutions,
        @Nullable String roles,
        @Nullable String ground,
        @Nullable String from,
        @Nullable String to) {

    static EntryForm empty() {
        return new EntryForm(
                null, "BLOCK", null, "literal", null, null, List.of(), List.of(), null, null, null, null, null);
    }

    static EntryForm of(LexiconLine line) {
        List<String> text = LineText.write(line);
        return new EntryForm(
                text.get(0),
                text.get(1),
                text.get(2),
                text.get(3),
                text.get(4),
                text.get(5).replace('|', '\n'),
                listed(text.get(6)),
                listed(text.get(7)),
                text.get(8).replace('|', '\n'),
                text.get(9).replace('|', '\n'),
                text.get(10),
                text.get(11),
                text.get(12));
    }

    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        put(fields, LineText.TERM, term);
        put(fields, LineText.LEVEL, level);
        put(fields, LineText.CATEGORY, category);
        put(fields, LineText.MATCH, match);
        // a field that the form only needs for combinations
        put(fields, LineText.DISTANCE, "combination".equals(match) ? distance : null);
        put(fields, LineText.SAFE_CONTEXTS, joined(contexts));
        put(fields, LineText.READINGS, readings == null ? null : String.join("|", readings));
        put(fields, LineText.OUTLETS, outlets == null ? null : String.join("|", outlets));
        put(fields, LineText.INSTITUTIONS, joined(institutions));
        put(fields, LineText.ROLES, joined(roles));
        put(fields, LineText.GROUND, ground);
        put(fields, LineText.VALID_FROM, from);
        put(fields, LineText.VALID_TO, to);
        return fields;
    }

    private static void put(Map<String, String> fields, String column, @Nullable String text) {
        fields.put(column, text == null ? "" : text);
    }

    private static @Nullable String joined(@Nullable String lines) {
        return lines == null ? null : lines.replaceAll("\\R", "|");
    }

    private static List<String> listed(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split("\\|", -1));
    }
}
