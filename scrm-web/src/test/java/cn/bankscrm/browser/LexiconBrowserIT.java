package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A lexicon is drafted by one officer, tried, published by another, and rolled back; each page on desk and phone. */
@BrowserTest
class LexiconBrowserIT {

    @Autowired
    SmallBank bank;

    @LocalServerPort
    int port;

    @TempDir
    private Path folder;

    @Test
    void twoOfficersBringAWordIntoForce() throws Exception {
        bank.load(port);
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("lexicon-author")).open("/compliance/lexicon");
            browser.type("note", "开业：以示例词库为底");
            browser.follow(By.id("begin-starter"));
            String draft = browser.path();
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(draft).holdsUp("lexicon-draft");
            }
            browser.on(Screen.DESK).open(draft).follow(By.id("add"));
            String form = browser.path();
            browser.click(By.id("match-combination"));
            browser.type("term", "代办流水");
            browser.type("category", "贷款营销");
            browser.click(By.id("save"));
            browser.untilText(By.cssSelector(".invalid-feedback"), text -> text.contains("竖线"));
            browser.holdsUp("lexicon-entry-refused");
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(form).click(By.id("more"));
                browser.holdsUp("lexicon-entry");
            }
            browser.on(Screen.DESK).open(form);
            browser.type("term", "代办流水");
            browser.type("category", "贷款营销");
            browser.type("contexts", "不得代办流水");
            browser.follow(By.id("save"));
            browser.follow(By.linkText("修改")).holdsUp("lexicon-entry-change");
            browser.open(draft).click(By.id("submit"));
            browser.untilText(By.id("status"), text -> text.equals("待发布"));

            browser.as(bank.headOffice("lexicon-publisher")).open(draft).holdsUp("lexicon-to-publish");
            browser.click(By.id("publish"));
            browser.untilText(By.id("status"), text -> text.equals("已发布"));

            browser.open("/compliance/lexicon");
            browser.type("try-text", "可以 代-办-流-水，保本保收益。按规定不得代办流水，理财不保本。");
            browser.click(By.id("try"));
            browser.untilText(By.id("verdict"), text -> text.contains("拦截"));
            assertThat(browser.texts(By.cssSelector("#findings tbody tr")))
                    .anyMatch(row -> row.contains("代办流水") && row.contains("不得代办流水"))
                    .anyMatch(row -> row.contains("保本保收益") && row.contains("银发〔2019〕316号"));
            browser.holdsUp("lexicon-tried");
            browser.on(Screen.PHONE).holdsUp("lexicon-tried");
            browser.on(Screen.DESK).click(By.cssSelector("#findings details summary"));
            browser.type(By.cssSelector("#findings details[open] input[name=phrase]"), "谢绝代办流水");
            browser.follow(By.cssSelector("#findings details[open] button"));
            browser.untilText(By.id("proposals"), text -> !text.contains("没有待处理"));
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/compliance/lexicon/hits").holdsUp("lexicon-proposed");
            }

            browser.on(Screen.DESK).open(draft).follow(By.id("roll-back"));
            browser.untilText(By.id("difference"), text -> text.equals("没有差异"));
        }
    }

    @Test
    void aFileWithAFaultShowsWhereAndAGoodOneBecomesAVersion() throws Exception {
        bank.load(port);
        Path bad = folder.resolve("bad.csv");
        Files.writeString(bad, "term,level,category,match,distance,safe_contexts\n甲词,HIGH,测试,literal,,\n");
        Path good = folder.resolve("good.csv");
        Files.writeString(good, "term,level,category,match,distance,safe_contexts\n甲词,WARN,测试,literal,,\n");
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("lexicon-importer")).open("/compliance/lexicon");
            browser.click(By.id("from-file"));
            browser.choose("file", bad);
            browser.follow(By.id("upload"));
            browser.untilText(By.id("progress"), text -> text.contains("应为 BLOCK、WARN 或 RECORD"));
            browser.holdsUp("lexicon-import-refused");
            browser.open("/compliance/lexicon").click(By.id("from-file"));
            browser.choose("file", good);
            browser.follow(By.id("upload"));
            browser.untilText(By.id("progress"), text -> text.contains("查看第"));
            browser.on(Screen.PHONE).holdsUp("lexicon-import-done");
            browser.on(Screen.DESK).follow(By.id("made"));
            browser.untilText(By.id("status"), text -> text.equals("待发布"));
        }
    }
}
