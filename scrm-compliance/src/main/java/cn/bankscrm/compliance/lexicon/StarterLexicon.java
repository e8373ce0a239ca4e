package cn.bankscrm.compliance.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A lexicon to begin with: what regulators forbid in the marketing of banks, in our own words, each entry with the rule
 * that it rests on. A bank makes it a draft, changes it as its own rules say, and has it published.
 *
 * <p>Source: the rules named in the entries, among them 银发〔2019〕316号, 银发〔2018〕106号 and 广告法; {@code starter.csv}.
 */
public final class StarterLexicon {

    private StarterLexicon() {}

    public static List<LexiconLine> lines() {
        List<String> rows = text().lines().toList();
        List<String> columns = List.of(rows.getFirst().split(",", -1));
        return rows.stream().skip(1).map(row -> line(columns, row)).toList();
    }

    /** No field of the resource holds a comma. */
    private static LexiconLine line(List<String> columns, String row) {
        String[] values = row.split(",", -1);
        if (values.length != columns.size()) {
            throw new IllegalStateException("The starter lexicon has a row of " + values.length + " fields: " + row);
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            fields.put(columns.get(i), values[i]);
        }
        return LineText.read(fields, fault -> {
                    throw new IllegalStateException("The starter lexicon has a row at fault: " + fault + " " + row);
                })
                .orElseThrow();
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(StarterLexicon.class.getResourceAsStream("starter.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
