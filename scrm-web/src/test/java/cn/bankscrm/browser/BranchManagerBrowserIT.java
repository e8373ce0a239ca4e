package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.time.Duration;
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
        // that of a week ago joins in as soon as its day has been counted
        assertThat(browser.text(By.id("headline"))).startsWith(branch.split("[，；]", 2)[0]);
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

    /** On the first day there is no line to draw; a page left open overnight gets it by itself. */
    @Test
    void getsTheChartOnceThereIsALineToDraw() {
        Visitor visitor = Visitor.signedIn(port, bank.account(Role.BRANCH_MANAGER), AccountFixture.PASSWORD);
        assertThat(visitor.get("/coverage/live?seen=x&charted=true").body()).doesNotContain("trend-chart");

        // the days before today are counted after the load
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(visitor.get("/coverage/live?seen=x&charted=false")
                                .body())
                        .contains(
                                "<section id=\"trend\" hx-swap-oob=\"innerHTML\">",
                                "id=\"trend-chart\"",
                                "charted=true"));
    }

    @Test
    void keepsWhatWasChosenWhenAnotherInstitutionIsPicked() {
        browser.open("/coverage/customers?covered=uncovered").click(By.id("scope"));
        browser.untilText(By.cssSelector("#picker .tree"), text -> !text.isBlank());
        browser.follow(By.cssSelector("#picker .tree ul a[href*='institution=']"));

        assertThat(browser.path()).startsWith("/coverage/customers?covered=uncovered&institution=");
        assertThat(browser.text(By.cssSelector(".choices [aria-current]"))).isEqualTo("未覆盖");
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
