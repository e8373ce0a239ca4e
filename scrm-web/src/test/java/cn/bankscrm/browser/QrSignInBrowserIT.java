package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.web.security.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Signing in with WeCom, on the simulator's page in place of the phone. */
@BrowserTest
class QrSignInBrowserIT {

    @Autowired
    SmallBank bank;

    @LocalServerPort
    int port;

    private Browser browser;

    @BeforeEach
    void opens() throws Exception {
        bank.load(port);
        browser = new Browser(port).on(Screen.PHONE);
    }

    @AfterEach
    void leaves() {
        browser.close();
    }

    @Test
    void whoScansLandsOnTheOwnCoverage() {
        String userId = bank.userIdOf(bank.account(Role.RELATIONSHIP_MANAGER));

        scan(userId);

        assertThat(browser.address()).startsWith(Browser.PUBLIC + "/workbench");
        assertThat(browser.text(By.tagName("h1"))).contains("好，");
    }

    @Test
    void whoHasNoAccountIsToldSo() {
        scan(bank.userIdWithoutAccount());

        assertThat(browser.address()).startsWith(Browser.PUBLIC + "/sign-in");
        assertThat(browser.text(By.cssSelector("[role=alert]:not([hidden])"))).contains("企业微信登录没有成功");
    }

    private void scan(String userId) {
        browser.visit(Browser.PUBLIC + "/sign-in").follow(By.id("sign-in-wecom"));
        assertThat(browser.address()).contains("/wwlogin/sso/login");
        browser.type(By.name("m"), userId);
        browser.follow(By.cssSelector(".search button"));
        browser.follow(By.cssSelector(".pick a[href*='pick=" + userId + "']"));
    }
}
