package cn.bankscrm.simulator.life;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a CSV file of one line a row, with a header; cells may be quoted. */
final class Csv {
    private Csv() {}

    /** Hands over each row by its column names. */
    static void read(Path file, Consumer<Map<String, String>> row) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String first = in.readLine();
            List<String> header = first == null ? List.of() : cells(first);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> cells = cells(line);
                Map<String, String> named = HashMap.newHashMap(header.size());
                for (int i = 0; i < header.size(); i++) {
                    named.put(header.get(i), i < cells.size() ? cells.get(i) : "");
                }
                row.accept(named);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
