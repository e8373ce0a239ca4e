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
        db.sql("""
                        insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                        values (990078, 'C-hold', '\\x00', '\\x99', true, 0, :root) on conflict do nothing
                        """).param("root", root).update();

        first.post("/evidence", "/evidence/holds", "customer", "C-hold", "reason", reason);
        long hold = db.sql("select id from compliance.legal_hold where reason = :reason")
                .param("reason", reason)
                .query((row, number) -> row.getLong(1))
                .single();
        String step = "/evidence/holds/" + hold;
        assertThat(first.get("/evidence").body())
                .contains("C-hold", reason.replace("<", "&lt;").replace(">", "&gt;"), "由另一人处理")
                .as("nobody has a chat with them")
                .contains("目前什么也没有保全");
        first.post("/evidence", step, "step", "confirm");
        assertThat(state(hold)).as("nobody confirms their own").isNull();
        second.post("/evidence", step, "step", "confirm");
        second.post("/evidence", step, "step", "propose-lift", "reason", "结案");
        second.post("/evidence", step, "step", "lift");
        assertThat(second.get("/evidence").body()).contains("待解除");
        first.post("/evidence", step, "step", "lift");

        assertThat(first.get("/evidence").body()).contains("已解除");
        db.sql("delete from core.customer where id = 990078").update();
    }

    @Test
    void aHoldOfSomebodyUnknownIsRefusedInWordsAndWhatWasTypedStays() {
        Visitor officer = officer(root());

        String refused = officer.post("/evidence", "/evidence/holds", "customer", "NOSUCH", "reason", "投诉材料")
                .body();
        assertThat(refused).contains("没有这个客户号：未设保全", "value=\"NOSUCH\"", "value=\"投诉材料\"");
        assertThat(officer.post("/evidence", "/evidence/holds", "conversation", "999999999999", "reason", "r")
                        .body())
                .contains("没有这个会话编号");
        assertThat(db.sql("select count(*) from compliance.legal_hold where customer_no = 'NOSUCH'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void thePageTellsHowLongWhatIsKeptAndWhatWasDeletedByWhichProof() {
        db.sql("""
                        insert into compliance.evidence_key (id, public_key, used_from) values ('test-key', '\\x00', now())
                        on conflict do nothing
                        """).update();
        long run = db.sql("""
                        insert into compliance.deletion_run (at, rule, before, records, digest, key_id, signature)
                        values (now(), 'messages voice P3Y', timestamptz '2023-11-22 00:00+08', 4321, '\\xabcd77', 'test-key', '\\x00')
                        returning id
                        """).query(Long.class).single();

        String page = officer(root()).get("/evidence").body();

        assertThat(page).contains("留存与清理", "其余类型的消息", "审计日志", "5 年");
        assertThat(page).contains("消息：语音", "留存 3 年 期满：2023-11-22 以前", "4,321", "abcd77", "#" + run);
        db.sql("set session_replication_role = replica; delete from compliance.deletion_run where id = " + run
                        + "; delete from compliance.evidence_key where id = 'test-key'; reset session_replication_role")
                .update();
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
            assertThat(officer.post("/evidence", "/evidence/holds", typed).body())
                    .contains("请写明事由");
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
        assertThat(officer.postWithToken(
                                token, "/evidence/regulator", "from", "2026-11-30", "to", "2026-11-01", "reason", "季报")
                        .body())
                .contains("止日早于起日，没有生成", "value=\"2026-11-30\"", "value=\"2026-11-01\"", "value=\"季报\"");
        assertThat(officer.postWithToken(
                                token, "/evidence/regulator", "from", "gestern", "to", "2026-11-01", "reason", "季报")
                        .body())
                .contains("请填写起止日期");
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
