package cn.bankscrm.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class EvidenceIT {

    @LocalServerPort
    int port;

    @Autowired
    AuditLog audit;

    @Autowired
    JdbcClient db;

    @Autowired
    MeterRegistry meters;

    @Test
    void whatTheAuditLogHoldsIsChainedWithinSeconds() throws InterruptedException {
        String subject = "evidence-" + System.nanoTime();
        audit.record(AuditAction.CUSTOMER_OPENED, new AuditSubject(AuditSubject.Kind.CUSTOMER, subject, null));

        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (chained(subject) == 0 && System.nanoTime() < end) {
            Thread.sleep(100);
        }

        assertThat(chained(subject)).isEqualTo(1);
        assertThat(meters.get("scrm.evidence.key.missing").gauge().value()).isZero();
        assertThat(meters.get("scrm.evidence.chained").counter().count()).isPositive();
    }

    @Test
    void twoPersonsOfHeadOfficeSetAHoldAndTwoLiftIt() {
        long root = root();
        Visitor first = officer(root);
        Visitor second = officer(root);
        String reason = "诉讼 <" + System.nanoTime() + ">";

        first.post("/evidence", "/evidence/holds", "customer", "C-hold", "reason", reason);
        long hold = db.sql("select id from compliance.legal_hold where reason = :reason")
                .param("reason", reason)
                .query((row, number) -> row.getLong(1))
                .single();
        String step = "/evidence/holds/" + hold;
        assertThat(first.get("/evidence").body())
                .contains("C-hold", reason.replace("<", "&lt;").replace(">", "&gt;"), "由另一人处理");
        first.post("/evidence", step, "step", "confirm");
        assertThat(state(hold)).as("nobody confirms their own").isNull();
        second.post("/evidence", step, "step", "confirm");
        second.post("/evidence", step, "step", "propose-lift", "reason", "结案");
        second.post("/evidence", step, "step", "lift");
        assertThat(second.get("/evidence").body()).contains("待解除");
        first.post("/evidence", step, "step", "lift");

        assertThat(first.get("/evidence").body()).contains("已解除");
    }

    @Test
    void aHoldNeedsAReasonAndSomethingToHold() {
        Visitor officer = officer(root());

        for (String[] typed : new String[][] {
            {"reason", "无范围"},
            {"customer", "C1"},
            {"reason", "r", "conversation", "eins"},
            {"reason", "r", "from", "2026-01-01"}
        }) {
            officer.post("/evidence", "/evidence/holds", typed);
            assertThat(officer.get("/evidence").body()).contains("请写明事由");
        }
    }

    @Test
    void theRegulatorsDataComeAsAZipOfCsvAndABranchGetsNone() {
        Visitor officer = officer(root());
        String token = Visitor.token(officer.get("/evidence"));

        assertThat(officer.postWithToken(
                                token, "/evidence/regulator", "from", "2026-11-01", "to", "2026-11-30", "reason", "报送")
                        .body())
                .startsWith("PK")
                .contains("messages.csv", "datapackage.json");
        db.sql("""
                        insert into core.institution (id, code, name, parent_id, level, province, version)
                        values (990077, 'EV77', '分行', :root, 2, '110000', 0)
                        """).param("root", root()).update();
        db.sql(
                        "insert into core.institution_path (ancestor_id, institution_id, depth) values (990077, 990077, 0) on conflict do nothing")
                .update();
        Visitor branch = officer(990077);
        assertThat(branch.get("/evidence").body()).contains("由总行合规人员办理").doesNotContain("new-hold");
        assertThat(branch.postWithToken(
                                Visitor.token(branch.get("/account/password")),
                                "/evidence/holds",
                                "customer",
                                "C1",
                                "reason",
                                "r")
                        .statusCode())
                .isEqualTo(403);
    }

    private @Nullable Boolean state(long hold) {
        return db.sql("select confirmed from compliance.legal_hold where id = :id")
                .param("id", hold)
                .query((row, number) -> Optional.ofNullable(row.getObject("confirmed", Boolean.class)))
                .single()
                .orElse(null);
    }

    private long root() {
        db.sql("""
                        insert into core.institution (id, code, name, level, province, version)
                        select 990076, 'EV76', '总行', 1, '110000', 0
                        where not exists (select from core.institution where parent_id is null)
                        """).update();
        return db.sql("select id from core.institution where parent_id is null")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private Visitor officer(long institution) {
        return Visitor.signedIn(
                port, AccountFixture.account(db, Role.COMPLIANCE, institution, null), AccountFixture.PASSWORD);
    }

    private long chained(String subject) {
        return db.sql("""
                        select count(*) from core.audit_entry a
                        join compliance.evidence_leaf l on l.kind = 'AUDIT' and l.record_id = a.id and l.record_at = a.at
                        where a.subject_id = :subject
                        """)
                .param("subject", subject)
                .query((row, number) -> row.getLong(1))
                .single();
    }
}
