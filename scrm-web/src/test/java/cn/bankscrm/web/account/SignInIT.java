package cn.bankscrm.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class SignInIT {

    private static final String REFUSED = "/sign-in?refused";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Test
    void leadsToThePageThatWasAskedFor() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor visitor = new Visitor(port);
        assertThat(Visitor.location(visitor.get("/admin/accounts"))).isEqualTo("/sign-in");

        assertThat(visitor.signIn(username, AccountFixture.PASSWORD)).startsWith("/admin/accounts");
        assertThat(visitor.get("/admin/accounts").statusCode()).isEqualTo(200);
    }

    @Test
    void takesUserNamesInAnyCaseAndPasswordsOnlyAsTheyAre() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);

        assertThat(new Visitor(port).signIn(username.toUpperCase(java.util.Locale.ROOT), AccountFixture.PASSWORD))
                .isEqualTo("/");
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(REFUSED);
    }

    @Test
    void letsTheFirstAdministratorOfTheConfigurationChooseAPasswordAndNothingElse() {
        Visitor first = new Visitor(port);
        assertThat(first.signIn("root-admin", "First-sign-in-1 of tests")).isEqualTo("/");
        for (String page : List.of("/", "/admin/accounts", "/coverage", "/imports", "/operations/sync")) {
            assertThat(Visitor.location(first.get(page))).as(page).isEqualTo("/account/password");
        }
        assertThat(first.get("/account/password").body()).contains("请先改成自己的密码");
        assertThat(first.send("/operations/inbox", request -> request.header("HX-Request", "true"))
                        .headers()
                        .firstValue("HX-Redirect"))
                .hasValue("/account/password");
        assertThat(Visitor.location(first.post("/account/password", "/admin/accounts/root-admin/enable")))
                .as("forms are closed, too")
                .isEqualTo("/account/password");

        assertThat(choose(first, "First-sign-in-1 of tests", "First-sign-in-1 of tests")
                        .body())
                .contains("须与当前密码不同");
        assertThat(Visitor.location(choose(first, "First-sign-in-1 of tests", "My-own-password-2")))
                .isEqualTo("/sign-in?changed");
        Visitor again = Visitor.signedIn(port, "root-admin", "My-own-password-2");
        assertThat(again.get("/admin/accounts").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> choose(Visitor person, String current, String password) {
        return person.post("/account/password", "/account/password", "current", current, "password", password);
    }

    @Test
    void answersAnUnknownNameLikeAWrongPassword() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor visitor = new Visitor(port);
        String token = Visitor.token(visitor.get("/sign-in"));

        HttpResponse<String> wrong = visitor.postWithToken(token, "/sign-in", "username", username, "password", "no");
        HttpResponse<String> unknown = visitor.postWithToken(token, "/sign-in", "username", "nobody", "password", "no");

        assertThat(wrong.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(Visitor.location(wrong)).isEqualTo(Visitor.location(unknown)).isEqualTo(REFUSED);
        assertThat(wrong.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
    }

    @Test
    void locksAnAccountAfterFiveWrongPasswordsForAQuarterOfAnHour() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        for (int i = 0; i < 5; i++) {
            assertThat(new Visitor(port).signIn(username, "wrong")).isEqualTo(REFUSED);
        }
        Visitor locked = new Visitor(port);
        assertThat(locked.signIn(username, AccountFixture.PASSWORD)).isEqualTo(REFUSED);
        assertThat(locked.get(REFUSED).body()).contains("账号已锁定", "连续输错会锁定一段时间");

        let("locked_until = now() - interval '1 second'", username);
        assertThat(new Visitor(port).signIn(username, "wrong")).isEqualTo(REFUSED);
        assertThat(failures(username)).isEqualTo(1);
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD)).isEqualTo("/");
        assertThat(failures(username)).isZero();
    }

    @Test
    void forgetsWrongPasswordsOnceTheRightOneCame() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        for (int i = 0; i < 8; i++) {
            assertThat(new Visitor(port).signIn(username, "wrong")).isEqualTo(REFUSED);
            assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD))
                    .isEqualTo("/");
        }
    }

    @Test
    void looksAtNoMoreThanFiveOfTwentyPasswordsThatComeAtTheSameTime() throws Exception {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        List<Visitor> visitors = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Visitor visitor = new Visitor(port);
            visitors.add(visitor);
            tokens.add(Visitor.token(visitor.get("/sign-in")));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Visitor visitor = visitors.get(i);
                String token = tokens.get(i);
                answers.add(threads.submit(() -> Visitor.location(
                        visitor.postWithToken(token, "/sign-in", "username", username, "password", "wrong"))));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(REFUSED);
            }
        }
        assertThat(failures(username)).isEqualTo(5);
        assertThat(new Visitor(port).signIn(username, AccountFixture.PASSWORD)).isEqualTo(REFUSED);
    }

    @Test
    void keepsTwoSessionsAPersonAndEndsTheOldest() throws Exception {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor first = Visitor.signedIn(port, username, AccountFixture.PASSWORD);
        Visitor second = Visitor.signedIn(port, username, AccountFixture.PASSWORD);
        assertThat(first.isSignedIn()).isTrue();
        Thread.sleep(5); // the oldest is told by the millisecond of its last request
        assertThat(second.isSignedIn()).isTrue();

        Visitor third = Visitor.signedIn(port, username, AccountFixture.PASSWORD);

        assertThat(Visitor.location(first.get("/account/password"))).isEqualTo("/sign-in?elsewhere");
        assertThat(first.get("/sign-in?elsewhere").body()).contains("您的账号在别处登录", "role=\"alert\"");
        assertThat(second.isSignedIn()).isTrue();
        assertThat(third.isSignedIn()).isTrue();
    }

    @Test
    void tellsAPageThatUpdatesItselfWhereToGoWhenItsSessionWasEnded() throws Exception {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor first = Visitor.signedIn(port, username, AccountFixture.PASSWORD);
        for (int i = 0; i < 2; i++) {
            Thread.sleep(5); // the oldest is told by the millisecond of its last request
            assertThat(Visitor.signedIn(port, username, AccountFixture.PASSWORD).isSignedIn())
                    .isTrue();
        }

        HttpResponse<String> answer = first.send("/coverage", request -> request.header("HX-Request", "true"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).contains("/sign-in?elsewhere");
    }

    @Test
    void keepsSessionsInTheDatabaseWithoutPasswords() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor.signedIn(port, username, AccountFixture.PASSWORD);

        assertThat(db.sql("""
                                select string_agg(encode(a.attribute_bytes, 'escape'), ' ')
                                from platform.spring_session s
                                join platform.spring_session_attributes a on a.session_primary_id = s.primary_id
                                where s.principal_name = :name
                                """).param("name", username).query(String.class).single())
                .contains("SignedIn")
                .doesNotContain("argon2")
                .doesNotContain(AccountFixture.PASSWORD);
    }

    @Test
    void asksForASignInWhereAnotherReleaseHasStoredTheSession() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor visitor = Visitor.signedIn(port, username, AccountFixture.PASSWORD);
        db.sql("""
                        update platform.spring_session_attributes a
                        set attribute_bytes = '\\xaced0005'
                        from platform.spring_session s
                        where a.session_primary_id = s.primary_id and s.principal_name = :name
                        """).param("name", username).update();

        assertThat(Visitor.location(visitor.get("/account/password"))).isEqualTo("/sign-in");
        assertThat(visitor.signIn(username, AccountFixture.PASSWORD)).isNotEqualTo(REFUSED);
        assertThat(visitor.isSignedIn()).isTrue();
    }

    @Test
    void changesTheSessionAtSignIn() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor visitor = new Visitor(port);
        HttpResponse<String> before = visitor.get("/sign-in");
        HttpResponse<String> after = visitor.postWithToken(
                Visitor.token(before), "/sign-in", "username", username, "password", AccountFixture.PASSWORD);

        assertThat(cookie(before)).isNotEmpty();
        assertThat(cookie(after)).isNotEmpty().isNotEqualTo(cookie(before));
        assertThat(cookie(after)).contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void signsOutByAFormOnly() {
        String username = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor visitor = Visitor.signedIn(port, username, AccountFixture.PASSWORD);

        assertThat(visitor.get("/sign-out").statusCode()).isEqualTo(403);
        assertThat(visitor.isSignedIn()).isTrue();
        assertThat(Visitor.location(visitor.post("/account/password", "/sign-out")))
                .isEqualTo("/sign-in?signed-out");
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void refusesFormsWithoutTheirToken() {
        Visitor visitor =
                Visitor.signedIn(port, AccountFixture.account(db, Role.ADMINISTRATOR), AccountFixture.PASSWORD);
        assertThat(visitor.postWithToken("made-up", "/admin/accounts", "username", "intruder")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void setsTheHeadersThatKeepForeignCodeOut() {
        HttpResponse<String> page = new Visitor(port).get("/sign-in");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void tellsHtmxToLoadTheWholePageOnceTheSessionIsOver() throws Exception {
        HttpResponse<String> answer = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create("http://127.0.0.1:" + port + "/coverage"))
                                .header("HX-Request", "true")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "HX-Refresh")).isEqualTo("true");
    }

    private void let(String change, String username) {
        db.sql("update platform.account set " + change + " where username = :name")
                .param("name", username)
                .update();
    }

    private int failures(String username) {
        return db.sql("select failures from platform.account where username = :name")
                .param("name", username)
                .query(Integer.class)
                .single();
    }

    private static String cookie(HttpResponse<String> answer) {
        return header(answer, "Set-Cookie");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
