package cn.bankscrm.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class CsvTableTests {

    @Test
    void writesAFileThatSpreadsheetsReadAsUtf8() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        CsvTable.write(response, "audit", List.of("时间", "理由"), rows -> {
            rows.accept(Arrays.asList(LocalDateTime.of(2026, 11, 22, 9, 5), "核对"));
            rows.accept(Arrays.asList(LocalDate.of(2026, 11, 22), null));
        });

        assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo("\uFEFF时间,理由\r\n2026-11-22 09:05:00,核对\r\n2026-11-22,\r\n");
        assertThat(response.getHeader("Content-Disposition")).contains("attachment", "audit.csv");
    }

    @Test
    void quotesWhatWouldBreakALine() {
        assertThat(CsvTable.line(List.of("a,b", "say \"hi\"", "two\nlines")))
                .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
    }

    @Test
    void takesTheEdgeOffWhatASpreadsheetWouldRun() {
        assertThat(CsvTable.line(List.of("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", -1, "a=b")))
                .isEqualTo("'=HYPERLINK(1),'+1,'-1,'@SUM(A1),'\tx,-1,a=b\r\n");
    }
}
