package cn.bankscrm.web.coverage;

import cn.bankscrm.kpi.coverage.CoverageCell;
import cn.bankscrm.kpi.coverage.CoverageRate;
import cn.bankscrm.kpi.coverage.CoverageRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Writes coverage as a sheet: what it is about and as of when, then one line a subject and segment. Numbers are numbers
 * and dates are dates.
 */
@Component
class CoverageSheets {

    /** The row of the column names, below scope and date. */
    static final int HEADER = 4;

    private static final int ROWS_IN_MEMORY = 5_000;
    private static final String[] COLUMNS = {
        "scope", "key", "name", "segment", "managed", "certifiedOwn", "certifiedAny", "coverage"
    };
    private static final int[] WIDTHS = {10, 14, 26, 12, 12, 16, 16, 12};

    private final MessageSource messages;

    CoverageSheets(MessageSource messages) {
        this.messages = messages;
    }

    /** @param source hands over the rows, one after the other */
    void write(OutputStream out, CoverageCell subject, Consumer<Consumer<CoverageRow>> source) throws IOException {
        try (Workbook book = new Workbook(out, "bankscrm", "1.0")) {
            Worksheet sheet = book.newWorksheet(text("coverage.export.sheet"));
            head(sheet, subject);
            source.accept(new Lines(sheet));
            sheet.finish();
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void head(Worksheet sheet, CoverageCell subject) {
        sheet.value(0, 0, text("coverage.export.title"));
        sheet.style(0, 0).bold().fontSize(14).set();
        sheet.value(1, 0, text("coverage.export.of"));
        sheet.value(1, 1, subject.subject().key());
        sheet.value(1, 2, subject.name());
        sheet.value(2, 0, text("coverage.export.asOf"));
        sheet.value(2, 1, subject.date());
        sheet.style(2, 1).format("yyyy-mm-dd").set();
        for (int column = 0; column < COLUMNS.length; column++) {
            sheet.value(HEADER, column, text("coverage.export." + COLUMNS[column]));
            sheet.style(HEADER, column).bold().fillColor("E8EFFB").set();
            sheet.width(column, WIDTHS[column]);
        }
        sheet.freezePane(0, HEADER + 1);
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }

    /** Appends rows, and lets go of those already written. */
    private final class Lines implements Consumer<CoverageRow> {

        private final Worksheet sheet;
        private int at = HEADER;

        Lines(Worksheet sheet) {
            this.sheet = sheet;
        }

        @Override
        public void accept(CoverageRow row) {
            at++;
            sheet.value(at, 0, text("coverage.kind." + row.subject().kind().label()));
            sheet.value(at, 1, row.subject().key());
            sheet.value(at, 2, row.name());
            sheet.value(at, 3, row.segment().name());
            sheet.value(at, 4, row.counts().managed());
            sheet.value(at, 5, row.counts().certifiedOwn());
            sheet.value(at, 6, row.counts().certifiedAny());
            row.counts().coverage().map(CoverageRate::value).ifPresent(rate -> {
                sheet.value(at, 7, rate);
                sheet.style(at, 7).format("0.00%").set();
            });
            if (at % ROWS_IN_MEMORY == 0) {
                flush();
            }
        }

        private void flush() {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
