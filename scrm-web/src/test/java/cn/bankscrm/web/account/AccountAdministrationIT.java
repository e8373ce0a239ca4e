package cn.bankscrm.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class AccountAdministrationIT {

    private static final String NEW = "/admin/accounts/_new";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    private Visitor administrator = new Visitor(0);

    @BeforeEach
    void signIn() {
        administrator = Visitor.signedIn(port, AccountFixture.account(db, Role.ADMINISTRATOR), AccountFixture.PASSWORD);
    }

    @Test
    void opensAnAccountThatCanSignIn() {
        HttpResponse<String> answer = open("ops.one", Role.OPERATIONS, "", "", "Fresh-password-1");

        assertThat(Visitor.location(answer)).as(answer.body()).isEqualTo("/admin/accounts");
        assertThat(administrator.get("/admin/accounts?after=ops.on").body()).contains("ops.one", "系统运维");
        assertThat(new Visitor(port).signIn("ops.one", "Fresh-password-1")).isEqualTo("/");
    }

    @Test
    void saysBesideTheFieldWhatIsWrong() {
        assertThat(open("x", Role.OPERATIONS, "", "", "Fresh-password-1").body())
                .contains("以字母或数字开头");
        assertThat(open("weak.one", Role.OPERATIONS, "", "", "weak").body()).contains("密码不符合要求");
        assertThat(open("branch.one", Role.BRANCH_MANAGER, "none", "", "Fresh-password-1")
                        .body())
                .contains("机构代码须存在");
        assertThat(open("manager.one", Role.RELATIONSHIP_MANAGER, "", "", "Fresh-password-1")
                        .body())
                .contains("客户经理必须填写工号");
        assertThat(open("manager.two", Role.RELATIONSHIP_MANAGER, "", "no such", "Fresh-password-1")
                        .body())
                .contains("没有这个工号");
        String taken = AccountFixture.account(db, Role.OPERATIONS);
        assertThat(open(taken.toUpperCase(java.util.Locale.ROOT), Role.OPERATIONS, "", "", "Fresh-password-1")
                        .body())
                .contains("已有人使用");
        assertThat(db.sql("select count(*) from platform.account where username in "
                                + "('x', 'weak.one', 'branch.one', 'manager.one', 'manager.two')")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsWhatWasTypedExceptThePassword() {
        String page = open("typed.one", Role.BRANCH_MANAGER, "no-such", "", "Fresh-password-1")
                .body();
        assertThat(page).contains("typed.one", "no-such").doesNotContain("Fresh-password-1");
    }

    @Test
    void endsTheSessionsOfAnAccountThatIsClosed() {
        String username = AccountFixture.account(db, Role.OPERATIONS);
        Visitor other = Visitor.signedIn(port, username, AccountFixture.PASSWORD);

        act(username, "disable");
        assertThat(other.isSignedIn()).isFalse();
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD)).isEqualTo("/sign-in?refused");

        act(username, "enable");
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD)).isEqualTo("/");
    }

    @Test
    void changesTheRoleOfWhoeverIsSignedInOnlyWithANewSignIn() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor other = Visitor.signedIn(port, username, AccountFixture.PASSWORD);
        assertThat(other.get("/admin/accounts").statusCode()).isEqualTo(200);

        assertThat(Visitor.location(change(username, Role.OPERATIONS, version(username))))
                .isEqualTo("/admin/accounts");

        assertThat(other.isSignedIn()).isFalse();
        assertThat(Visitor.signedIn(port, username, AccountFixture.PASSWORD)
                        .get("/admin/accounts")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesTheSecondOfTwoChanges() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        long seen = version(username);
        change(username, Role.OPERATIONS, seen);
        assertThat(change(username, Role.ADMINISTRATOR, seen).statusCode()).isEqualTo(409);
    }

    @Test
    void givesANewPasswordAndUnlocks() {
        String username = AccountFixture.account(db, Role.OPERATIONS);
        for (int i = 0; i < 5; i++) {
            new Visitor(port).signIn(username, "wrong");
        }
        assertThat(administrator.get("/admin/accounts/" + username).body()).contains("输错密码");

        administrator.post(
                "/admin/accounts/" + username,
                "/admin/accounts/" + username + "/password",
                "password",
                "Another-password-2");
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD)).isEqualTo("/sign-in?refused");
        Visitor person = new Visitor(port);
        assertThat(person.signIn(username, "Another-password-2")).isEqualTo("/");
        assertThat(Visitor.location(person.get("/operations/inbox")))
                .as("somebody else knows this password")
                .isEqualTo("/account/password");
        assertThat(Visitor.location(ownPassword(person, "Another-password-2", "Quite-my-own-3")))
                .isEqualTo("/sign-in?changed");
        assertThat(Visitor.signedIn(port, username, "Quite-my-own-3")
                        .get("/operations/inbox")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsEverybodyChangeTheirOwnPassword() {
        String username = AccountFixture.account(db, Role.OPERATIONS);
        Visitor person = Visitor.signedIn(port, username, AccountFixture.PASSWORD);
        Visitor elsewhere = Visitor.signedIn(port, username, AccountFixture.PASSWORD);

        assertThat(ownPassword(person, "not this", "Third-password-3").body()).contains("当前密码不对");
        assertThat(ownPassword(person, AccountFixture.PASSWORD, "weak").body()).contains("密码不符合要求");
        assertThat(Visitor.location(ownPassword(person, AccountFixture.PASSWORD, "Third-password-3")))
                .isEqualTo("/sign-in?changed");

        assertThat(person.isSignedIn()).isFalse();
        assertThat(elsewhere.isSignedIn()).isFalse();
        assertThat(new Visitor(port).signIn(username, "Third-password-3")).isEqualTo("/");
    }

    @Test
    void knowsNoAccountThatDoesNotExist() {
        assertThat(administrator.get("/admin/accounts/nobody").statusCode()).isEqualTo(404);
        assertThat(administrator.post(NEW, "/admin/accounts/nobody/disable").statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> open(String username, Role role, String institution, String staff, String password) {
        return administrator.post(
                NEW,
                "/admin/accounts",
                "username",
                username,
                "displayName",
                "某人",
                "role",
                role.name(),
                "institutionCode",
                institution,
                "staffNo",
                staff,
                "password",
                password);
    }

    private HttpResponse<String> change(String username, Role role, long version) {
        return administrator.post(
                "/admin/accounts/" + username,
                "/admin/accounts/" + username,
                "username",
                username,
                "displayName",
                "某人",
                "role",
                role.name(),
                "version",
                String.valueOf(version));
    }

    private void act(String username, String action) {
        assertThat(administrator
                        .post("/admin/accounts/" + username, "/admin/accounts/" + username + "/" + action)
                        .statusCode())
                .isEqualTo(302);
    }

    private static HttpResponse<String> ownPassword(Visitor person, String current, String password) {
        return person.post("/account/password", "/account/password", "current", current, "password", password);
    }

    private long version(String username) {
        return db.sql("select version from platform.account where username = :name")
                .param("name", username)
                .query(Long.class)
                .single();
    }
}
