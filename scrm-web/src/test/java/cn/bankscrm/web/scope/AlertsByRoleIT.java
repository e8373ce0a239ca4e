package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.AlertSource;
import cn.bankscrm.compliance.alert.Alerts;
import cn.bankscrm.compliance.alert.NewAlert;
import cn.bankscrm.compliance.alert.RuleHit;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who sees alerts and cases of two branches, and what of them. */
@ScrmWebTest
class AlertsByRoleIT {

    private static final String OF_A = "甲类预警";
    private static final String OF_B = TwoBranches.OF_B + "类预警";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    Alerts alerts;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void aBranchManagerSeesTheOwnBranchsAlertsWithoutAWayToTheChat() throws Exception {
        TwoBranches branches = branches();
        long mine = raise("SCOPE-SA1", OF_A);
        long others = raise("SCOPE-SB1", OF_B);
        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        String list = manager.get("/compliance/alerts?state=ALL").body();
        assertThat(list).contains(OF_A).doesNotContain(TwoBranches.OF_B, "/compliance/archive/", "name=\"groups\"");
        assertThat(manager.get("/compliance/alerts/" + mine).body())
                .contains(OF_A)
                .doesNotContain("/compliance/archive/", "mark-false");
        assertThat(manager.get("/compliance/alerts/" + others).statusCode()).isEqualTo(404);
        assertThat(manager.get("/compliance/alerts/overview").body())
                .contains(OF_A)
                .doesNotContain(TwoBranches.OF_B);
        assertThat(branches.from(Role.BRANCH_MANAGER, "SCOPE-B")
                        .get("/compliance/alerts?state=ALL")
                        .body())
                .contains(OF_B);
    }

    @Test
    void anOfficerOfABranchDecidesAndOpensCasesThereAlone() throws Exception {
        TwoBranches branches = branches();
        long mine = raise("SCOPE-SA1", OF_A);
        long others = raise("SCOPE-SB1", OF_B);
        Visitor officer = branches.from(Role.COMPLIANCE, "SCOPE-A");
        String list = "/compliance/alerts?state=ALL";
        assertThat(officer.get(list).body())
                .contains(OF_A, "/compliance/archive/conversations/")
                .doesNotContain(TwoBranches.OF_B);
        officer.post(list, "/compliance/cases", "groups", Long.toString(others));
        assertThat(state(others)).isEqualTo("OPEN");
        assertThat(officer.post(list, "/compliance/alerts/" + others, "decision", "dismiss", "reason", "无")
                        .statusCode())
                .isEqualTo(404);
        assertThat(officer.post(list, "/compliance/alerts/" + mine, "decision", "dismiss", "reason", " ")
                        .statusCode())
                .isEqualTo(302);
        assertThat(state(mine)).as("without a reason").isEqualTo("OPEN");
        String file =
                Visitor.location(officer.post(list, "/compliance/cases", "groups", Long.toString(mine), "note", "核查"));
        assertThat(file).startsWith("/compliance/cases/");
        assertThat(officer.get(file).body()).contains(OF_A, "由我负责");
        assertThat(branches.from(Role.COMPLIANCE, "SCOPE-B").get(file).statusCode())
                .isEqualTo(404);
        assertThat(officer.get(file + "1234567").statusCode()).isEqualTo(404);
    }

    @Test
    void whoRunsTheSystemAndWhoManagesCustomersSeeNeither() throws Exception {
        TwoBranches branches = branches();
        raise("SCOPE-SA1", OF_A);
        for (Visitor visitor : List.of(
                branches.from(Role.ADMINISTRATOR, "SCOPE-A"),
                branches.from(Role.OPERATIONS, "SCOPE-A"),
                branches.from(Role.MIDDLE_OFFICE, "SCOPE-A"),
                branches.manager("SCOPE-SA1"))) {
            for (String page : List.of(
                    "/compliance/alerts",
                    "/compliance/alerts/export",
                    "/compliance/alerts/overview",
                    "/compliance/cases")) {
                assertThat(visitor.get(page).statusCode()).as(page).isEqualTo(403);
            }
        }
    }

    private TwoBranches branches() throws Exception {
        TwoBranches branches = new TwoBranches(port, db);
        branches.load();
        return branches;
    }

    private long raise(String staffNo, String rule) {
        long staff = db.sql("select id from core.staff where staff_no = :no")
                .param("no", staffNo)
                .query(Long.class)
                .single();
        long seq = System.nanoTime();
        NewAlert alert = new NewAlert(
                AlertSource.WORD,
                rule,
                AlertLevel.LOW,
                Optional.empty(),
                List.of(new RuleHit(new EntryId(1), "词", 0, 1)),
                Optional.of(new StaffId(staff)),
                Optional.empty(),
                Optional.of(new ConversationId(seq)),
                Optional.of(seq),
                Instant.now().minusSeconds(60),
                Set.of("word:" + seq),
                Map.of());
        new TransactionTemplate(transactions).executeWithoutResult(status -> alerts.raise(alert));
        return db.sql("select group_id from compliance.alert where seq = :seq")
                .param("seq", seq)
                .query(Long.class)
                .single();
    }

    private String state(long group) {
        return db.sql("select state from compliance.alert_group where id = :id")
                .param("id", group)
                .query(String.class)
                .single();
    }
}
