package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.web.security.Role;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A piece of content from its first word to its withdrawal: a forbidden word is marked while it is typed and refuses
 * the submission, an officer approves the mended text, a new version replaces it.
 */
@BrowserTest
class ContentBrowserIT {

    private static final String TITLE = "秋季稳健理财指南";
    private static final String MENDED = """
            # 先看风险，再看收益

            秋季到了，不少客户问起闲钱怎么打理。理财非存款，产品有风险，投资须谨慎。

            - 先看产品的风险等级是否与您的评估结果相符
            - 再看期限，急用的钱不做长期安排
            - 最后看费用与赎回规则

            有不明白的地方，欢迎到网点或在这里问我。""";
    private static final String FORBIDDEN = MENDED.replace("理财非存款", "这款产品保**本**，理财非存款");

    @Autowired
    SmallBank bank;

    @Autowired
    JdbcClient db;

    @Autowired
    LexiconDrafts lexicon;

    @Autowired
    LexiconInForce inForce;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @BeforeEach
    void aLexiconIsInForce() throws Exception {
        bank.load(port);
        lexicon.publish(lexicon.draft(StarterLexicon.lines(), "示例词库", "content-author"), null, "content-publisher");
        inForce.look();
    }

    @Test
    void goesFromAForbiddenWordToPublishedReplacedAndWithdrawn() throws Exception {
        String author = bank.account(Role.MIDDLE_OFFICE);
        String officer = bank.account(Role.COMPLIANCE);
        String page;
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(author).open("/content");
            pictures(browser, "content");

            browser.on(Screen.DESK).open("/content/new");
            browser.type("title", TITLE);
            browser.type("message", "您好，这是我为您准备的秋季理财小贴士，有空看看。");
            browser.type("body", FORBIDDEN);
            browser.untilText(By.id("check"), check -> check.contains("保**本") && check.contains("承诺收益"));
            browser.untilTrue("return document.querySelectorAll('.marked-mirror mark.level-block').length > 0");
            assertThat(browser.text(By.id("hits"))).contains("拦截", "这样说可以：不保本");
            for (Screen screen : Screen.values()) {
                browser.on(screen).holdsUp("content-marks");
            }

            browser.on(Screen.DESK).click(By.id("submit")).untilText(By.tagName("body"), said -> said.contains("没有送审"));
            assertThat(browser.text(By.id("state"))).contains("草稿");
            assertThat(browser.value("body")).isEqualTo(FORBIDDEN);
            browser.isRefused("content-refused");

            browser.type("body", MENDED);
            browser.choose("file", poster());
            browser.click(By.id("upload-now")).untilText(By.id("upload-said"), said -> said.contains("文件已收下"));
            browser.untilTrue("return document.querySelector('#preview img')?.naturalWidth > 0");
            for (Screen screen : Screen.values()) {
                browser.on(screen).holdsUp("content-editor");
            }
            browser.on(Screen.DESK).follow(By.id("submit"));
            assertThat(browser.text(By.id("state"))).contains("第 1 版", "待审核");
            page = browser.path();

            browser.as(officer).open(page);
            assertThat(browser.text(By.id("words-none"))).contains("没有命中词库");
            pictures(browser, "content-deciding");
            browser.on(Screen.DESK).click(By.id("approve")).untilText(By.id("state"), state -> state.contains("已发布"));

            browser.as(bank.account(Role.RELATIONSHIP_MANAGER)).open("/content?q=" + TITLE);
            assertThat(browser.text(By.id("contents"))).contains(TITLE, "已发布第 1 版");
            browser.follow(By.linkText(TITLE));
            assertThat(browser.shown(By.id("withdrawing"))).isFalse();
            pictures(browser, "content-read");

            browser.on(Screen.DESK).as(author).open(page).click(By.id("new-version"));
            browser.untilText(By.id("state"), state -> state.contains("第 2 版"));
            String second = browser.value("body").replace("急用的钱不做长期安排", "急用的钱不做长期安排，随时要用的可以留活期");
            browser.type("body", second);
            browser.click(By.id("submit")).untilText(By.id("state"), state -> state.contains("待审核"));

            browser.as(officer).open(page);
            assertThat(browser.texts(By.cssSelector("#changes ins"))).contains("，随时要用的可以留活期");
            pictures(browser, "content-changes");
            browser.on(Screen.DESK).click(By.id("approve")).untilText(By.id("state"), state -> state.contains("已发布"));
            assertThat(browser.text(By.id("versions"))).contains("已被新版替换");

            browser.as(author).open(page).click(By.cssSelector("#withdrawing summary"));
            browser.type("withdraw-reason", "秋季活动结束");
            browser.click(By.id("withdraw")).untilText(By.id("state"), state -> state.contains("已撤回"));
            assertThat(browser.text(By.id("ended"))).contains("秋季活动结束");
            pictures(browser, "content-withdrawn");
        }
        assertThat(db.sql("""
                        select action from core.audit_entry
                        where subject_kind = 'CONTENT' and subject_id = :id order by id
                        """)
                        .param("id", page.substring("/content/".length()))
                        .query((row, n) -> Objects.requireNonNull(row.getString("action")))
                        .list())
                .isEqualTo(List.of(
                        "CONTENT_BEGUN",
                        "CONTENT_BLOCKED",
                        "CONTENT_SAVED",
                        "CONTENT_SUBMITTED",
                        "CONTENT_PUBLISHED",
                        "CONTENT_BEGUN",
                        "CONTENT_SAVED",
                        "CONTENT_SUBMITTED",
                        "CONTENT_PUBLISHED",
                        "CONTENT_WITHDRAWN"));
    }

    @Test
    void worksWithoutAScript() throws Exception {
        try (Browser browser = Browser.withoutScript(port)) {
            browser.on(Screen.DESK).as(bank.account(Role.MIDDLE_OFFICE)).open("/content/new");
            browser.type("title", "无脚本也能写的一篇");
            browser.type("body", "这款产品稳赚不赔");
            browser.click(By.id("check-now")).untilText(By.id("check"), check -> check.contains("稳赚不赔"));
            assertThat(browser.value("title")).isEqualTo("无脚本也能写的一篇");
            browser.type("body", "投资有风险，选择须谨慎");
            browser.follow(By.id("save"));
            assertThat(browser.text(By.id("state"))).contains("第 1 版", "草稿");
        }
    }

    private static void pictures(Browser browser, String name) {
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(browser.path()).holdsUp(name);
        }
    }

    private Path poster() throws IOException {
        BufferedImage image = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = image.createGraphics();
        drawing.setPaint(new GradientPaint(0, 0, new Color(0x1d57b8), 640, 360, new Color(0xe8effb)));
        drawing.fillRect(0, 0, 640, 360);
        drawing.dispose();
        Path file = folder.resolve("秋季海报.png");
        ImageIO.write(image, "png", Files.newOutputStream(file));
        return file;
    }
}
