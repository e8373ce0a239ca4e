package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.core.privacy.FieldCipher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An officer makes a plan, sees what it would draw, draws, and judges conversations one after the other. */
@BrowserTest
class SamplingBrowserIT {

    /** Many more than there are officers in this bank, other tests' among them, so that each gets some. */
    private static final int CONVERSATIONS = 120;

    @Autowired
    SmallBank bank;

    @Autowired
    JdbcClient db;

    @Autowired
    FieldCipher cipher;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    @Test
    void drawsBySeedAndJudgesWithTheConversationBesideTheForm() throws Exception {
        bank.load(port);
        talks();
        String officer = bank.headOffice("sampling");
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(officer).open("/compliance/sampling");
            if (!browser.shown(By.id("plan-name"))) {
                browser.click(By.id("new-plan"));
            }
            browser.type("plan-name", "每月例行抽检");
            browser.set("plan-share", "900");
            browser.follow(By.id("make-plan"));
            assertThat(browser.text(By.cssSelector(".alert-danger:not(#problem)")))
                    .contains("没有设立：请填名称；比例在 0 到 100 之间");
            assertThat(browser.value("plan-name")).isEqualTo("每月例行抽检");
            assertThat(browser.value("plan-share")).isEqualTo("900");
            browser.isRefused("sampling-refused");

            browser.set("plan-share", "100");
            browser.click(By.id("make-plan")).untilText(By.id("plans"), plans -> plans.contains("每月例行抽检"));
            pictures(browser, "sampling");

            browser.on(Screen.DESK).open("/compliance/sampling").follow(By.cssSelector("#plans a.btn-primary"));
            assertThat(browser.text(By.id("headline"))).contains("将抽");
            pictures(browser, "sampling-preview");

            browser.on(Screen.DESK).follow(By.id("draw"));
            assertThat(browser.text(By.id("headline"))).contains("已定 0 段");
            pictures(browser, "sampling-draw");

            browser.open("/compliance/sampling/reviews");
            pictures(browser, "sampling-queue");
            browser.follow(By.cssSelector("#hits .hit"));
            assertThat(browser.text(By.id("chat"))).contains("理由：抽检", "请问存单还有额度吗");
            pictures(browser, "sampling-review");

            browser.on(Screen.DESK).click(By.id("in-order")).follow(By.id("submit"));
            browser.open("/compliance/sampling/reviews").follow(By.cssSelector("#hits .hit"));
            browser.click(By.id("finding"));
            browser.type("category", "风险提示不足");
            browser.set("level", "MEDIUM");
            browser.follow(By.id("submit"));

            await("waits")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> db.sql("select count(*) from compliance.response_wait where working_minutes = 5")
                                    .query(Long.class)
                                    .single()
                            >= CONVERSATIONS);
            YearMonth month = YearMonth.now(clock).minusMonths(1);
            browser.open("/compliance/response?from=" + month.atDay(1) + "&until=" + month.atEndOfMonth());
            assertThat(browser.text(By.id("tile-median"))).isEqualTo("5");
            pictures(browser, "response");
        }
        assertThat(db.sql("""
                        select count(*) from compliance.sampling_review
                        where lower(reviewer) = lower(:officer) and verdict is not null
                        """).param("officer", officer).query(Long.class).single())
                .isEqualTo(2);
        assertThat(db.sql("""
                        select count(*) from core.audit_entry
                        where action = 'CHATS_READ' and lower(actor) = lower(:officer) and reason = '抽检'
                        """).param("officer", officer).query(Long.class).single())
                .isGreaterThanOrEqualTo(2);
    }

    private static void pictures(Browser browser, String name) {
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(browser.path()).holdsUp(name);
        }
    }

    private void talks() {
        String member = db.sql("""
                        select s.wecom_userid from core.staff s
                        join core.staff_post p on p.staff_id = s.id and p.valid_to is null
                        where s.wecom_userid is not null order by s.id limit 1
                        """).query(String.class).single();
        List<String> customers = db.sql("""
                        select external_userid from core.external_contact where name_enc is not null
                        order by id desc limit :most
                        """)
                .param("most", CONVERSATIONS)
                .query((row, n) -> row.getString(1))
                .list();
        ArchivedChats chats = new ArchivedChats(db, cipher).besideASource();
        Instant at = YearMonth.now(clock)
                .minusMonths(1)
                .atDay(15)
                .atTime(10, 0)
                .atZone(clock.getZone())
                .toInstant();
        for (String customer : customers) {
            ConversationId talk = chats.single(member, customer);
            chats.said(talk, at, customer, List.of(member), "请问存单还有额度吗");
            chats.said(talk, at.plusSeconds(300), member, List.of(customer), "还有，您方便时可到网点办理");
        }
    }
}
