package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.web.security.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page on desk and phone: nothing wider than the screen, nothing on the console (so nothing that the content
 * security policy stopped), no serious fault for those who use a keyboard or a reader.
 */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageBrowserIT {

    @Autowired
    SmallBank bank;

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

    @ParameterizedTest(name = "{1} as {0}")
    @CsvSource(textBlock = """
            BRANCH_MANAGER,       coverage,           /coverage
            BRANCH_MANAGER,       coverage-past,      /coverage?date=2026-10-31
            BRANCH_MANAGER,       coverage-customers, /coverage/customers?covered=uncovered
            BRANCH_MANAGER,       institutions,       /institutions?for=/coverage
            BRANCH_MANAGER,       customers,          /customers
            ADMINISTRATOR,        coverage-bank,      /coverage
            ADMINISTRATOR,        imports,            /imports
            ADMINISTRATOR,        accounts,           /admin/accounts
            ADMINISTRATOR,        account-new,        /admin/accounts/_new
            OPERATIONS,           inbox,              /operations/inbox
            OPERATIONS,           sync,               /operations/sync
            OPERATIONS,           password,           /account/password
            RELATIONSHIP_MANAGER, coverage-own,       /coverage
            RELATIONSHIP_MANAGER, customers-own,      /customers
            BRANCH_MANAGER,       maintenance,        /maintenance
            BRANCH_MANAGER,       maintenance-list,   /maintenance/customers
            RELATIONSHIP_MANAGER, maintenance-own,    /maintenance
            ADMINISTRATOR,        audit,              /audit
            COMPLIANCE,           audit-own,          /audit
            COMPLIANCE,           home,               /
            """)
    void holdsUp(Role role, String name, String path) {
        browser.on(Screen.DESK).as(bank.account(role));
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(path).holdsUp(name);
        }
    }

    @Test
    void theCustomerPageHoldsUp() {
        browser.on(Screen.DESK).as(bank.account(Role.BRANCH_MANAGER));
        browser.open("/coverage/customers?covered=covered").follow(By.cssSelector("#customers tbody a"));
        String customer = browser.path();
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(customer).holdsUp("customer");
        }
    }

    @Test
    void thePickerOpensAsADialog() {
        browser.on(Screen.DESK).as(bank.account(Role.ADMINISTRATOR));
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/coverage").click(By.id("scope"));
            browser.untilText(By.cssSelector("#picker .tree"), text -> !text.isBlank());
            browser.holdsUp("picker");
        }
    }

    @Test
    void theSignInPageHoldsUpAndRefusesInChinese() {
        browser.on(Screen.DESK).as(bank.account(Role.OPERATIONS)).click(By.cssSelector(".top .menu summary"));
        browser.follow(By.id("sign-out"));
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/sign-in").holdsUp("sign-in");
        }
        browser.type("username", "nobody");
        browser.type("password", "wrong-password-1");
        browser.click(By.id("sign-in"));
        assertThat(browser.text(By.id("refused"))).contains("用户名或密码不对");
    }
}
