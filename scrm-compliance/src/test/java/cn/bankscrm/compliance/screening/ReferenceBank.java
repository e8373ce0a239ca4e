package cn.bankscrm.compliance.screening;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The reference bank's lexicon and its lines with their right answers. */
final class ReferenceBank {

    private ReferenceBank() {}

    /** A line of chat and what is to be found in it. */
    record Line(int id, String text, Verdict verdict, String terms, String kind) {}

    static List<LexiconEntry> entries() {
        return rows("lexicon.csv").stream()
                .map(row -> {
                    Phrase phrase = row.get(3).equals("combination")
                            ? Phrase.combination(row.get(0), Integer.parseInt(row.get(4)))
                            : Phrase.literal(row.get(0));
                    List<String> safe = row.get(5).isEmpty()
                            ? List.of()
                            : List.of(row.get(5).split("\\|", -1));
                    return new LexiconEntry(phrase, Level.valueOf(row.get(1)), row.get(2)).safeIn(safe);
                })
                .toList();
    }

    static List<Line> lines() {
        return rows("lines.csv").stream()
                .map(row -> new Line(
                        Integer.parseInt(row.get(0)), row.get(1), Verdict.valueOf(row.get(2)), row.get(3), row.get(4)))
                .toList();
    }

    static List<List<String>> rows(String file) {
        String text;
        try (InputStream in = Objects.requireNonNull(ReferenceBank.class.getResourceAsStream(file))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(text.charAt(++i));
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (quoted || c != '\r') {
                field.append(c);
            }
        }
        return rows.subList(1, rows.size());
    }
}
