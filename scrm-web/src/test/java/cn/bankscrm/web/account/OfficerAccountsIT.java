package cn.bankscrm.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScriptedWeCom;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** No administrator alone gets into an account that may read chats. */
@ScrmWebTest
class OfficerAccountsIT {

    private static final String TYPED = "Typed-by-admin-1";
    private static final String CODE = "OFFICERS-1";
    private static final String ARCHIVE = "/compliance/archive";
    private static final AtomicInteger COUNT = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    AccountAdministration accounts;

    @Autowired
    Accounts signingIn;

    @Autowired
    TransactionTemplate transaction;

    private final String mark = "off-" + COUNT.incrementAndGet();
    private Visitor administrator = new Visitor(0);
    private Visitor officer = new Visitor(0);
    private long institution;

    @BeforeEach
    void signIn() {
        institution = institution(CODE, root());
        administrator = Visitor.signedIn(port, AccountFixture.account(db, Role.ADMINISTRATOR), AccountFixture.PASSWORD);
        officer = officer();
    }

    /** Officers of others are nobody's reviewers. */
    @AfterEach
    void closes() {
        db.sql("""
                        update platform.account set disabled = true
                        where institution_id in (select id from core.institution where code like 'OFFICERS%')
                        """).update();
    }

    private long root() {
        db.sql("""
                        insert into core.institution (id, code, name, level, province, version)
                        select nextval('core.institution_seq'), 'OFFICERS-0', '总行', 1, '110000', 0
                        where not exists (select from core.institution where parent_id is null)
                        """).update();
        return db.sql("select id from core.institution where parent_id is null")
                .query(Long.class)
                .single();
    }

    private long institution(String code, long parent) {
        db.sql("""
                        insert into core.institution (id, code, name, parent_id, level, province, version)
                        select nextval('core.institution_seq'), :code, :code, :parent, 2, '330000', 0
                        where not exists (select from core.institution where code = :code)
                        """).param("code", code).param("parent", parent).update();
        long id = db.sql("select id from core.institution where code = :code")
                .param("code", code)
                .query(Long.class)
                .single();
        db.sql("""
                        insert into core.institution_path (ancestor_id, institution_id, depth)
                        values (:id, :id, 0), (:parent, :id, 1) on conflict do nothing
                        """).param("id", id).param("parent", parent).update();
        return id;
    }

    @Test
    void anAccountThatMayReadChatsIsOpenedWhenAnOfficerConfirmsIt() {
        String username = mark + ".new";
        assertThat(Visitor.location(open(username, "noWeCom", "true"))).isEqualTo("/admin/accounts");
        assertThat(administrator.get("/admin/accounts").body()).contains("等待合规人员确认", username);
        assertThat(count(username)).isZero();
        assertThat(new Visitor(port).signIn(username, TYPED)).isEqualTo("/sign-in?refused");
        assertThat(officer.get("/").body()).contains("件等待确认");
        assertThat(officer.get("/compliance/accounts").body()).contains(username, "声明没有企业微信账号");

        String answer = decide(officer, username, "confirm");
        String oneTime = oneTime(answer);
        assertThat(new Visitor(port).signIn(username, TYPED)).isEqualTo("/sign-in?refused");
        Visitor person = new Visitor(port);
        assertThat(person.signIn(username, oneTime)).isEqualTo("/");
        assertThat(Visitor.location(person.get(ARCHIVE)))
                .as("chooses their own first")
                .isEqualTo("/account/password");
        person.post("/account/password", "/account/password", "current", oneTime, "password", "Quite-my-own-3");
        assertThat(Visitor.signedIn(port, username, "Quite-my-own-3")
                        .get(ARCHIVE)
                        .statusCode())
                .isEqualTo(200);
        assertThat(officer.get("/compliance/accounts").body()).doesNotContain(username, oneTime);
        assertThat(actions(username)).contains("ACCOUNT_ASKED", "ACCOUNT_CONFIRMED");
    }

    @Test
    void anAccountThatIsRefusedNeverIs() {
        String username = mark + ".not";
        open(username, "noWeCom", "true");
        long id = request(username);
        decide(officer, username, "refuse");
        assertThat(post(officer, id, "confirm")).contains("已有人处理");
        assertThat(count(username)).isZero();
        assertThat(actions(username)).containsExactly("ACCOUNT_ASKED", "ACCOUNT_REFUSED");
    }

    @Test
    void theRoleIsGivenWhenAnOfficerConfirmsItAndThePasswordOfBeforeOpensNothing() {
        String puppet = AccountFixture.account(db, Role.OPERATIONS);
        assertThat(Visitor.location(change(puppet, "noWeCom", "true"))).isEqualTo("/admin/accounts");
        assertThat(Visitor.signedIn(port, puppet, AccountFixture.PASSWORD)
                        .get(ARCHIVE)
                        .statusCode())
                .isEqualTo(403);

        String oneTime = oneTime(decide(officer, puppet, "confirm"));

        assertThat(new Visitor(port).signIn(puppet, AccountFixture.PASSWORD)).isEqualTo("/sign-in?refused");
        assertThat(new Visitor(port).signIn(puppet, oneTime)).isEqualTo("/");
    }

    @Test
    void anAdministratorCannotMakeThemselvesAnOfficer() {
        String self = AccountFixture.account(db, Role.ADMINISTRATOR);
        administrator = Visitor.signedIn(port, self, AccountFixture.PASSWORD);
        change(self, "noWeCom", "true");
        assertThat(administrator.get(ARCHIVE).statusCode()).isEqualTo(403);
        assertThat(administrator.get("/compliance/accounts").statusCode()).isEqualTo(403);
        assertThat(administrator
                        .post("/admin/accounts", "/compliance/accounts/" + request(self), "step", "confirm")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theOldPasswordStaysUntilTheNewOneIsConfirmed() {
        String username = account(null);
        administrator.post(page(username), page(username) + "/password", "password", TYPED);
        assertThat(administrator.get(page(username)).body()).contains("有一件事在等合规人员确认");
        assertThat(new Visitor(port).signIn(username, TYPED)).isEqualTo("/sign-in?refused");
        Visitor itself = Visitor.signedIn(port, username, AccountFixture.PASSWORD);
        assertThat(post(itself, request(username), "confirm"))
                .as("not by the account itself")
                .contains("不由您处理");

        String oneTime = oneTime(decide(officer, username, "confirm"));
        assertThat(itself.isSignedIn()).isFalse();
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD)).isEqualTo("/sign-in?refused");
        assertThat(new Visitor(port).signIn(username, oneTime)).isEqualTo("/");
    }

    @Test
    void anAccountIsOpenedAgainWhenAnOfficerConfirmsIt() {
        String username = account(null);
        administrator.post(page(username), page(username) + "/disable");
        administrator.post(page(username), page(username) + "/enable");
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD)).isEqualTo("/sign-in?refused");
        decide(officer, username, "confirm");
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD)).isEqualTo("/");
    }

    @Test
    void anOfficerIsOfTheInstitutionOrAboveWhereThereIsOne() {
        String username = mark + ".far";
        open(username, "noWeCom", "true");
        long elsewhere = institution(CODE + "-BELOW", institution);
        Visitor below = Visitor.signedIn(
                port, AccountFixture.account(db, Role.COMPLIANCE, elsewhere, null), AccountFixture.PASSWORD);
        assertThat(below.get("/compliance/accounts").body()).doesNotContain(username);
        assertThat(post(below, request(username), "confirm")).contains("不由您处理");
        decide(officer, username, "refuse");
    }

    @Test
    void theRegisterOfStaffAloneLetsNobodyInByWeCom() {
        long staff = staff(mark + ".true");
        String username = account(staff);
        db.sql("update platform.account set wecom_userid = :id where username = :username")
                .param("id", mark + ".true")
                .param("username", username)
                .update();
        assertThat(scanned(mark + ".true")).isEqualTo("/");

        db.sql("update core.staff set wecom_userid = :id where id = :staff")
                .param("id", mark + ".admins")
                .param("staff", staff)
                .update();
        assertThat(scanned(mark + ".admins")).isEqualTo("/sign-in?wecom");
        assertThat(administrator.get(page(username)).body()).contains("与确认时的不同");

        change(username, "staffNo", "S-" + mark + ".true");
        assertThat(scanned(mark + ".admins")).isEqualTo("/sign-in?wecom");
        assertThat(officer.get("/compliance/accounts").body()).contains(mark + ".admins");
        decide(officer, username, "confirm");
        assertThat(scanned(mark + ".admins")).isEqualTo("/");
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD))
                .as("keeps the password: it was an officer's before")
                .isEqualTo("/");
    }

    @Test
    void whoSeesChatsOrAlertsIsKnownAsAPerson() {
        for (Role role : List.of(Role.COMPLIANCE, Role.BRANCH_MANAGER)) {
            assertThat(open(mark + ".who", role).body()).contains("三者只选一项");
            assertThat(open(mark + ".who", role, "noWeCom", "true", "weComUserId", "x.y")
                            .body())
                    .contains("三者只选一项");
        }
        open(mark + ".manager", Role.BRANCH_MANAGER, "noWeCom", "true");
        assertThat(db.sql("select details ->> 'person' from core.audit_entry where subject_id = :name")
                        .param("name", mark + ".manager")
                        .query(String.class)
                        .list())
                .contains("no-wecom");
    }

    @Test
    void somebodyOutsideTheRegisterIsTheirWeComAccountOnceItIsThere() {
        String userId = mark + ".later";
        open(mark + ".head", Role.BRANCH_MANAGER, "weComUserId", userId);
        assertThat(scanned(userId)).isEqualTo("/");
        long staff = staff(userId);
        assertThat(db.sql("select staff_id from platform.account where username = :name")
                        .param("name", mark + ".head")
                        .query((row, number) -> row.getObject("staff_id") == null)
                        .single())
                .isTrue();
        long id = db.sql("select id from platform.account where username = :name")
                .param("name", mark + ".head")
                .query(Long.class)
                .single();
        assertThat(signingIn.signedIn(id).staffId()).isEqualTo(staff);
        assertThat(open(mark + ".other", Role.BRANCH_MANAGER, "staffNo", "S-" + userId)
                        .body())
                .contains("已有账号");
    }

    @Test
    void theFirstOfficerNeedsNobodyAndTheLastOneStays() {
        String first = mark + ".first";
        transaction.executeWithoutResult(status -> {
            db.sql("update platform.account set disabled = true where role = 'COMPLIANCE'")
                    .update();
            assertThat(accounts.open(form(first), "weak")).isEqualTo(AccountChange.WEAK_PASSWORD);
            assertThat(accounts.open(form(first), TYPED)).isEqualTo(AccountChange.DONE);
            assertThat(actions(first)).contains("ACCOUNT_MADE", "FIRST_OFFICER_MADE");

            assertThat(accounts.open(form(mark + ".second"), TYPED)).isEqualTo(AccountChange.WAITING);
            assertThat(accounts.disable(first)).isEqualTo(AccountChange.LAST_OFFICER);
            AccountForm demoted = new AccountForm(first, "某人", Role.OPERATIONS, null, null, null, null);
            assertThat(accounts.change(demoted, 0)).isEqualTo(AccountChange.LAST_OFFICER);
            assertThat(accounts.resetPassword(first, TYPED)).isEqualTo(AccountChange.NOBODY_TO_CONFIRM);
            status.setRollbackOnly();
        });
    }

    private AccountForm form(String username) {
        return new AccountForm(username, "某人", Role.COMPLIANCE, CODE, null, null, true);
    }

    private Visitor officer() {
        return Visitor.signedIn(port, account(null), AccountFixture.PASSWORD);
    }

    private String account(@Nullable Long staff) {
        return AccountFixture.account(db, Role.COMPLIANCE, institution, staff);
    }

    private long staff(String userId) {
        return db.sql("""
                        insert into core.staff (id, staff_no, wecom_userid, version)
                        values (nextval('core.staff_seq'), 'S-' || :userId, :userId, 0) returning id
                        """).param("userId", userId).query(Long.class).single();
    }

    private static String page(String username) {
        return "/admin/accounts/" + username;
    }

    private HttpResponse<String> open(String username, String... person) {
        return open(username, Role.COMPLIANCE, person);
    }

    private HttpResponse<String> open(String username, Role role, String... person) {
        return administrator.post("/admin/accounts/_new", "/admin/accounts", fields(username, role, 0, person));
    }

    private HttpResponse<String> change(String username, String... person) {
        long version = db.sql("select version from platform.account where username = :name")
                .param("name", username)
                .query(Long.class)
                .single();
        return administrator.post(page(username), page(username), fields(username, Role.COMPLIANCE, version, person));
    }

    private String[] fields(String username, Role role, long version, String... person) {
        List<String> fields = new ArrayList<>(
                List.of("username", username, "displayName", "某人", "role", role.name(), "institutionCode", CODE));
        fields.addAll(List.of("password", TYPED, "version", String.valueOf(version)));
        fields.addAll(List.of(person));
        return fields.toArray(String[]::new);
    }

    private String decide(Visitor by, String username, String step) {
        return post(by, request(username), step);
    }

    private static String post(Visitor by, long id, String step) {
        return by.post("/compliance/accounts", "/compliance/accounts/" + id, "step", step)
                .body();
    }

    private long request(String username) {
        return db.sql("select id from platform.account_request where username = :name and decided_by is null")
                .param("name", username)
                .query(Long.class)
                .single();
    }

    private static String oneTime(String page) {
        Matcher shown =
                Pattern.compile("id=\"one-time-password\"[^>]*>([^<]+)<").matcher(page);
        assertThat(shown.find()).as(page).isTrue();
        return shown.group(1);
    }

    private String scanned(String userId) {
        ScriptedWeCom.scans("code-" + userId, userId);
        Visitor visitor = new Visitor(port);
        String there =
                visitor.get("/sign-in/wecom").headers().firstValue("Location").orElseThrow();
        String state = there.replaceFirst(".*[?&]state=([0-9a-f]+).*", "$1");
        return Visitor.location(visitor.get("/sign-in/wecom/return?code=code-" + userId + "&state=" + state));
    }

    private long count(String username) {
        return db.sql("select count(*) from platform.account where username = :name")
                .param("name", username)
                .query(Long.class)
                .single();
    }

    private List<String> actions(String subject) {
        return db.sql("select action from core.audit_entry where subject_id = :subject order by id")
                .param("subject", subject)
                .query((row, number) -> row.getString("action"))
                .list();
    }
}
