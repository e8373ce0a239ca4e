package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.web.security.Role;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A friend is added, gets the link, certifies on the phone, and counts. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertifyingBrowserIT {

    @Autowired
    SmallBank bank;

    @Autowired
    WeComSimulator weCom;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Browser browser;

    @BeforeAll
    void begins() throws Exception {
        bank.load(port);
        browser = new Browser(port);
    }

    @AfterAll
    void ends() {
        browser.close();
    }

    @Test
    void takesThreeFieldsFromTheLinkToTheCoverageCell() throws Exception {
        SmallBank.Newcomer friend = bank.newcomer();
        String link = invited();
        browser.on(Screen.PHONE).openLink(link).holdsUp("bind");
        browser.type("name", friend.name());
        browser.type("mobile", friend.mobile());
        browser.click(By.id("send-code"));
        browser.untilText(By.id("sent"), text -> text.contains("验证码已发送"));
        browser.holdsUp("bind-code");
        browser.type("code", weCom.sms().newestCode(friend.mobile()).orElseThrow());
        browser.click(By.id("agreed"));
        assertThat(covered(friend)).isFalse();
        browser.click(By.id("certify"));
        browser.untilText(By.tagName("h1"), text -> text.equals("认证完成"));
        long certified = System.nanoTime();
        while (!covered(friend)) {
            assertThat(Duration.ofNanos(System.nanoTime() - certified)).isLessThan(Duration.ofSeconds(5));
            Thread.sleep(100);
        }
        browser.holdsUp("bind-done");

        browser.follow(By.id("my-consent")).holdsUp("consent");
        browser.click(By.id("ask")).click(By.id("withdraw"));
        browser.untilText(By.id("state"), text -> text.contains("已撤回"));
        browser.holdsUp("consent-withdrawn");
        browser.openLink(link).isRefused("bind-used");

        browser.follow(By.id("own-consent")).holdsUp("own-consent");
        db.sql("delete from core.rate_limit").update();
        browser.type("mobile", friend.mobile());
        browser.click(By.id("send-code"));
        browser.untilText(By.id("sent"), text -> text.contains("验证码已发送"));
        browser.type("code", weCom.sms().newestCode(friend.mobile()).orElseThrow());
        browser.holdsUp("own-consent-code");
        browser.follow(By.id("show"));
        assertThat(browser.path()).startsWith("/h5/consent/");
        browser.untilText(By.id("state"), text -> text.contains("已撤回"));
    }

    @Test
    void leadsToAReviewWhereNobodyFits() throws Exception {
        SmallBank.Newcomer friend = bank.newcomer();
        String link = invited();
        browser.on(Screen.PHONE).openLink(link);
        browser.type("name", "查无此人");
        browser.type("mobile", friend.mobile());
        browser.click(By.id("send-code"));
        browser.untilText(By.id("sent"), text -> text.contains("验证码已发送"));
        browser.type("code", weCom.sms().newestCode(friend.mobile()).orElseThrow());
        browser.click(By.id("agreed")).click(By.id("certify"));
        browser.untilText(By.tagName("h1"), text -> text.equals("已收到"));
        browser.holdsUp("bind-received");

        browser.on(Screen.DESK).as(bank.account(Role.COMPLIANCE));
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/reviews").holdsUp("reviews");
        }
        browser.on(Screen.DESK).follow(By.cssSelector("#reviews tbody a"));
        String review = browser.path();
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(review).holdsUp("review");
        }
        browser.on(Screen.DESK).open(review).click(By.cssSelector("input[name=customer]"));
        browser.type("reason", "电话核实本人");
        browser.click(By.id("certify"));
        browser.untilText(By.id("status"), text -> text.equals("已通过"));
        browser.holdsUp("review-decided");

        browser.as(bank.account(Role.BRANCH_MANAGER));
        for (Screen screen : Screen.values()) {
            browser.on(screen)
                    .open("/customers/" + friend.customerNo() + "/bindings")
                    .holdsUp("certifications");
        }
        for (Screen screen : Screen.values()) {
            browser.on(screen)
                    .open("/customers/" + friend.customerNo() + "/bindings?lang=en")
                    .holdsUp("certifications-english");
        }
        browser.open("/?lang=zh-CN");
        browser.on(Screen.PHONE).open("/h5/consent/text/2026-11").holdsUp("consent-text");
        browser.on(Screen.PHONE).open("/h5/bind/nothing").isRefused("bind-unknown");
    }

    @Test
    void aLinkDiesWithANewerOneAndWithItsTime() throws Exception {
        bank.newcomer();
        String old = invited();
        expire(browser.path(), Duration.ofHours(-1));
        browser.open("/friends").follow(By.cssSelector("#friends tbody tr:first-child button"));
        String invitation = browser.path();
        assertThat(browser.value("link")).isNotEqualTo(old);
        for (Screen screen : Screen.values()) {
            browser.on(screen).openLink(old).isRefused("bind-replaced");
        }
        assertThat(browser.text(By.tagName("h1"))).isEqualTo("链接已更换");

        Duration soon = Duration.ofSeconds(6);
        expire(invitation, soon);
        String late = browser.on(Screen.DESK).open(invitation).value("link");
        Thread.sleep(soon);
        browser.open("/friends").holdsUp("friends-expired");
        for (Screen screen : Screen.values()) {
            browser.on(screen).openLink(late).isRefused("bind-expired");
        }
        assertThat(browser.text(By.tagName("h1"))).isEqualTo("链接已过期");
        assertThat(browser.shown(By.id("name"))).isFalse();
    }

    /** As if it had been made a week before that. */
    private void expire(String invitation, Duration from) {
        db.sql(
                        "update core.invitation set expires_at = date_trunc('second', now()) + :seconds * interval '1 second' where id = :id")
                .param("seconds", from.toSeconds())
                .param("id", Long.valueOf(invitation.replaceAll("\\D", "")))
                .update();
    }

    @Test
    void aTextIsWrittenByOneAndApprovedByAnotherOfHeadOffice() {
        browser.on(Screen.DESK).as(bank.headOffice("writer")).open("/consent-texts");
        browser.follow(By.id("new-text")).holdsUp("consent-text-new");
        browser.on(Screen.PHONE).holdsUp("consent-text-new");
        browser.on(Screen.DESK).type("version", "2099-01");
        browser.set("from", "2099-01-01T00:00");
        browser.follow(By.id("propose"));
        browser.untilText(By.id("status"), text -> text.equals("待批准"));
        assertThat(browser.shown(By.id("approve"))).isFalse();
        browser.holdsUp("consent-text-proposed");

        browser.as(bank.headOffice("approver")).open("/consent-texts/2099-01").click(By.id("approve"));
        browser.untilText(By.id("status"), text -> text.contains("未到生效时间"));
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/consent-texts/2099-01").holdsUp("consent-text-coming");
            browser.on(screen).open("/consent-texts").holdsUp("consent-texts-two");
        }
        browser.on(Screen.DESK).open("/consent-texts/2099-01").click(By.id("send-back"));
        browser.type("reason", "还要改");
        browser.click(By.id("send-back-now"));
        browser.untilText(By.id("status"), text -> text.equals("草稿"));
        browser.follow(By.id("edit")).holdsUp("consent-text-edit");
        browser.open("/consent-texts/2099-01").follow(By.id("discard"));
        assertThat(browser.path()).isEqualTo("/consent-texts");
    }

    /** The newest friend stands first: the manager makes the link, and sees it with its QR code. */
    private String invited() {
        browser.on(Screen.DESK).as(bank.account(Role.BRANCH_MANAGER)).open("/friends");
        browser.on(Screen.PHONE).holdsUp("friends");
        browser.on(Screen.DESK).holdsUp("friends");
        browser.follow(By.cssSelector("#friends tbody tr:first-child button"));
        for (Screen screen : Screen.values()) {
            browser.on(screen).holdsUp("invitation");
        }
        return browser.value("link");
    }

    private boolean covered(SmallBank.Newcomer friend) {
        return db.sql("""
                        select coalesce(bool_or(k.certified_own), false)
                        from kpi.coverage_customer k join core.customer c on c.id = k.customer_id
                        where c.customer_no = :no
                        """).param("no", friend.customerNo()).query(Boolean.class).single();
    }
}
