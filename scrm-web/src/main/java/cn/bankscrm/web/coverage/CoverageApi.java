package cn.bankscrm.web.coverage;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.CoverageSubject;
import cn.bankscrm.kpi.coverage.CoverageTable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Coverage for the bank's own systems (scope {@code reports}): one cell as JSON, or every row of a day as CSV. A client
 * of the API is the bank itself and sees all of it.
 */
@RequestMapping("/api/v1/coverage")
@RestController
class CoverageApi {

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    private final CoverageQueries coverage;
    private final CoverageTable table;

    CoverageApi(CoverageQueries coverage, CoverageTable table) {
        this.coverage = coverage;
        this.table = table;
    }

    /** One cell; {@code segment} absent: all customers; {@code date} absent: as of now. */
    @GetMapping(params = "key", produces = MediaType.APPLICATION_JSON_VALUE)
    CoverageAnswer cell(
            @RequestParam Optional<String> scope,
            @RequestParam String key,
            @RequestParam Optional<String> segment,
            @RequestParam Optional<String> date,
            DataScope caller) {
        CoverageSubject.Kind kind = CoverageSubject.Kind.ofLabel(scope.orElse(CoverageSubject.Kind.INSTITUTION.label()))
                .orElseThrow(() -> refused("scope", "The scope is institution or staff."));
        LocalDate day = day(date);
        CoverageSegment of = segment.map(CoverageSegment::new).orElse(CoverageSegment.ALL);
        return coverage.cell(new CoverageSubject(kind, key), of, day, caller)
                .map(CoverageAnswer::of)
                .orElseThrow(CoverageApi::unknown);
    }

    /** Every institution and manager × segment with at least one managed customer. */
    @GetMapping(params = "!key", produces = "text/csv")
    void rows(
            @RequestParam Optional<String> segment,
            @RequestParam Optional<String> date,
            DataScope caller,
            HttpServletResponse response)
            throws IOException {
        if (segment.isPresent()) {
            throw refused("key", "A segment is asked for together with a key; without both, all rows are given.");
        }
        LocalDate day = day(date);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        Writer out = response.getWriter();
        CoverageCsv csv = new CoverageCsv(out);
        csv.header();
        table.read(day, caller, csv::row);
        out.flush();
    }

    private LocalDate day(Optional<String> date) {
        if (date.isEmpty()) {
            return coverage.today();
        }
        try {
            LocalDate day = LocalDate.parse(date.get());
            if (!day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw refused("date", "The date is not of the form 2026-10-31.", e);
        }
        throw refused("date", "The date lies before 1900 or after 2999.");
    }

    private static ErrorResponseException refused(String parameter, String reason) {
        return refused(parameter, reason, null);
    }

    private static ErrorResponseException refused(String parameter, String reason, @Nullable Throwable cause) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, reason);
        problem.setType(URI.create("urn:bankscrm:problem:malformed-request"));
        problem.setProperty("parameter", parameter);
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, cause);
    }

    /** The same answer for what does not exist and for what may not be seen. */
    private static ErrorResponseException unknown() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND, "There is no such institution, staff or segment.");
        problem.setType(URI.create("urn:bankscrm:problem:not-found"));
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
