package cn.bankscrm.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScriptedWeCom;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class WeComSignInIT {

    private static final Pattern STATE = Pattern.compile("state=([0-9a-f]{48})&");
    private static final String FAILED = "/sign-in?wecom";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Test
    void signsInTheMemberWhoScanned() {
        member("zhang.wei");
        ScriptedWeCom.scans("code-1", "Zhang.Wei");
        Visitor visitor = new Visitor(port);

        assertThat(back(visitor, "code-1", begin(visitor))).isEqualTo("/");
        assertThat(visitor.isSignedIn()).isTrue();
    }

    @Test
    void sendsTheBrowserBackToThePublicAddress() {
        URI wecom = URI.create(new Visitor(port)
                .get("/sign-in/wecom")
                .headers()
                .firstValue("Location")
                .orElseThrow());
        assertThat(wecom.getQuery()).endsWith("redirect_uri=http://bank.test/sign-in/wecom/return");
    }

    @Test
    void refusesAMemberWithoutAnAccount() {
        ScriptedWeCom.scans("code-2", "nobody.here");
        Visitor visitor = new Visitor(port);
        assertThat(back(visitor, "code-2", begin(visitor))).isEqualTo(FAILED);
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void refusesAClosedAccount() {
        String username = member("li.closed");
        db.sql("update platform.account set disabled = true where username = :name")
                .param("name", username)
                .update();
        ScriptedWeCom.scans("code-3", "li.closed");
        Visitor visitor = new Visitor(port);
        assertThat(back(visitor, "code-3", begin(visitor))).isEqualTo(FAILED);
    }

    @Test
    void refusesAStateThatAnotherBrowserWasGiven() {
        member("wang.victim");
        ScriptedWeCom.scans("code-4", "wang.victim");
        String anothers = begin(new Visitor(port));
        Visitor visitor = new Visitor(port);
        begin(visitor);
        assertThat(back(visitor, "code-4", anothers)).isEqualTo(FAILED);
        assertThat(back(new Visitor(port), "code-4", anothers)).isEqualTo(FAILED);
    }

    @Test
    void takesAStateOnce() {
        member("zhao.once");
        Visitor visitor = new Visitor(port);
        String state = begin(visitor);
        assertThat(back(visitor, "no-such-code", state)).isEqualTo(FAILED);
        ScriptedWeCom.scans("code-5", "zhao.once");
        assertThat(back(visitor, "code-5", state)).isEqualTo(FAILED);
    }

    @Test
    void takesACodeOnce() {
        member("sun.twice");
        ScriptedWeCom.scans("code-6", "sun.twice");
        Visitor first = new Visitor(port);
        assertThat(back(first, "code-6", begin(first))).isEqualTo("/");
        Visitor second = new Visitor(port);
        assertThat(back(second, "code-6", begin(second))).isEqualTo(FAILED);
    }

    private static String begin(Visitor visitor) {
        Matcher state = STATE.matcher(
                visitor.get("/sign-in/wecom").headers().firstValue("Location").orElse(""));
        assertThat(state.find()).isTrue();
        return state.group(1);
    }

    private static String back(Visitor visitor, String code, String state) {
        return Visitor.location(visitor.get("/sign-in/wecom/return?code=" + code + "&state=" + state));
    }

    private String member(String userId) {
        long staff = db.sql("""
                        insert into core.staff (id, staff_no, wecom_userid, version)
                        values (nextval('core.staff_seq'), 'S-' || :userId, :userId, 0) returning id
                        """).param("userId", userId).query(Long.class).single();
        return AccountFixture.account(db, Role.RELATIONSHIP_MANAGER, null, staff);
    }
}
