package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertSource;
import cn.bankscrm.compliance.alert.Alerts;
import cn.bankscrm.compliance.alert.NewAlert;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases go as far as somebody oversees the bank; what was said about them is for those who may read chats. */
@ScrmWebTest
class CaseScopeIT {

    private static final String RULE = "范围测试类别";
    private static final String SAID = "客户原话:这款保本";

    /** Alerts of one rule would be one group. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    Alerts alerts;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    private TwoBranches branches;
    private Visitor officer;

    @BeforeEach
    void loads() throws Exception {
        branches = new TwoBranches(port, db);
        branches.load();
        officer = branches.from(Role.COMPLIANCE, "SCOPE-A");
    }

    @Test
    void aBranchManagerSeesTheCasesOfTheBranchWithoutWhatWasSaid() throws Exception {
        String file = open(raise("SCOPE-SA1"));
        assertThat(officer.get(file).body()).contains(SAID, "甲经理", RULE);

        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        assertThat(manager.get("/compliance/cases").body())
                .contains(file, RULE, "甲经理", "甲网点")
                .doesNotContain("name=\"mine\"");
        HttpResponse<String> page = manager.get(file);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("立案", "甲经理", RULE, "待认领")
                .doesNotContain(SAID, "chat-link", "name=\"action\"", "id=\"next-step\"", "id=\"beside\"");
        assertThat(manager.post("/compliance/alerts", file, "version", "0", "action", "TAKE")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobodyOfAnotherBranchSeesIt() throws Exception {
        String file = open(raise("SCOPE-SA1"));
        for (Role role : List.of(Role.BRANCH_MANAGER, Role.COMPLIANCE)) {
            Visitor foreign = branches.from(role, "SCOPE-B");
            assertThat(foreign.get(file).statusCode()).as(role.name()).isEqualTo(404);
            assertThat(foreign.get("/compliance/cases").body()).doesNotContain(file, "甲经理");
        }
        assertThat(branches.from(Role.ADMINISTRATOR, "SCOPE-A").get(file).statusCode())
                .as("who runs the system")
                .isEqualTo(403);
    }

    @Test
    void theExportHoldsTheListAsItIsFilteredAndIsOnRecord() throws Exception {
        open(raise("SCOPE-SA1"));
        HttpResponse<byte[]> export = branches.from(Role.BRANCH_MANAGER, "SCOPE-A")
                .getBytes("/compliance/cases/export?state=OPEN&mine=false&overdue=false");
        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(DataScopeIT.shown(export)).contains("甲经理", RULE, "待认领").doesNotContain(SAID);
        assertThat(DataScopeIT.shown(branches.from(Role.BRANCH_MANAGER, "SCOPE-A")
                        .getBytes("/compliance/cases/export?state=CLOSED")))
                .doesNotContain("甲经理");
        assertThat(DataScopeIT.shown(
                        branches.from(Role.BRANCH_MANAGER, "SCOPE-B").getBytes("/compliance/cases/export")))
                .doesNotContain("甲经理");
        assertThat(db.sql("""
                        select count(*) from core.audit_entry
                        where action = 'CASES_EXPORTED' and details ->> 'state' = 'OPEN' and actor_role = 'BRANCH_MANAGER'
                        """).query(Long.class).single()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void furtherAlertsJoinTheCaseFromTheListAndTheCaseGoesToAnotherOfficer() throws Exception {
        String file = open(raise("SCOPE-SA1"));
        String number = file.replaceAll("\\D", "");
        long more = raise("SCOPE-SA2");
        assertThat(Visitor.location(officer.post(
                        "/compliance/alerts",
                        "/compliance/cases/alerts",
                        "case",
                        number,
                        "groups",
                        Long.toString(more))))
                .isEqualTo(file);
        assertThat(officer.get(file).body()).contains("并入预警", "甲同事");

        String colleague = AccountFixture.account(
                db,
                Role.COMPLIANCE,
                db.sql("select id from core.institution where code = 'SCOPE-A'")
                        .query(Long.class)
                        .single(),
                null);
        officer.post(file, file, "version", "1", "action", "TAKE");
        assertThat(officer.get(file).body()).contains("id=\"successor\"", colleague);
        officer.post(file, file, "version", "2", "action", "HAND_OVER", "to", colleague, "note", "休假移交");
        assertThat(officer.get(file).body()).contains("休假移交", "至 " + colleague);
        assertThat(officer.post(file, file, "version", "3", "action", "RELEASE", "note", "不再是我的")
                        .statusCode())
                .isEqualTo(302);
        assertThat(officer.get(file).body()).doesNotContain("不再是我的");
    }

    private String open(long group) throws Exception {
        return Visitor.location(
                officer.post("/compliance/alerts", "/compliance/cases", "groups", Long.toString(group), "note", SAID));
    }

    /** A group of its own each time. */
    private long raise(String staffNo) {
        long staff = db.sql("select id from core.staff where staff_no = :no")
                .param("no", staffNo)
                .query(Long.class)
                .single();
        String key = "case-scope:" + System.nanoTime();
        NewAlert alert = new NewAlert(
                AlertSource.WORD,
                RULE + COUNT.incrementAndGet(),
                AlertLevel.HIGH,
                Optional.empty(),
                List.of(),
                Optional.of(new StaffId(staff)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                Set.of(key),
                Map.of());
        transaction.executeWithoutResult(status -> alerts.raise(alert));
        return db.sql(
                        "select a.group_id from compliance.alert_key k join compliance.alert a on a.id = k.alert_id where k.key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }
}
