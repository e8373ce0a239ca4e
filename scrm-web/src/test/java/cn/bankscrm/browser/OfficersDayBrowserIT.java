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
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A compliance officer's day: an alert, its conversation, a case that takes a second alert and changes hands, what is
 * put right, the closing by two, the report; then a new word, approved by another, in force on two nodes, and found in
 * old chats.
 */
@BrowserTest
class OfficersDayBrowserIT {

    private static final String CATEGORY = "代客承诺";
    private static final String FALSE_ADVERTISING = "虚假宣传";
    private static final String WORD = "内部员工专享渠道";

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

    @Autowired
    ConfigurableEnvironment environment;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @Test
    void goesFromAnAlertToTheReportAndFromANewWordToOldMessages() throws Exception {
        bank.load(port);
        ArchivedChats chats = new ArchivedChats(db, cipher).besideASource();
        Instant longAgo = clock.instant().minus(Duration.ofDays(60));
        long old = chats.said(
                chats.single(member(), "wmBackScan"), longAgo, member(), List.of("wmBackScan"), "这是" + WORD + "，名额有限");
        long group = alert(chats);
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("officers-day"));
            looksAtTheAlert(browser, group);
            String file = opensACase(browser);
            decidesAndHandsOver(browser, file);
            closesByTwo(browser, file);
            reports(browser, file);
            try (SecondNode second = new SecondNode(environment)) {
                VersionNumber version = bringsAWordIntoForce(browser);
                await("the word on the second node")
                        .pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofSeconds(2))
                        .until(() -> second.get(LexiconInForce.class)
                                .get()
                                .filter(built -> built.version().equals(version))
                                .isPresent());
                browser.visit(second.address("/compliance/lexicon"));
                browser.type("try-text", "这是" + WORD);
                browser.click(By.id("try"));
                browser.untilText(By.cssSelector("#findings tbody"), found -> found.contains(WORD));
                findsOldMessages(browser, version, old);
            }
        }
    }

    private void looksAtTheAlert(Browser browser, long group) {
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
    }

    /** @return its address */
    private String opensACase(Browser browser) {
        browser.open("/compliance/alerts?rule=" + CATEGORY);
        browser.click(By.cssSelector("#alerts input[name=groups]"));
        browser.type("case-note", "承诺替客户兜底,立案核查");
        browser.follow(By.id("case-open"));
        assertThat(browser.text(By.id("state"))).isEqualTo("待认领");
        step(browser, "TAKE", "核查中");
        String file = browser.path();
        browser.click(By.xpath("//form[@id='add-alerts']//li[contains(., '发送名片')]//input"));
        browser.type("add-note", "同一员工");
        for (Screen screen : Screen.values()) {
            browser.on(screen).holdsUp("day-4-case");
        }
        browser.on(Screen.DESK).click(By.id("add-now"));
        browser.untilText(By.id("steps"), steps -> steps.contains("并入预警"));
        return file;
    }

    private void decidesAndHandsOver(Browser browser, String file) {
        String next = bank.headOffice("officers-day-next");
        browser.click(By.cssSelector("#disposition option[value=WARNED]"));
        browser.type("decision-note", "谈话属实,须向客户书面更正");
        browser.set("remediation-due", LocalDate.now(clock).plusDays(3).toString());
        browser.click(By.id("decide-now"));
        browser.untilText(By.id("state"), "整改中"::equals);
        browser.click(By.cssSelector("#hand-over summary"));
        browser.click(By.cssSelector("#successor option[value='" + next + "']"));
        browser.type("note-HAND_OVER", "明日休假");
        for (Screen screen : Screen.values()) {
            browser.on(screen).holdsUp("day-4-hand-over");
        }
        browser.on(Screen.DESK).click(By.id("step-HAND_OVER"));
        browser.untilText(By.id("steps"), steps -> steps.contains("明日休假"));

        browser.as(next).follow(By.id("home-cases"));
        assertThat(browser.text(By.id("cases"))).contains("移交给您", CATEGORY);
        for (Screen screen : Screen.values()) {
            browser.on(screen).holdsUp("day-4-own-cases");
        }
        browser.on(Screen.DESK).open(file);
    }

    private void closesByTwo(Browser browser, String file) {
        browser.type("note-REPORT_REMEDIATION", "已向客户更正,并完成培训");
        step(browser, "REPORT_REMEDIATION", "整改待确认");
        step(browser, "CONFIRM_REMEDIATION", "已处置");
        step(browser, "CLOSE", "结案待复核");
        for (String one : List.of("officers-day-next", "officers-day")) {
            browser.as(bank.headOffice(one)).open(file);
            assertThat(browser.text(By.id("next-step"))).as(one).contains("等待另一位合规人员复核");
            assertThat(browser.shown(By.id("step-CONFIRM_CLOSING"))).as(one).isFalse();
        }
        browser.as(bank.headOffice("officers-day-second")).open(file);
        step(browser, "CONFIRM_CLOSING", "已结案");
    }

    private void reports(Browser browser, String file) throws IOException {
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(file);
            assertThat(browser.text(By.id("steps"))).contains("立案", "移交", "整改", "复核结案", "已向客户更正");
            browser.holdsUp("day-5-closed");
            browser.on(screen).open("/compliance/alerts/overview");
            assertThat(browser.text(By.id("by-rule"))).contains(CATEGORY);
            browser.holdsUp("day-6-overview");
        }
        browser.on(Screen.DESK).open("/compliance/alerts/overview?lang=en").holdsUp("day-6-overview-english");
        browser.open("/compliance/cases?state=CLOSED&lang=en").holdsUp("day-7-cases-english");
        browser.open("/compliance/cases?lang=zh-CN");
        String number = file.replaceAll("\\D", "");
        assertThat(regulatorCases())
                .anySatisfy(line -> assertThat(line)
                        .startsWith(number + "," + LocalDate.now(clock) + ",")
                        .contains(",HIGH,2,CLOSED,WARNED,"));
    }

    /** Written by one officer, approved by another. */
    private VersionNumber bringsAWordIntoForce(Browser browser) {
        browser.open("/compliance/lexicon");
        browser.type("note", "增加" + WORD);
        browser.follow(By.id("begin"));
        String draft = browser.path();
        browser.follow(By.id("add"));
        browser.type("term", WORD);
        browser.type("category", FALSE_ADVERTISING);
        browser.follow(By.id("save"));
        browser.open(draft).click(By.id("submit"));
        browser.untilText(By.id("status"), "待发布"::equals);
        browser.as(bank.headOffice("officers-day")).open(draft).click(By.id("publish"));
        browser.untilText(By.id("status"), "已发布"::equals);
        return new VersionNumber(Integer.parseInt(draft.replaceAll("\\D", "")));
    }

    /** @param old the number of a message that was said before anybody thought of the word */
    private void findsOldMessages(Browser browser, VersionNumber version, long old) {
        browser.open("/compliance/lexicon/versions/" + version);
        assertThat(browser.text(By.id("back-scans"))).contains("新增或修改的词条");
        browser.holdsUp("lexicon-offer");
        browser.follow(By.id("back-scan"));
        browser.untilText(By.id("status"), text -> text.contains("已完成"));
        assertThat(browser.text(By.id("found"))).isNotEqualTo("0");
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(browser.path()).holdsUp("back-scan");
        }
        assertThat(db.sql("select source from compliance.alert where seq = :seq and rule = :rule")
                        .param("seq", old)
                        .param("rule", FALSE_ADVERTISING)
                        .query(String.class)
                        .list())
                .containsExactly("BACKSCAN");
        browser.on(Screen.DESK).follow(By.id("raised"));
        assertThat(browser.shown(By.id("alerts"))).isTrue();
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

    private String member() {
        return db.sql("""
                        select s.wecom_userid from core.staff s join core.staff_post p on p.staff_id = s.id
                        where s.wecom_userid is not null and p.valid_to is null order by s.id limit 1
                        """).query(String.class).single();
    }

    /** Somebody says what they must not, and the platform finds it. */
    private long alert(ArchivedChats chats) {
        Optional<VersionNumber> former = lexicon.inForce();
        VersionNumber draft = drafts.draftLike(former.orElse(null), "增加代客承诺", "day-author");
        LexiconEntry entry = new LexiconEntry(Phrase.literal("替您兜底"), Level.BLOCK, CATEGORY);
        drafts.put(draft, LexiconLine.of(entry), null, "day-author");
        drafts.submit(draft, "day-author");
        drafts.publish(draft, null, "day-publisher");
        inForce.look();
        String staff = member();
        String customer = db.sql(
                        "select external_userid from core.external_contact where name_enc is not null order by id limit 1 offset 1")
                .query(String.class)
                .single();
        ConversationId chat = chats.single(staff, customer);
        Instant at = clock.instant().minusSeconds(600);
        chats.said(chat, at, customer, List.of(staff), "这只基金会不会亏?");
        chats.said(chat, at.plusSeconds(60), staff, List.of(customer), "您放心买,亏了我替您兜底。");
        chats.said(chat, at.plusSeconds(120), customer, List.of(staff), "那我买五万");
        chats.message(
                chat,
                at.plusSeconds(180),
                staff,
                List.of(customer),
                "card",
                JsonMapper.builder().build().createObjectNode(),
                Optional.empty());
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
