package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures of waits as far as the scope goes, and rules that head office alone writes. */
@ScrmWebTest
class ResponsePagesIT {

    private static final String PAGE = "/compliance/response?from=2026-10-01&until=2026-10-31";
    private static final String SETTINGS = "/compliance/response/settings";

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private TwoBranches branches;

    @BeforeEach
    void waits() throws Exception {
        branches = new TwoBranches(port, db);
        branches.load();
        for (String member : List.of("scope.a1", "scope.b1")) {
            db.sql("""
                            insert into compliance.conversation (key, kind, staff_id, last_at)
                            select 'test:response:' || :member, 'SINGLE', s.id, '2026-10-12 10:00+08'
                            from core.staff s where s.wecom_userid = :member
                            """).param("member", member).update();
            db.sql("""
                            insert into compliance.response_wait
                                (conversation_id, staff_id, asked_seq, asked_at, answered_at, working_minutes, limit_minutes, due_at, alerted_at)
                            select c.id, c.staff_id, 1, '2026-10-12 10:00+08', '2026-10-12 10:47+08', 47, 30, '2026-10-12 10:30+08', now()
                            from compliance.conversation c where c.key = 'test:response:' || :member
                            """).param("member", member).update();
        }
    }

    @AfterEach
    void leavesNothing() {
        db.sql("""
                        delete from compliance.response_wait w using compliance.conversation c
                        where c.id = w.conversation_id and c.key like 'test:response:%'
                        """).update();
        db.sql("delete from compliance.conversation where key like 'test:response:%'")
                .update();
    }

    @Test
    void eachSeesTheWaitsOfTheOwnSubtreeOrTheirOwn() {
        String ofA = branches.from(Role.BRANCH_MANAGER, "SCOPE-A").get(PAGE).body();
        assertThat(ofA).contains("SCOPE-SA1", "被客户询问 1 次").doesNotContain("SCOPE-SB1");
        String compliance = branches.from(Role.COMPLIANCE, "SCOPE-B").get(PAGE).body();
        assertThat(compliance).contains("SCOPE-SB1").doesNotContain("SCOPE-SA1");
        String own = branches.manager("SCOPE-SA1").get(PAGE).body();
        assertThat(own).contains("被客户询问 1 次", "47").doesNotContain("SCOPE-SB1");
        assertThat(branches.from(Role.BRANCH_MANAGER, "SCOPE-A")
                        .get(PAGE + "&institution=SCOPE-B")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theExportHoldsTheSame() throws Exception {
        HttpResponse<byte[]> export = branches.from(Role.BRANCH_MANAGER, "SCOPE-A")
                .getBytes("/compliance/response/export?from=2026-10-01&until=2026-10-31");
        assertThat(export.headers().firstValue("Content-Type").orElseThrow()).contains("spreadsheetml");
        assertThat(export.body()).startsWith('P', 'K');
    }

    @Test
    void aBranchReadsTheRulesAndHeadOfficeWritesThem() {
        Visitor ofA = branches.from(Role.COMPLIANCE, "SCOPE-A");
        assertThat(ofA.get(SETTINGS).body()).contains("由总行合规人员维护", "国庆节").doesNotContain("save-hours");
        assertThat(ofA.post(SETTINGS, SETTINGS + "/limits", "minutes", "5").statusCode())
                .isEqualTo(403);
        String root = db.sql("select code from core.institution where parent_id is null")
                .query(String.class)
                .single();
        Visitor head = branches.from(Role.COMPLIANCE, root);
        head.post(SETTINGS, SETTINGS + "/days", "lines", "2027-02-06 休 春节\n2027-02-20，班，调休上班");
        assertThat(head.get(SETTINGS + "?year=2027").body()).contains("2027-02-06", "2027-02-20", "调休上班");
        head.post(SETTINGS, SETTINGS + "/days", "lines", "明天 休");
        assertThat(head.get(SETTINGS).body()).contains("这一行看不懂：「明天 休」");
        head.post(SETTINGS, SETTINGS + "/days/remove", "day", "2027-02-06");
        head.post(SETTINGS, SETTINGS + "/days/remove", "day", "2027-02-20");
        assertThat(head.get(SETTINGS + "?year=2027").body()).contains("这一年还没有录入");
    }
}
