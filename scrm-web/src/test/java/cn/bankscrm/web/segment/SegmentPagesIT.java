package cn.bankscrm.web.segment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A segment from the first condition to its members on the pages, as a browser without scripts sends it. */
@ScrmWebTest
class SegmentPagesIT {

    private final String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void aBranch() throws Exception {
        if (count("core.customer where customer_no = 'SEG-C1'") > 0) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, number) -> row.getString("code"))
                .optional()
                .orElse("SEG-ROOT");
        String head = root.equals("SEG-ROOT") ? "SEG-ROOT,客群总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + "SEG-A,客群支行," + root + ",2,440000\r\n");
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                SEG-S1,客群经理,seg.s1,客户经理,SEG-A,2024-01-01,\r
                """);
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                SEG-C1,柒客户,,1950-01-01,true,1000.00,SEG-A,\r
                SEG-C2,捌客户,,1990-01-01,true,7000000.00,SEG-A,\r
                """);
        ImportedFile.load(port, "assignments", """
                customer_no,staff_no,valid_from,valid_to\r
                SEG-C1,SEG-S1,2024-01-01,\r
                SEG-C2,SEG-S1,2024-01-01,\r
                """);
        ImportedFile.load(port, "holdings", """
                customer_no,account_no,kind,product,amount,opened_on,matures_on\r
                SEG-C2,SEG-A1,TERM,三年定期,60000.00,,\r
                """);
    }

    @Test
    void isBuiltStepByStepSavedComputedExplainedAndExported() {
        Visitor author = as(Role.ADMINISTRATOR);
        assertThat(author.get("/segments/new?template=private").body()).contains("私行级资产", "6000000");

        HttpResponse<String> added =
                author.post("/segments/new", "/segments/draft", "act", "add:", "mode:", "ALL", "new:", "age");
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(added.body()).contains("kind:0", "0:from");

        String[] rule = {
            "mode:", "ALL", "part", "0", "kind:0", "institution", "0:code", "SEG-A", "part", "1", "mode:1", "ANY",
            "part", "1.0", "kind:1.0", "assets", "1.0:from", "600万", "part", "1.1", "kind:1.1", "age", "1.1:from", "99"
        };
        assertThat(author.post("/segments/new", "/segments/preview", rule).body())
                .contains("SEG-C2")
                .doesNotContain("SEG-C1", "捌客户");

        String saved = Visitor.location(author.post(
                "/segments/new",
                "/segments/draft",
                with(rule, "act", "save", "name", "页面客群", "from", today, "comment", "试点")));
        assertThat(saved).matches("/segments/\\d+");
        await(() -> author.get(saved).body().contains("最新"));
        assertThat(author.get(saved).body()).contains("第 1 版", "试点", "属于「客群支行」及下级机构");
        await(() -> author.get("/customers/SEG-C2").body().contains("页面客群"));
        await(() -> author.get("/coverage/customers?institution=SEG-A&segment=页面客群"
                        .replace("页面客群", "%E9%A1%B5%E9%9D%A2%E5%AE%A2%E7%BE%A4"))
                .body()
                .contains("SEG-C2"));

        assertThat(author.get(saved + "/why?customer=SEG-C2").body()).contains("符合规则，在客群中", "7,000,000.00");
        assertThat(author.get(saved + "/why?customer=SEG-C1").body()).contains("不符合规则", "1,000.00");
        assertThat(author.get(saved + "/why?customer=SEG-NOBODY").body()).contains("没有这个客户号");

        assertThat(author.getBytes(saved + "/members.xlsx").statusCode()).isEqualTo(200);
        assertThat(
                        count(
                                "core.audit_entry where action = 'CUSTOMERS_EXPORTED' and subject_id = '页面客群' and details ->> 'rows' = '1'"))
                .isEqualTo(1);
        assertThat(as(Role.BRANCH_MANAGER).get(saved).body()).contains("页面客群").doesNotContain("id=\"edit-segment\"");
        assertThat(author.get("/segments").body()).contains("全行人数");
        assertThat(as(Role.BRANCH_MANAGER).get("/segments").body())
                .contains("页面客群", "在管客户")
                .doesNotContain("全行人数");
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndWhatWasTypedStays() {
        Visitor author = as(Role.MIDDLE_OFFICE);

        HttpResponse<String> refused = author.post(
                "/segments/new",
                "/segments/draft",
                "act",
                "save",
                "name",
                "",
                "from",
                "2020-01-01",
                "comment",
                "",
                "mode:",
                "ALL",
                "part",
                "0",
                "kind:0",
                "age",
                "0:from",
                "70",
                "0:to",
                "60");

        assertThat(refused.body()).contains("起始年龄大于截止年龄", "名称应为 1 至 32 个字", "生效日期应在", "请用不超过 200 字", "value=\"70\"");
        assertThat(author.post(
                                "/segments/new",
                                "/segments/draft",
                                "act",
                                "save",
                                "part",
                                "0",
                                "kind:0",
                                "age",
                                "0:from",
                                "六十")
                        .body())
                .contains("请填数字", "value=\"六十\"");
    }

    @Test
    void aSegmentIsRetiredWithAReason() {
        Visitor author = as(Role.ADMINISTRATOR);
        String saved = Visitor.location(author.post(
                "/segments/new",
                "/segments/draft",
                "act",
                "save",
                "name",
                "短命客群",
                "from",
                today,
                "comment",
                "试",
                "mode:",
                "NONE",
                "part",
                "0",
                "kind:0",
                "account",
                "0:is",
                "true"));

        author.post(saved, saved + "/retire", "reason", "试完了");

        assertThat(author.get(saved).body()).contains("停用").doesNotContain("id=\"retire\"");
        assertThat(author.get("/segments").body()).contains("短命客群");
    }

    private Visitor as(Role role) {
        Long institution = role.reach() == Role.Reach.INSTITUTION
                ? db.sql("select id from core.institution where code = 'SEG-A'")
                        .query(Long.class)
                        .single()
                : null;
        return Visitor.signedIn(port, AccountFixture.account(db, role, institution, null), AccountFixture.PASSWORD);
    }

    private long count(String from) {
        return db.sql("select count(*) from " + from).query(Long.class).single();
    }

    private static String[] with(String[] fields, String... more) {
        String[] all = Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
