package cn.bankscrm.web.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who comes to see of an instruction what, and may do what with it, as a browser without scripts sends it. */
@ScrmWebTest
class InstructionPagesIT {

    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void twoBranches() throws Exception {
        if (count("core.institution where code = 'ORD-A'") > 0) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, number) -> row.getString("code"))
                .optional()
                .orElse("ORD-ROOT");
        String head = root.equals("ORD-ROOT") ? "ORD-ROOT,指令总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + "ORD-A,指令分行," + root + ",2,440000\r\n"
                        + "ORD-A1,指令支行,ORD-A,3,440000\r\nORD-B,另一分行," + root + ",2,440000\r\n");
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                ORD-S1,指令经理,ord.s1,指令专岗,ORD-A1,2024-01-01,\r
                ORD-S2,旁人,ord.s2,指令专岗,ORD-B,2024-01-01,\r
                """);
    }

    @AfterEach
    void nothingGoesOn() {
        db.sql("""
                update engagement.instruction set state = 'ENDED', ended_at = issued_at, ended_by = 'test', end_reason = 'test'
                where state = 'RUNNING' and title like '页面指令%'
                """).update();
    }

    @Test
    void eachSeesTheirOwnPartAndNoOther() {
        Visitor author = as(Role.MIDDLE_OFFICE, "ORD-A", null);
        assertThat(author.get("/instructions/new").body())
                .contains("指令专岗（1 人）", "指令支行")
                .doesNotContain("另一分行");
        String[] form = form("页面指令一", "ORD-A");
        String page = Visitor.location(author.post("/instructions/new", "/instructions/new", form));
        assertThat(page).matches("/instructions/\\d+");
        assertThat(author.get(page).body()).contains("已下达，面向 1 人");
        assertThat(Visitor.location(author.post("/instructions/new", "/instructions/new", form)))
                .as("the same form again")
                .isEqualTo(page);
        assertThat(author.get(page).body()).contains("卡在指令支行", "已经下达过", "还没有到人");

        for (Role role : List.of(Role.MIDDLE_OFFICE, Role.BRANCH_MANAGER)) {
            Visitor other = as(role, "ORD-B", null);
            assertThat(other.get("/instructions").body()).doesNotContain("页面指令一");
            for (String address : List.of(page, page + "/export", page + "/news")) {
                assertThat(other.get(address).statusCode()).as(address).isEqualTo(404);
            }
            assertThat(other.post("/instructions", page, "act", "pass-on", "at", "ORD-A1")
                            .statusCode())
                    .isEqualTo(404);
        }
        Visitor manager = as(Role.RELATIONSHIP_MANAGER, null, "ORD-S1");
        assertThat(manager.get(page).statusCode())
                .as("not before it is passed on")
                .isEqualTo(404);
        assertThat(manager.post("/instructions", page + "/own", "act", "done").statusCode())
                .isEqualTo(404);

        Visitor outlet = as(Role.BRANCH_MANAGER, "ORD-A1", null);
        assertThat(outlet.get("/instructions").body()).contains("等您转派", "页面指令一");
        assertThat(outlet.get(page + "?at=ORD-A").statusCode()).as("above them").isEqualTo(404);
        assertThat(outlet.post(page, page, "act", "withdraw", "reason", "不要").statusCode())
                .as("not theirs to end")
                .isEqualTo(403);
        outlet.post(page, page, "act", "pass-on");
        assertThat(outlet.get(page).body()).contains("已转派").doesNotContain("id=\"ending\"");

        assertThat(manager.get(page).body()).contains("挑出关心黄金的客户", "看过未做").doesNotContain("id=\"river\"");
        assertThat(as(Role.RELATIONSHIP_MANAGER, null, "ORD-S2").get(page).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeIssuedIsSaidBesideWhatWasTyped() {
        Visitor author = as(Role.MIDDLE_OFFICE, "ORD-A", null);
        String[] form = form("页面指令二", "ORD-B");

        assertThat(author.post("/instructions/new", "/instructions/new", form).body())
                .contains("请选本机构范围内的机构", "页面指令二", "挑出关心黄金的客户");
        assertThat(count("engagement.instruction where title = '页面指令二'")).isZero();
    }

    private String[] form(String title, String reach) {
        return new String[] {
            "key",
            UUID.randomUUID().toString(),
            "title",
            title,
            "words",
            "挑出关心黄金的客户，逐位回访",
            "reach",
            reach,
            "more",
            "",
            "position",
            "指令专岗",
            "due",
            today.plusDays(5).toString(),
            "remind",
            "2",
            "escalate",
            "2",
            "content",
            "",
            "channel",
            "",
            "plan",
            ""
        };
    }

    private Visitor as(Role role, @Nullable String institution, @Nullable String staff) {
        Long place = institution == null ? null : id("core.institution where code = '" + institution + "'");
        Long person = staff == null ? null : id("core.staff where staff_no = '" + staff + "'");
        return Visitor.signedIn(port, AccountFixture.account(db, role, place, person), AccountFixture.PASSWORD);
    }

    private long id(String from) {
        return db.sql("select id from " + from).query(Long.class).single();
    }

    private long count(String from) {
        return db.sql("select count(*) from " + from).query(Long.class).single();
    }
}
