package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.evidence.RegulatorPacks;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.core.privacy.FieldCipher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A compliance officer's day: an alert, its conversation, a case, what is put right, the closing by two, the report.
 */
@BrowserTest
class OfficersDayBrowserIT {

    private static final String CATEGORY = "代客承诺";

    @Autowired
    SmallBank bank;

    @Autowired
    JdbcClient db;

    @Autowired
    FieldCipher cipher;

    @Autowired
    LexiconDrafts drafts;

    @Autowired
    LexiconQueries lexicon;

    @Autowired
    LexiconInForce inForce;

    @Autowired
    RegulatorPacks packs;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @Test
    void goesFromAnAlertToTheReport() throws Exception {
        bank.load(port);
        long group = alert();
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("officers-day"));
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/compliance/alerts?rule=" + CATEGORY);
                assertThat(browser.text(By.id("alerts-headline"))).contains("预警 1 组", "高 1");
                browser.holdsUp("day-1-alerts");
            }
            browser.on(Screen.DESK).open("/compliance/alerts?rule=" + CATEGORY);
            browser.follow(By.cssSelector("#alerts .group-link"));
            assertThat(browser.text(By.id("events"))).contains("替您兜底").doesNotContain("亏了");
            browser.holdsUp("day-2-alert");
            browser.on(Screen.PHONE).open("/compliance/alerts/" + group).holdsUp("day-2-alert");

            browser.on(Screen.DESK).open("/compliance/alerts/" + group);
            browser.follow(By.cssSelector("#events .chat-link"));
            browser.type("read-reason", "核查预警:代客承诺");
            browser.click(By.id("read-show"));
            browser.untilText(By.cssSelector("#chat .chat-here"), text -> text.contains("亏了我替您兜底"));
            browser.holdsUp("day-3-chat");

            browser.open("/compliance/alerts?rule=" + CATEGORY);
            browser.click(By.cssSelector("#alerts input[name=groups]"));
            browser.type("case-note", "承诺替客户兜底,立案核查");
            browser.follow(By.id("case-open"));
            String file = browser.path();
            assertThat(browser.text(By.id("state"))).isEqualTo("待认领");
            step(browser, "TAKE", "核查中");
            browser.holdsUp("day-4-case");

            browser.click(By.cssSelector("#disposition option[value=WARNED]"));
            browser.type("decision-note", "谈话属实,须向客户书面更正");
            browser.set("remediation-due", LocalDate.now(clock).plusDays(3).toString());
            browser.click(By.id("decide-now"));
            browser.untilText(By.id("state"), "整改中"::equals);
            browser.type("note-REPORT_REMEDIATION", "已向客户更正,并完成培训");
            step(browser, "REPORT_REMEDIATION", "整改待确认");
            step(browser, "CONFIRM_REMEDIATION", "已处置");
            step(browser, "CLOSE", "结案待复核");
            assertThat(browser.text(By.id("next-step"))).contains("等待另一位合规人员复核");
            assertThat(browser.shown(By.id("step-CONFIRM_CLOSING"))).isFalse();

            browser.as(bank.headOffice("officers-day-second")).open(file);
            step(browser, "CONFIRM_CLOSING", "已结案");
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(file);
                assertThat(browser.text(By.id("steps"))).contains("立案", "整改", "复核结案", "已向客户更正");
                browser.holdsUp("day-5-closed");
                browser.on(screen).open("/compliance/alerts/overview");
                assertThat(browser.text(By.id("by-rule"))).contains(CATEGORY);
                browser.holdsUp("day-6-overview");
            }
            browser.on(Screen.DESK).open("/compliance/alerts/overview?lang=en").holdsUp("day-6-overview-english");
            browser.open("/compliance/cases?state=CLOSED&lang=en").holdsUp("day-7-cases-english");
            String number = file.replaceAll("\\D", "");
            assertThat(regulatorCases())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith(number + "," + LocalDate.now(clock) + ",")
                            .contains(",HIGH,1,CLOSED,WARNED,"));
        }
    }

    private static void step(Browser browser, String action, String state) {
        browser.click(By.id("step-" + action));
        browser.untilText(By.id("state"), state::equals);
    }

    private List<String> regulatorCases() throws IOException {
        LocalDate today = LocalDate.now(clock);
        try (ZipFile pack = new ZipFile(packs.build(today, today, "日报", folder).toFile())) {
            byte[] csv = pack.getInputStream(pack.getEntry("cases.csv")).readAllBytes();
            return new String(csv, StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Somebody says what they must not, and the platform finds it. */
    private long alert() {
        Optional<VersionNumber> former = lexicon.inForce();
        VersionNumber draft = drafts.draftLike(former.orElse(null), "增加代客承诺", "day-author");
        LexiconEntry entry = new LexiconEntry(Phrase.literal("替您兜底"), Level.BLOCK, CATEGORY);
        drafts.put(draft, LexiconLine.of(entry), null, "day-author");
        drafts.submit(draft, "day-author");
        drafts.publish(draft, null, "day-publisher");
        inForce.look();
        String staff = db.sql("""
                        select s.wecom_userid from core.staff s join core.staff_post p on p.staff_id = s.id
                        where s.wecom_userid is not null and p.valid_to is null order by s.id limit 1
                        """).query(String.class).single();
        String customer = db.sql(
                        "select external_userid from core.external_contact where name_enc is not null order by id limit 1 offset 1")
                .query(String.class)
                .single();
        ArchivedChats chats = new ArchivedChats(db, cipher).besideASource();
        ConversationId chat = chats.single(staff, customer);
        Instant at = clock.instant().minusSeconds(600);
        chats.said(chat, at, customer, List.of(staff), "这只基金会不会亏?");
        chats.said(chat, at.plusSeconds(60), staff, List.of(customer), "您放心买,亏了我替您兜底。");
        chats.said(chat, at.plusSeconds(120), customer, List.of(staff), "那我买五万");
        await("the alert")
                .atMost(Duration.ofSeconds(60))
                .until(() -> db.sql("select count(*) from compliance.alert_group where rule = :rule")
                                .param("rule", CATEGORY)
                                .query(Long.class)
                                .single()
                        == 1);
        return db.sql("select id from compliance.alert_group where rule = :rule")
                .param("rule", CATEGORY)
                .query(Long.class)
                .single();
    }
}
