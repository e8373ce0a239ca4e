package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.web.security.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A customer manager asks the sidebar beside a chat before sending, on a narrow screen. */
@BrowserTest
class SidebarBrowserIT {

    @Autowired
    SmallBank bank;

    @Autowired
    LexiconDrafts drafts;

    @Autowired
    LexiconInForce inForce;

    @LocalServerPort
    int port;

    @Test
    void asksBeforeSending() throws Exception {
        bank.load(port);
        drafts.publish(drafts.draft(StarterLexicon.lines(), "侧边栏", "sidebar-author"), null, "sidebar-publisher");
        inForce.look();
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.PHONE).as(bank.account(Role.RELATIONSHIP_MANAGER)).open("/sidebar");
            browser.mark();

            // nobody presses a button: a pause is enough
            browser.type("text", "李总，这款产品保本保收益，您放心。");
            // what stands at the end of the text is checked last: a pause while typing is enough for a check before
            browser.untilText(
                    By.id("result"),
                    text -> Stream.of("不能发送", "您放心", "「保本保收益」", "这样说可以", "银发〔2019〕316号")
                            .allMatch(text::contains));
            assertThat(browser.shown(By.id("copy"))).isFalse();
            browser.holdsUp("sidebar-blocked");

            browser.type("text", "最后一天抢购，错过再等一年");
            browser.click(By.id("check"));
            browser.untilText(By.id("result"), text -> text.contains("请再看一眼") && text.contains("再等一年"));
            browser.holdsUp("sidebar-warned");
            browser.click(By.id("go-on"));
            browser.untilText(By.id("result"), text -> text.contains("已记下"));
            assertThat(browser.value("cleared")).isEqualTo("最后一天抢购，错过再等一年");
            browser.holdsUp("sidebar-accepted");

            browser.type("text", "您的定期存款下周到期，方便时来网点办理");
            browser.click(By.id("check"));
            browser.untilText(By.id("result"), text -> text.contains("可以发送") && text.contains("来网点办理"));
            browser.click(By.id("copy"));
            browser.untilText(By.id("copy"), text -> text.contains("已复制"));
            browser.holdsUp("sidebar-passed");

            browser.type("text", " ");
            browser.click(By.id("check"));
            browser.untilText(By.id("result"), text -> text.contains("请先写下"));
            browser.holdsUp("sidebar-empty");
            assertThat(browser.stillMarked()).isTrue();
            browser.on(Screen.DESK).holdsUp("sidebar-wide");
        }
    }
}
