package cn.bankscrm.web.shell;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * Writes a table as a CSV file (RFC 4180, UTF-8 with a mark at its beginning, by which spreadsheets know it), row by
 * row as the rows come. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
public final class CsvTable {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String BEGINS_A_FORMULA = "=+-@\t\r";
    private static final String NEEDS_QUOTES = ",\"\r\n";

    private CsvTable() {}

    /**
     * @param file its name, without the ending
     * @param rows hands over the rows; a value is a text, a number, a day, a local time, or null
     */
    public static void write(
            HttpServletResponse response,
            String file,
            List<String> columns,
            Consumer<Consumer<List<? extends @Nullable Object>>> rows)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file + ".csv").build().toString());
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            out.write('\uFEFF');
            out.write(line(columns));
            rows.accept(row -> {
                try {
                    out.write(line(row));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    static String line(List<? extends @Nullable Object> values) {
        return values.stream().map(CsvTable::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case LocalDateTime moment -> MOMENT.format(moment);
            case String text -> quoted(harmless(text));
            default -> quoted(value.toString());
        };
    }

    private static String harmless(String text) {
        return text.isEmpty() || BEGINS_A_FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    private static String quoted(String text) {
        return text.chars().noneMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0)
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
    }
}
