package cn.bankscrm.web.segment;

import cn.bankscrm.core.customer.CustomerSummary;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.segment.RuleSegment;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.segment.SegmentMembers;
import cn.bankscrm.core.segment.SegmentRegister;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The members of a segment as an Excel file: within the reader's scope, masked, and written into the audit log. */
@Controller
class SegmentExport {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String[] COLUMNS = {"no", "name", "aum", "certified", "manager", "institution", "segments"};
    private static final int[] WIDTHS = {16, 12, 16, 10, 20, 26, 40};
    private static final int HEADER = 3;
    private static final int ROWS_IN_MEMORY = 2_000;

    private final SegmentRegister register;
    private final SegmentMembers members;
    private final MessageSource messages;
    private final Clock clock;

    SegmentExport(SegmentRegister register, SegmentMembers members, MessageSource messages, Clock clock) {
        this.register = register;
        this.members = members;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/segments/{id:\\d{1,5}}/members.xlsx")
    void export(@PathVariable int id, DataScope scope, HttpServletResponse response) throws IOException {
        RuleSegment segment = Optional.of(id)
                .filter(known -> known <= Short.MAX_VALUE)
                .flatMap(known -> register.find(new SegmentId(known.shortValue())))
                .filter(RuleSegment::rule)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("segment-" + id + "-" + LocalDate.now(clock) + ".xlsx")
                        .build()
                        .toString());
        try (Workbook book = new Workbook(response.getOutputStream(), "bankscrm", "1.0")) {
            Worksheet sheet = book.newWorksheet(text("segments.export.sheet"));
            sheet.value(0, 0, text("segments.export.title", segment.name()));
            sheet.style(0, 0).bold().fontSize(14).set();
            sheet.value(1, 0, text("segments.export.asOf"));
            sheet.value(1, 1, LocalDate.now(clock));
            sheet.style(1, 1).format("yyyy-mm-dd").set();
            for (int column = 0; column < COLUMNS.length; column++) {
                sheet.value(HEADER, column, text("segments.export." + COLUMNS[column]));
                sheet.style(HEADER, column).bold().fillColor("E8EFFB").set();
                sheet.width(column, WIDTHS[column]);
            }
            sheet.freezePane(0, HEADER + 1);
            members.export(segment, scope, new Lines(sheet));
            sheet.finish();
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    private final class Lines implements Consumer<CustomerSummary> {

        private final Worksheet sheet;
        private int at = HEADER;

        Lines(Worksheet sheet) {
            this.sheet = sheet;
        }

        @Override
        public void accept(CustomerSummary row) {
            at++;
            sheet.value(at, 0, row.no().value());
            sheet.value(at, 1, row.maskedName());
            sheet.value(at, 2, row.aum());
            sheet.style(at, 2).format("#,##0.00").set();
            sheet.value(at, 3, text(row.certified() ? "segments.yes" : "segments.no"));
            if (row.manager() != null) {
                sheet.value(at, 4, row.manager().no() + " " + row.manager().name());
            }
            sheet.value(at, 5, row.institution());
            sheet.value(at, 6, String.join("、", row.segments()));
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
