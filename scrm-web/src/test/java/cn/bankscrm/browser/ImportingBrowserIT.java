package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
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

/** An administrator brings in a file of which three rows are wrong, and is told which, where and why. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportingBrowserIT {

    @Autowired
    SmallBank bank;

    @LocalServerPort
    int port;

    private Browser browser;

    @BeforeAll
    void signsIn() throws Exception {
        bank.load(port);
        browser = new Browser(port).as(bank.account(Role.ADMINISTRATOR));
    }

    @AfterAll
    void leaves() {
        browser.close();
    }

    @Test
    void threeBadRowsAreNamedByLineColumnAndReason(@TempDir Path folder) throws Exception {
        String institution = bank.branchCode();
        Path file = Files.writeString(folder.resolve("customers.csv"), """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments
                BROWSER-1,王小明,13800000001,1980-01-01,true,100.00,%1$s,
                BROWSER-2,李雷,138,1980-01-01,true,100.00,%1$s,
                BROWSER-3,韩梅梅,13800000003,1980-13-01,true,100.00,%1$s,
                BROWSER-4,赵敏,13800000004,1980-01-01,true,100.00,NOWHERE,
                BROWSER-5,周芷若,13800000005,1980-01-01,true,100.00,%1$s,
                """.formatted(institution));

        browser.open("/imports").click(By.cssSelector("#kind option[value=customers]"));
        browser.choose("file", file);
        browser.follow(By.id("upload"));
        browser.untilText(By.id("progress"), text -> text.contains("下载") || text.contains("拒"));

        browser.untilText(By.id("rejected"), text -> text.contains("institution_code"));
        assertThat(browser.texts(By.cssSelector("#rejected tbody tr")))
                .hasSize(3)
                .anySatisfy(row -> assertThat(row).contains("3", "mobile", "手机号"))
                .anySatisfy(row -> assertThat(row).contains("4", "birthday"))
                .anySatisfy(row -> assertThat(row).contains("5", "institution_code"));
        String result = browser.path();
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(result).holdsUp("import");
        }
    }
}
