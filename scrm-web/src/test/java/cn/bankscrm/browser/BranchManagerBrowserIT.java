package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.security.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A branch manager's way: from the sentence to the customers behind it, and the figure moving meanwhile. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BranchManagerBrowserIT {

    @Autowired
    SmallBank bank;

    @LocalServerPort
    int port;

    private Browser browser;

    @BeforeAll
    void signsIn() throws Exception {
        bank.load(port);
        browser = new Browser(port).as(bank.account(Role.BRANCH_MANAGER));
    }

    @AfterAll
    void leaves() {
        browser.close();
    }

    @Test
    void drillsDownToOneCustomerAndClimbsBack() {
        browser.open("/");
        assertThat(browser.path()).startsWith("/coverage");
        String branch = browser.text(By.id("headline"));

        browser.follow(By.id("heat-0"));
        assertThat(browser.path()).contains("institution=");
        assertThat(browser.text(By.id("headline"))).isNotEqualTo(branch);

        browser.follow(By.id("rank-1-1"));
        assertThat(browser.path()).contains("staff=");
        browser.follow(By.id("tile-managed"));
        assertThat(browser.path()).contains("covered=all");
        assertThat(browser.texts(By.cssSelector("#customers tbody tr"))).isNotEmpty();

        browser.follow(By.cssSelector("#customers tbody a"));
        assertThat(browser.path()).startsWith("/customers/");
        assertThat(browser.text(By.tagName("h1"))).contains("*");

        browser.open("/coverage?institution=" + bank.branchCode());
        assertThat(browser.text(By.id("headline"))).isEqualTo(branch);
    }

    @Test
    void seesAFriendAppearWithoutReload() {
        browser.open("/coverage");
        long covered = covered();
        browser.mark();

        bank.newFriendOfOwnManager();

        browser.untilText(By.id("tile-covered"), text -> number(text) == covered + 1);
        assertThat(browser.stillMarked()).isTrue();
        assertThat(browser.text(By.id("headline"))).contains(browser.text(By.id("tile-covered")));
    }

    @Test
    void doesNotFindTheOtherBranches() {
        browser.open("/institutions?for=/coverage");
        assertThat(browser.texts(By.cssSelector(".tree li > div")).getFirst()).contains(bank.branchCode());
    }

    private long covered() {
        return number(browser.text(By.id("tile-covered")));
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
