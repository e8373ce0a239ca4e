package cn.bankscrm.web.importing;

import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.Imports;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** The download of rejected rows; the same from the API and from the page. */
final class RejectedFile {

    private RejectedFile() {}

    static void write(Imports imports, ImportRun run, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(
                                "rejected-" + run.kind().key() + "-" + run.id().value() + ".csv",
                                StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8), 1 << 15)) {
            out.write('\uFEFF');
            imports.writeRejected(run, out);
        }
    }
}
