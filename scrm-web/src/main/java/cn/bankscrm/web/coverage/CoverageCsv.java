package cn.bankscrm.web.coverage;

import cn.bankscrm.kpi.coverage.CoverageCounts;
import cn.bankscrm.kpi.coverage.CoverageRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Coverage as a file: {@code scope,key,segment,managed,certified_own,certified_any,coverage} (RFC 4180, UTF-8). */
final class CoverageCsv {

    private final Writer out;

    CoverageCsv(Writer out) {
        this.out = out;
    }

    void header() {
        line("scope,key,segment,managed,certified_own,certified_any,coverage");
    }

    void row(CoverageRow row) {
        CoverageCounts counts = row.counts();
        line(row.subject().kind().label()
                + ','
                + field(row.subject().key())
                + ','
                + field(row.segment().name())
                + ','
                + counts.managed()
                + ','
                + counts.certifiedOwn()
                + ','
                + counts.certifiedAny()
                + ','
                + counts.coverage().map(Object::toString).orElse(""));
    }

    private void line(String line) {
        try {
            out.append(line).append("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
