package cn.bankscrm.web.shell;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Writes a table as an Excel file, row by row as the rows come. Numbers are numbers, and dates are dates. */
public final class ExcelTable {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int ROWS_IN_MEMORY = 1_000;
    private static final int WIDTH = 18;
    private static final int HEADER = 2;

    private ExcelTable() {}

    /** Without a note. */
    public static void write(
            HttpServletResponse response,
            String file,
            String title,
            List<String> columns,
            Consumer<Consumer<List<? extends @Nullable Object>>> rows)
            throws IOException {
        write(response, file, title, "", columns, rows);
    }

    /**
     * @param file its name, without the ending
     * @param title in the first row
     * @param note in the second row: what the rows are, and which are not there; may be empty
     * @param rows hands over the rows; a value is a text, a number, a day, a local time, or null
     */
    public static void write(
            HttpServletResponse response,
            String file,
            String title,
            String note,
            List<String> columns,
            Consumer<Consumer<List<? extends @Nullable Object>>> rows)
            throws IOException {
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file + ".xlsx").build().toString());
        try (Workbook book = new Workbook(response.getOutputStream(), "bankscrm", "1.0")) {
            Worksheet sheet = book.newWorksheet(title);
            sheet.value(0, 0, title);
            sheet.style(0, 0).bold().fontSize(14).set();
            if (!note.isEmpty()) {
                sheet.value(1, 0, note);
            }
            for (int column = 0; column < columns.size(); column++) {
                sheet.value(HEADER, column, columns.get(column));
                sheet.style(HEADER, column).bold().fillColor("E8EFFB").set();
                sheet.width(column, WIDTH);
            }
            sheet.freezePane(0, HEADER + 1);
            rows.accept(new Rows(sheet));
            sheet.finish();
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private static final class Rows implements Consumer<List<? extends @Nullable Object>> {

        private final Worksheet sheet;
        private int at = HEADER;

        Rows(Worksheet sheet) {
            this.sheet = sheet;
        }

        @Override
        public void accept(List<? extends @Nullable Object> values) {
            at++;
            for (int column = 0; column < values.size(); column++) {
                Object value = values.get(column);
                if (value != null) {
                    put(column, value);
                }
            }
            if (at % ROWS_IN_MEMORY == 0) {
                try {
                    sheet.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private void put(int column, Object value) {
            switch (value) {
                case BigDecimal number -> {
                    sheet.value(at, column, number);
                    sheet.style(at, column).format("#,##0.00").set();
                }
                case Number number -> sheet.value(at, column, number);
                case LocalDate day -> {
                    sheet.value(at, column, day);
                    sheet.style(at, column).format("yyyy-mm-dd").set();
                }
                case LocalDateTime moment -> {
                    sheet.value(at, column, moment);
                    sheet.style(at, column).format("yyyy-mm-dd hh:mm:ss").set();
                }
                default -> sheet.value(at, column, value.toString());
            }
        }
    }
}
