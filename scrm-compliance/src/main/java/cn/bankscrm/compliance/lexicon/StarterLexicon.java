package cn.bankscrm.compliance.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A lexicon to begin with: what regulators forbid in the marketing of banks, in our own words, each entry with the rule
 * that it rests on, and what customers say when they complain or are in distress. A bank makes it a draft, changes it
 * as its own rules say, and has it published.
 *
 * <p>Source: the rules named in the entries, among them 银发〔2019〕316号, 银发〔2018〕106号 and 广告法; {@code starter.csv},
 * {@code starter-customers.csv}.
 */
public final class StarterLexicon {

    private StarterLexicon() {}

    public static List<LexiconLine> lines() {
        return Stream.of("starter.csv", "starter-customers.csv")
                .flatMap(StarterLexicon::lines)
                .toList();
    }

    private static Stream<LexiconLine> lines(String resource) {
        List<String> rows = text(resource).lines().toList();
        List<String> columns = List.of(rows.getFirst().split(",", -1));
        return rows.stream().skip(1).map(row -> line(columns, row));
    }

    /** No field of the resources holds a comma. */
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

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(StarterLexicon.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
