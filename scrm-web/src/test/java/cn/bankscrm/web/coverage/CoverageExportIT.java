package cn.bankscrm.web.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The Excel file, opened with a reader that had no part in writing it. */
@ScrmWebTest
class CoverageExportIT {

    private static final String OF_A_DAY = "institution=CVG&date=2019-05-31";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void branch() {
        CoveredBranch.make(db);
    }

    @Test
    void holdsTheFiguresOfThePage() throws IOException {
        Visitor manager = managerOf("CVG");
        assertThat(manager.get("/coverage?" + OF_A_DAY).body()).contains("覆盖支行认证覆盖率", ">33.3%<", "（1 / 3）");

        List<Row> sheet = sheet(manager.getBytes("/coverage/export?" + OF_A_DAY));

        assertThat(texts(sheet.get(1))).containsExactly("范围", "CVG", "覆盖支行");
        assertThat(sheet.get(2).getCellAsDate(1).orElseThrow().toLocalDate()).isEqualTo("2019-05-31");
        List<Row> figures = sheet.stream()
                .filter(row -> row.getRowNum() > CoverageSheets.HEADER + 1)
                .toList();
        assertThat(figures)
                .anySatisfy(row -> isLine(row, "机构", "CVG", "覆盖支行"))
                .anySatisfy(row -> isLine(row, "客户经理", "CVG1", "王覆盖"));
        assertThat(figures).extracting(row -> row.getCellText(1)).containsOnly("CVG", "CVG1");
    }

    @Test
    void isNotForWhoLooksFromAnotherBranch() throws IOException {
        db.sql("""
                        with made as (
                            insert into core.institution (id, code, name, parent_id, level, province, version)
                            select nextval('core.institution_seq'), 'CVGX', '隔壁支行', coalesce(parent_id, id), 9, '310000', 0
                            from core.institution where code = 'CVG'
                            returning id)
                        insert into core.institution_path (ancestor_id, institution_id, depth) select id, id, 0 from made
                        """).update();
        Visitor neighbour = managerOf("CVGX");

        assertThat(neighbour.getBytes("/coverage/export?" + OF_A_DAY).statusCode())
                .isEqualTo(404);
        assertThat(neighbour
                        .getBytes("/coverage/export?staff=CVG1&date=2019-05-31")
                        .statusCode())
                .isEqualTo(404);
        assertThat(sheet(neighbour.getBytes("/coverage/export?date=2019-05-31")))
                .flatExtracting(CoverageExportIT::texts)
                .doesNotContain("CVG", "CVG1");
    }

    private static void isLine(Row row, String kind, String key, String name) {
        assertThat(texts(row)).startsWith(kind, key, name, "全部");
        assertThat(row.getCellAsNumber(4)).contains(new BigDecimal("3"));
        assertThat(row.getCellAsNumber(5)).contains(new BigDecimal("1"));
        assertThat(row.getCellAsNumber(6)).contains(new BigDecimal("1"));
        assertThat(row.getCellAsNumber(7)).contains(new BigDecimal("0.3333"));
    }

    private static List<String> texts(Row row) {
        return row.stream().map(cell -> cell == null ? "" : cell.getText()).toList();
    }

    private static List<Row> sheet(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment", ".xlsx");
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(answer.body()));
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            return rows.toList();
        }
    }

    private Visitor managerOf(String institution) {
        long id = db.sql("select id from core.institution where code = :code")
                .param("code", institution)
                .query(Long.class)
                .single();
        return Visitor.signedIn(
                port, AccountFixture.account(db, Role.BRANCH_MANAGER, id, null), AccountFixture.PASSWORD);
    }
}
