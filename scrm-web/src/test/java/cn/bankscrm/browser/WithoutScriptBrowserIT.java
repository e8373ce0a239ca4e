package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.web.security.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Where the bank's browsers run no JavaScript everything still works, with a page load more. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutScriptBrowserIT {

    @Autowired
    SmallBank bank;

    @Autowired
    WeComSimulator weCom;

    @LocalServerPort
    int port;

    private Browser browser;

    @BeforeAll
    void signsIn() throws Exception {
        bank.load(port);
        browser = Browser.withoutScript(port).as(bank.account(Role.ADMINISTRATOR));
    }

    @AfterAll
    void leaves() {
        browser.close();
    }

    @Test
    void anInstitutionIsChosenOnAPageOfItsOwn() {
        browser.open("/coverage").follow(By.id("scope"));
        assertThat(browser.path()).startsWith("/institutions");
        browser.type(By.id("institution-q"), bank.branchCode());
        browser.follow(By.cssSelector(".sheet-search .btn"));
        browser.follow(By.cssSelector(".tree a[href*='institution=" + bank.branchCode() + "']"));

        assertThat(browser.path()).isEqualTo("/coverage?institution=" + bank.branchCode());
    }

    @Test
    void theTrendIsATableInsteadOfAnEmptyChart() {
        browser.open("/coverage");
        assertThat(browser.shown(By.id("headline"))).isTrue();
        assertThat(browser.shown(By.id("trend-chart"))).isFalse();
        assertThat(browser.shown(By.cssSelector(".scripted-only")))
                .as("claims to refresh by itself")
                .isFalse();
    }

    @Test
    void aCustomerCertifiesAndWithdraws() throws Exception {
        SmallBank.Newcomer friend = bank.newcomer();
        browser.open("/friends").follow(By.cssSelector("#friends tbody tr:first-child button"));
        browser.on(Browser.Screen.PHONE).openLink(browser.value("link"));
        browser.type("name", friend.name());
        browser.type("mobile", friend.mobile());
        browser.click(By.id("send-code"));
        browser.untilText(By.id("sent"), text -> text.contains("验证码已发送"));
        assertThat(browser.value("name")).as("kept over the page load").isEqualTo(friend.name());
        browser.click(By.id("certify"));
        browser.untilText(By.id("code-fault"), text -> text.contains("6 位数字"));
        browser.type("code", weCom.sms().newestCode(friend.mobile()).orElseThrow());
        browser.click(By.id("agreed")).click(By.id("certify"));
        browser.untilText(By.tagName("h1"), text -> text.equals("认证完成"));

        browser.follow(By.id("my-consent")).click(By.id("ask")).click(By.id("withdraw"));
        browser.untilText(By.id("state"), text -> text.contains("已撤回"));
        browser.on(Browser.Screen.DESK).open("/coverage");
    }

    @Test
    void aFileIsImportedByTheBrowsersOwnButton(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("customers.csv"), """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments
                NOSCRIPT-1,王小明,13800000011,1980-01-01,true,100.00,%s,
                """.formatted(bank.branchCode()));
        browser.open("/imports");
        assertThat(browser.shown(By.cssSelector(".import-choice"))).isFalse();
        browser.click(By.cssSelector("#kind option[value=customers]"));
        browser.choose("file", file);
        browser.follow(By.id("upload"));

        assertThat(browser.path()).matches("/imports/\\d+");
        browser.untilText(By.id("status"), text -> {
            if (text.contains("正在")) {
                browser.open(browser.path());
            }
            return text.contains("1 行生效");
        });
    }
}
