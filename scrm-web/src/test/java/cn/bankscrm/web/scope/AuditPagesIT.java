package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit log as its readers see it, and that everything that must be in it is. */
@ScrmWebTest
class AuditPagesIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    private TwoBranches branches() throws Exception {
        TwoBranches branches = new TwoBranches(port, db);
        branches.load();
        return branches;
    }

    @Test
    void complianceReadsTheOwnSubtreeAndHeadOfficeEverything() throws Exception {
        TwoBranches branches = branches();
        branches.manager("SCOPE-SB1").get("/customers/SCOPE-CB1");
        branches.manager("SCOPE-SA1").get("/customers/SCOPE-CA1");

        String opened = "/audit?action=CUSTOMER_OPENED";
        assertThat(branches.from(Role.COMPLIANCE, "SCOPE-A").get(opened).body())
                .contains("SCOPE-CA1")
                .doesNotContain("SCOPE-CB1");
        assertThat(branches.from(Role.COMPLIANCE, "SCOPE-B").get(opened).body()).contains("SCOPE-CB1");
        assertThat(administrator().get(opened + "&subject=SCOPE-CB1").body()).contains("SCOPE-CB1");
        assertThat(branches.from(Role.BRANCH_MANAGER, "SCOPE-A").get("/audit").statusCode())
                .isEqualTo(403);
    }

    @Test
    void readingTheLogIsItselfRecordedWithWhatWasLookedFor() throws Exception {
        Visitor officer = branches().from(Role.COMPLIANCE, "SCOPE-A");
        officer.get("/audit?subject=SCOPE-CA1&kind=CUSTOMER");

        assertThat(officer.get("/audit?action=AUDIT_READ").body()).contains("查阅审计日志");
        assertThat(db.sql("""
                        select count(*) from core.audit_entry
                        where action = 'AUDIT_READ' and actor_role = 'COMPLIANCE' and details ->> 'subject' = 'SCOPE-CA1'
                        """).query(Long.class).single()).isPositive();
    }

    @Test
    void anEntryOpensAndTheSameEntryOfAnotherBranchDoesNotExist() throws Exception {
        TwoBranches branches = branches();
        branches.manager("SCOPE-SB1").get("/customers/SCOPE-CB1");
        String position = db.sql("""
                        select (extract(epoch from at) * 1000000)::bigint || '-' || id from core.audit_entry
                        where subject_id = 'SCOPE-CB1' and action = 'CUSTOMER_OPENED' order by at desc limit 1
                        """).query(String.class).single();

        assertThat(branches.from(Role.COMPLIANCE, "SCOPE-B")
                        .get("/audit/" + position)
                        .body())
                .contains("SCOPE-CB1", "打开客户页");
        assertThat(branches.from(Role.COMPLIANCE, "SCOPE-A")
                        .get("/audit/" + position)
                        .statusCode())
                .isEqualTo(404);
        assertThat(administrator().get("/audit/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesThroughWithoutLossAndExports() throws Exception {
        Visitor administrator = administrator();
        for (int i = 0; i < 60; i++) {
            administrator.get("/audit?actor=nobody-" + i);
        }
        String first = administrator.get("/audit?action=AUDIT_READ").body();
        assertThat(first).contains("after=");
        String next = first.substring(first.indexOf("href=\"/audit?", first.indexOf("class=\"pager")) + 6);
        next = next.substring(0, next.indexOf('"')).replace("&amp;", "&");
        assertThat(administrator.get(next).statusCode()).isEqualTo(200);

        byte[] file = administrator.getBytes("/audit/export?action=AUDIT_READ").body();
        assertThat(new String(file, 0, 2, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("PK");
    }

    @Test
    void exportsWhatWasLookedForAsCsvAndRecordsThat() throws Exception {
        TwoBranches branches = branches();
        branches.manager("SCOPE-SB1").get("/customers/SCOPE-CB1");
        branches.manager("SCOPE-SA1").get("/customers/SCOPE-CA1");
        Visitor officer = branches.from(Role.COMPLIANCE, "SCOPE-A");
        String page = officer.get("/audit?action=CUSTOMER_OPENED").body();
        assertThat(page).contains("/audit/export?", "format=csv");

        HttpResponse<String> file = officer.get("/audit/export?action=CUSTOMER_OPENED&format=csv");

        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(file.body())
                .startsWith("\uFEFF时间,操作者")
                .contains("打开客户页", "SCOPE-CA1")
                .doesNotContain("SCOPE-CB1", "登录");
        assertThat(db.sql("""
                        select count(*) from core.audit_entry
                        where action = 'AUDIT_READ' and details ->> 'export' = 'csv' and details ->> 'action' = 'CUSTOMER_OPENED'
                        """).query(Long.class).single()).isPositive();
        assertThat(branches.from(Role.BRANCH_MANAGER, "SCOPE-A")
                        .get("/audit/export?format=csv")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void recordsEverySearchByItsKindAndNeverWhatWasTyped() throws Exception {
        TwoBranches branches = branches();
        Visitor manager = branches.manager("SCOPE-SA1");
        for (String typed : List.of("甲客一", "13911110001", "440101198001010019", "SCOPE-NO1")) {
            manager.post("/customers", "/customers/search", "text", typed);
        }

        assertThat(db.sql("""
                        select e.details ->> 'search' || ' ' || (e.details ->> 'found') || ' ' || i.code
                        from core.audit_entry e join core.institution i on i.id = e.institution_id
                        where e.action = 'CUSTOMERS_SEARCHED' order by e.at desc, e.id desc limit 4
                        """).query(String.class).list())
                .containsExactly(
                        "CUSTOMER_NO 0 SCOPE-A1", "CERTIFICATE 0 SCOPE-A1", "MOBILE 1 SCOPE-A1", "NAME 1 SCOPE-A1");
        assertThat(db.sql("""
                        select count(*) from core.audit_entry e
                        where e::text like '%13911110001%' or e::text like '%甲客一%' or e::text like '%440101198001010019%'
                        """).query(Long.class).single()).isZero();
        assertThat(branches.from(Role.COMPLIANCE, "SCOPE-A")
                        .get("/audit?action=CUSTOMERS_SEARCHED")
                        .body())
                .contains("查找客户", "客户查找");
    }

    @Test
    void recordsListsOfCustomersWithEachFurtherPage() throws Exception {
        TwoBranches branches = branches();
        Visitor head = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        long before = listed();
        head.get("/customers");
        head.get("/customers?after=SCOPE-CA1");
        head.get("/coverage/customers?institution=SCOPE-A1&covered=uncovered");
        head.get("/maintenance/customers?institution=SCOPE-A1&band=NEVER");
        head.get("/maintenance?institution=SCOPE-A1");
        head.get("/friends");
        head.get("/reviews?institution=SCOPE-A1");
        head.get("/referrals/people?institution=SCOPE-A1");

        assertThat(listed() - before).isEqualTo(8);
    }

    @Test
    void recordsTheSampleThatIsShownBesideARule() throws Exception {
        Visitor author = branches().from(Role.MIDDLE_OFFICE, "SCOPE-A");
        long before = listed();
        String[] rule = {"mode:", "ALL", "part", "0", "kind:0", "institution", "0:code", "SCOPE-A"};

        assertThat(author.post("/segments/new", "/segments/preview", rule).body())
                .contains("SCOPE-CA1");
        rule[7] = "SCOPE-B";
        assertThat(author.post("/segments/new", "/segments/preview", rule).body())
                .doesNotContain("SCOPE-C");

        assertThat(listed() - before).as("none is shown, none is recorded").isEqualTo(1);
        assertThat(branches()
                        .from(Role.COMPLIANCE, "SCOPE-A")
                        .get("/audit?action=CUSTOMERS_LISTED&subject=sample")
                        .body())
                .contains("客群试算样例");
    }

    @Test
    void recordsThatSomeonesCertificationsWereLookedAt() throws Exception {
        TwoBranches branches = branches();
        long before = db.sql("select coalesce(max(id), 0) from core.audit_entry")
                .query(Long.class)
                .single();
        branches.manager("SCOPE-SA1").get("/customers/SCOPE-CA1/bindings");
        branches.manager("SCOPE-SA1").get("/customers/SCOPE-CB1/bindings");

        assertThat(db.sql("""
                        select distinct subject_id from core.audit_entry
                        where action = 'CUSTOMER_OPENED' and details ->> 'what' = 'bindings' and subject_id like 'SCOPE-%'
                            and id > :before
                        """).param("before", before).query(String.class).list())
                .containsExactly("SCOPE-CA1");
    }

    private long listed() {
        return db.sql("""
                        select count(*) from core.audit_entry e join core.institution i on i.id = e.institution_id
                        where e.action = 'CUSTOMERS_LISTED' and i.code in ('SCOPE-A', 'SCOPE-A1')
                        """).query(Long.class).single();
    }

    @Test
    void recordsSignInsRefusalsAndChangesOfRights() {
        Visitor administrator = administrator();
        String opened = "audited-" + System.nanoTime();
        administrator.post(
                "/admin/accounts/_new",
                "/admin/accounts",
                "username",
                opened,
                "displayName",
                "受审计",
                "role",
                "OPERATIONS",
                "password",
                AccountFixture.PASSWORD);
        administrator.post("/admin/accounts/" + opened, "/admin/accounts/" + opened + "/disable");
        new Visitor(port).signIn(opened, "Wrong-password-1");
        new Visitor(port).signIn("Secret-typed-as-name-1", "Wrong-password-1");

        assertThat(actions(opened)).contains("ACCOUNT_MADE", "ACCOUNT_CHANGED", "SIGN_IN_REFUSED");
        assertThat(db.sql(
                                "select count(*) from core.audit_entry where actor like 'Secret%' or subject_id like 'Secret%'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(db.sql("""
                        select count(*) from core.audit_entry
                        where action = 'SIGNED_IN' and host(address) = '127.0.0.1' and details ->> 'how' = 'password'
                        """).query(Long.class).single()).isPositive();
    }

    private List<String> actions(String account) {
        return db.sql("select action from core.audit_entry where subject_kind = 'ACCOUNT' and subject_id = :account")
                .param("account", account)
                .query((row, number) -> row.getString("action"))
                .list();
    }

    private Visitor administrator() {
        return Visitor.signedIn(port, AccountFixture.account(db, Role.ADMINISTRATOR), AccountFixture.PASSWORD);
    }
}
