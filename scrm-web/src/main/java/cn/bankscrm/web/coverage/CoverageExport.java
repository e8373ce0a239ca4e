package cn.bankscrm.web.coverage;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageCell;
import cn.bankscrm.kpi.coverage.CoverageCounts;
import cn.bankscrm.kpi.coverage.CoverageLine;
import cn.bankscrm.kpi.coverage.CoverageLines;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageRow;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.CoverageTable;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** The figures of the coverage page, and all below them, as an Excel file. */
@Controller
class CoverageExport {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final CoverageQueries coverage;
    private final CoverageLines lines;
    private final CoverageTable table;
    private final ScopeChoices scopes;
    private final CoverageSheets sheets;

    CoverageExport(
            CoverageQueries coverage,
            CoverageLines lines,
            CoverageTable table,
            ScopeChoices scopes,
            CoverageSheets sheets) {
        this.coverage = coverage;
        this.lines = lines;
        this.table = table;
        this.scopes = scopes;
        this.sheets = sheets;
    }

    @GetMapping("/coverage/export")
    void export(CoveragePlace place, SignedIn reader, HttpServletResponse response) throws IOException {
        DataScope scope = reader.scope();
        CoverageAddress at = place.address(coverage, scope).orElseThrow(CoverageExport::unknown);
        LocalDate day = Optional.<LocalDate>ofNullable(at.date()).orElseGet(coverage::today);
        CoverageCell cell =
                coverage.cell(at.subject(), CoverageSegment.ALL, day, scope).orElseThrow(CoverageExport::unknown);
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("coverage-" + at.subject().key().replaceAll("[^0-9A-Za-z]", "") + "-" + day + ".xlsx")
                        .build()
                        .toString());
        OutputStream out = response.getOutputStream();
        if (at.subject().isInstitution()) {
            DataScope chosen = scopes.choose(reader, at.subject().key()).scope();
            sheets.write(out, cell, rows -> table.read(day, chosen, rows));
        } else {
            sheets.write(out, cell, rows -> lines.line(at.subject(), day, scope).ifPresent(line -> each(line, rows)));
        }
    }

    private static void each(CoverageLine line, Consumer<CoverageRow> rows) {
        line.counts().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<CoverageSegment, CoverageCounts> e) ->
                                !e.getKey().isAll())
                        .thenComparing(e -> e.getKey().name()))
                .forEach(e -> rows.accept(new CoverageRow(line.subject(), line.name(), e.getKey(), e.getValue())));
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
