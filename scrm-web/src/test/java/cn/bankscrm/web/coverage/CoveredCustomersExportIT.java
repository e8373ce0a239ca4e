package cn.bankscrm.web.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom to add next, taken home as an Excel file, which is opened with a reader that had no part in writing it. */
@ScrmWebTest
class CoveredCustomersExportIT {

    private static final String UNCOVERED = "/coverage/customers/export?institution=XPT-A&covered=uncovered";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void branches() throws Exception {
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, number) -> row.getString("code"))
                .optional()
                .orElse("XPT-ROOT");
        String head = root.equals("XPT-ROOT") ? "XPT-ROOT,导出总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + "XPT-A,导出支行," + root + ",2,440000\r\nXPT-B,隔壁导出,"
                        + root + ",2,440000\r\n");
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                XPT-S1,导经理,xpt.s1,客户经理,XPT-A,2024-01-01,\r
                """);
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                XPT-C1,岳客户,,1950-01-01,true,1000.50,XPT-A,\r
                XPT-C2,崔客户,,1990-01-01,true,7000000.00,XPT-A,\r
                """);
        ImportedFile.load(port, "assignments", """
                customer_no,staff_no,valid_from,valid_to\r
                XPT-C1,XPT-S1,2024-01-01,\r
                XPT-C2,XPT-S1,2024-01-01,\r
                """);
    }

    @Test
    void holdsTheUncoveredByValueMaskedAndIsLogged() throws IOException {
        Visitor manager = from("XPT-A");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> manager.get("/coverage/customers?covered=uncovered")
                        .body()
                        .contains("XPT-C1"));
        assertThat(manager.get("/coverage").body()).contains("/coverage/customers/export?institution=XPT-A");
        long before = exports();

        List<Row> sheet = sheet(manager.getBytes(UNCOVERED));

        assertThat(texts(sheet.get(0))).containsExactly("导出支行的客户名单");
        assertThat(texts(sheet.get(1)).getFirst())
                .startsWith("未覆盖，客群「全部」")
                .contains("共 2 人")
                .doesNotContain("本文件只含");
        assertThat(texts(sheet.get(3))).startsWith("XPT-C2", "崔**").contains("XPT-S1", "导经理", "还没有认证好友，请添加并发认证链接");
        assertThat(texts(sheet.get(4))).startsWith("XPT-C1", "岳**");
        assertThat(sheet.get(4).getCellAsNumber(3)).contains(new BigDecimal("1000.50"));
        assertThat(sheet).hasSize(5);
        assertThat(exports()).isEqualTo(before + 1);
    }

    @Test
    void isNotForWhoLooksFromAnotherBranch() {
        assertThat(from("XPT-B").getBytes(UNCOVERED).statusCode()).isEqualTo(404);
        assertThat(from("XPT-B")
                        .getBytes("/coverage/customers/export?staff=XPT-S1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void friendsWhoWaitForCertificationAreALinkForWhoMayOpenTheirList() {
        String link = "id=\"tile-waiting\" href=\"/friends?institution=XPT-A\"";

        assertThat(from("XPT-A").get("/coverage?institution=XPT-A").body()).contains(link);
        assertThat(from("XPT-A").get("/coverage?staff=XPT-S1").body()).doesNotContain("tile-waiting");
        assertThat(from("XPT-A", Role.MIDDLE_OFFICE)
                        .get("/coverage?institution=XPT-A")
                        .body())
                .doesNotContain("tile-waiting");
    }

    private long exports() {
        return db.sql("""
                        select count(*) from core.audit_entry
                        where action = 'CUSTOMERS_EXPORTED' and subject_id = 'XPT-A' and details ->> 'list' = 'coverage'
                          and details ->> 'covered' = 'uncovered'
                          and institution_id = (select id from core.institution where code = 'XPT-A')
                        """).query(Long.class).single();
    }

    private static List<String> texts(Row row) {
        return row.stream().map(cell -> cell == null ? "" : cell.getText()).toList();
    }

    private static List<Row> sheet(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(answer.body()));
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            return rows.toList();
        }
    }

    private Visitor from(String institution) {
        return from(institution, Role.BRANCH_MANAGER);
    }

    private Visitor from(String institution, Role role) {
        long id = db.sql("select id from core.institution where code = :code")
                .param("code", institution)
                .query(Long.class)
                .single();
        return Visitor.signedIn(port, AccountFixture.account(db, role, id, null), AccountFixture.PASSWORD);
    }
}
