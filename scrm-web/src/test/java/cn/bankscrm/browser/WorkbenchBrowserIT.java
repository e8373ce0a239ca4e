package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A manager's day on the phone: a task that goes with a tick, and one that is said beside the chat in WeCom's client.
 */
@BrowserTest
class WorkbenchBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SAID = "您好，天气转凉，注意添衣；有空来网点坐坐。";

    @Autowired
    SmallBank bank;

    @Autowired
    LexiconDrafts drafts;

    @Autowired
    LexiconInForce lexicon;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private String manager;
    private long content;

    @BeforeEach
    void aDay() throws Exception {
        bank.load(port);
        if (lexicon.get().isEmpty()) {
            drafts.publish(drafts.draft(StarterLexicon.lines(), "今日", "day-author"), null, "day-publisher");
            lexicon.look();
        }
        manager = bank.account(Role.RELATIONSHIP_MANAGER);
        content = db.sql("""
                        insert into engagement.content (kind, institution_id, author, made_at)
                        select 'SCRIPT', id, 'test:day', now() from core.institution where parent_id is null returning id
                        """).query(Long.class).single();
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, verdict_id,
                            written_by, written_at, submitted_by, decided_by)
                        values (:id, 1, 'PUBLISHED', '换季问候', :said, '', '2026-01-01', 1, 'a', now(), 'a', 'b')
                        """).param("id", content).param("said", SAID).update();
    }

    @AfterEach
    void leavesNothing() {
        db.sql("""
                        delete from core.activity where source in (
                            select 'touch:' || id from engagement.touch where content_id = :id)
                        """).param("id", content).update();
        db.sql("delete from engagement.offer where content_id = :id or content_id is null")
                .param("id", content)
                .update();
        for (String made : List.of("touch where content_id", "content_version where content_id", "content where id")) {
            db.sql("delete from engagement." + made + " = :id")
                    .param("id", content)
                    .update();
        }
    }

    @Test
    void tasksAreDoneAtTheWorkbenchAndBesideTheChat() throws Exception {
        long first = task("99999999");
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.PHONE).as(manager);
            assertThat(browser.path()).isEqualTo("/workbench");
            browser.holdsUp("workbench-day");
            browser.on(Screen.DESK).holdsUp("workbench-day");
            browser.on(Screen.PHONE).click(By.cssSelector("#touch-" + first + " .say-it"));
            browser.untilText(By.id("words-touch-" + first), text -> text.contains("可以原文发送"));
            assertThat(browser.value("say-touch-" + first)).isEqualTo(SAID);
            browser.holdsUp("workbench-words");
            browser.mark();
            browser.untilTrue("""
                    new MutationObserver(() => { if (document.querySelector('.task.leaving')) window.ticked = true; })
                        .observe(document.body, {subtree: true, attributes: true});
                    return true""");
            browser.click(By.cssSelector("#words-touch-" + first + " .sent"));
            browser.untilTrue("return document.getElementById('touch-" + first + "') === null");
            browser.untilText(By.cssSelector(".day-done"), text -> text.contains("今天已做完"));
            browser.untilTrue("return window.ticked === true && window.marked === true");
            assertThat(state(first)).isEqualTo("SENT");
            browser.holdsUp("workbench-done");
        }

        long second = task("5");
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.PHONE).inClientBesideChatWith(contact());
            browser.visit(Browser.PUBLIC + "/sign-in");
            browser.type("username", manager);
            browser.type("password", AccountFixture.PASSWORD);
            browser.follow(By.id("sign-in"));
            browser.visit(Browser.PUBLIC + "/sidebar");
            browser.untilText(By.id("chat"), text -> text.contains("已认证") && text.contains("换季问候"));
            browser.holdsUp("sidebar-chat");
            assertThat(signedRightly(browser, "agentConfig", "TICKET_AGENT_0001"))
                    .isTrue();

            browser.click(By.cssSelector(".offer-task"));
            await("the sending is recorded")
                    .atMost(PATIENCE)
                    .until(() -> state(second).equals("SENT"));
            assertThat(sent(browser)).isEqualTo(SAID);
            browser.untilText(By.id("chat"), text -> !text.contains("今天该说的"));
            browser.holdsUp("sidebar-sent");

            browser.type("text", "您的定期存款下周到期，方便时来网点办理");
            browser.click(By.id("check"));
            browser.untilText(By.id("result"), text -> text.contains("可以发送") && text.contains("发送"));
            browser.untilTrue("return document.getElementById('send')?.hidden === false");
            browser.holdsUp("sidebar-cleared");
            browser.click(By.id("send"));
            await("so is that of own words").atMost(PATIENCE).until(() -> sentByClient() == 2);
            assertThat(sent(browser)).isEqualTo("您的定期存款下周到期，方便时来网点办理");
        }
    }

    /** As the client would check: the page's own address, with the ticket of the application. */
    private static boolean signedRightly(Browser browser, String call, String ticket) throws Exception {
        String found = "window.asked.find(one => one.name === '" + call + "').params.";
        String text = "jsapi_ticket=" + ticket + "&noncestr=" + browser.told("return " + found + "nonceStr")
                + "&timestamp=" + browser.told("return " + found + "timestamp") + "&url=" + Browser.PUBLIC
                + "/sidebar";
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1")
                        .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .equals(browser.told("return " + found + "signature"));
    }

    private static String sent(Browser browser) {
        return browser.told(
                "return window.asked.filter(one => one.name === 'sendChatMessage').at(-1).params.text.content");
    }

    /** A task about a certified friend whom the manager looks after. */
    private long task(String worth) {
        return db.sql("""
                        insert into engagement.touch (key, wished_for, source, staff_id, contact_id, customer_id, channel, content_id,
                            worth, state, state_at)
                        select 'day:' || gen_random_uuid(), now(), 'MANUAL', w.staff_id, w.contact_id, w.customer_id, 'TASK', :content,
                            :worth::numeric, 'PLANNED', now()
                        from (%s) w returning id
                        """.formatted(WHO))
                .param("content", content)
                .param("worth", worth)
                .param("manager", manager)
                .query(Long.class)
                .single();
    }

    private static final String WHO = """
            select l.staff_id, l.contact_id, b.customer_id
            from platform.account p
            join core.friend_link l on l.staff_id = p.staff_id and l.ended_at is null
            join core.binding b on b.contact_id = l.contact_id and b.unbound_at is null
            join core.assignment a on a.customer_id = b.customer_id and a.staff_id = l.staff_id and a.valid_to is null
            where p.username = :manager
            order by b.customer_id limit 1
            """;

    private String contact() {
        return db.sql("select e.external_userid from core.external_contact e join (" + WHO
                        + ") w on w.contact_id = e.id")
                .param("manager", manager)
                .query(String.class)
                .single();
    }

    private String state(long task) {
        return db.sql("select state from engagement.touch where id = :id")
                .param("id", task)
                .query(String.class)
                .single();
    }

    private long sentByClient() {
        return db.sql("select count(*) from engagement.offer where way = 'CLIENT'")
                .query(Long.class)
                .single();
    }
}
