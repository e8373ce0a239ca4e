package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An instruction from its form to its end: issued, passed on level by level, seen, begun and done by a manager, whose
 * feedback the author answers; and where it stalls.
 */
@BrowserTest
class InstructionBrowserIT {

    private static final String TITLE = "三季度黄金走势解读";

    @Autowired
    SmallBank bank;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    @Test
    void goesFromTheFormThroughEveryLevelToTheManagerAndBack() throws Exception {
        bank.load(port);
        String author = bank.account(Role.MIDDLE_OFFICE);
        String manager = bank.account(Role.RELATIONSHIP_MANAGER);
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(author).open("/instructions/new");
            browser.type("title", TITLE);
            browser.type("words", "挑出关心黄金的客户，逐位发送解读，回访问清楚他们还想看什么。");
            browser.click(By.cssSelector("input[name=reach]")).follow(By.id("issue"));
            String page = browser.path();
            assertThat(page).matches("/instructions/\\d+");
            assertThat(browser.text(By.id("headline"))).contains(TITLE, "卡在");

            List<String> way = way(author, manager);
            for (String officer : way) {
                browser.as(officer).open("/instructions");
                assertThat(browser.text(By.id("to-pass-on"))).contains(TITLE);
                browser.open(page)
                        .click(By.id("pass-on"))
                        .untilText(By.tagName("body"), said -> said.contains("已转派，本机构"));
            }
            browser.open("/instructions");
            assertThat(browser.shown(By.id("to-pass-on"))).isFalse();

            browser.as(manager).open("/instructions");
            assertThat(browser.text(By.id("tasks"))).contains(TITLE, "送达未看");
            pictures(browser, "/instructions", "instructions-of-a-manager");
            browser.on(Screen.DESK).follow(By.linkText(TITLE));
            assertThat(browser.text(By.id("own-step"))).contains("看过未做");
            browser.click(By.id("start")).untilText(By.id("own-step"), step -> step.contains("已开始"));
            browser.click(By.id("kind-UNFIT"));
            browser.type("reason", "客户问费率，图上没有，能补一张吗？");
            browser.click(By.id("say-it")).untilText(By.tagName("body"), said -> said.contains("已告诉下达的人"));
            pictures(browser, page, "instruction-own");
            browser.on(Screen.DESK).click(By.id("finish")).untilText(By.id("own-step"), step -> step.contains("已做完"));

            browser.as(author).open("/instructions");
            assertThat(browser.text(By.id("instructions"))).contains(TITLE, "1 条待回");
            pictures(browser, "/instructions", "instructions-of-an-author");
            browser.on(Screen.DESK).open(page);
            assertThat(browser.text(By.id("feedback"))).contains("图上没有", "不适合本行情况");
            assertThat(browser.text(By.id("headline"))).contains("1 人做完");
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(page).untilTrue("return document.querySelector('#river canvas') !== null");
                browser.holdsUp("instruction-river");
            }
            browser.on(Screen.DESK).click(By.cssSelector("#feedback summary"));
            browser.type(By.cssSelector("#feedback textarea"), "已补一张费率图，谢谢提醒。");
            browser.click(By.cssSelector(".send-answer")).untilText(By.id("feedback"), said -> said.contains("对方还没看到"));

            browser.as(manager).open("/instructions").open(page);
            assertThat(browser.text(By.id("said"))).contains("已补一张费率图");
            browser.as(author).open(page);
            assertThat(browser.text(By.id("feedback"))).contains("对方已看到");

            browser.click(By.cssSelector("#ending summary"));
            browser.type("end-reason", "走势有变，另行通知");
            browser.click(By.id("withdraw")).untilText(By.tagName("body"), said -> said.contains("已撤回"));
            assertThat(browser.text(By.id("over"))).contains("走势有变，另行通知");
        }
    }

    /** Officers of the institutions from right below the author's down to the manager's own. */
    private List<String> way(String author, String manager) {
        return db.sql("""
                        select up.ancestor_id
                        from platform.account m
                        join core.staff_post p on p.staff_id = m.staff_id and p.valid_to is null
                        join core.institution_path up on up.institution_id = p.institution_id
                        join platform.account a on a.username = :author
                        join core.institution_path below on below.ancestor_id = a.institution_id
                            and below.institution_id = up.ancestor_id and below.depth > 0
                        where m.username = :manager order by up.depth desc
                        """).param("author", author).param("manager", manager).query(Long.class).list().stream()
                .map(place -> AccountFixture.account(db, Role.BRANCH_MANAGER, place, null))
                .toList();
    }

    private static void pictures(Browser browser, String page, String name) {
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(page).holdsUp(name);
        }
    }
}
