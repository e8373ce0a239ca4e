package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.world.MassSends.MassSend;
import cn.bankscrm.web.security.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From the middle office's form over the member's phone to the customers, and back to the page. */
@BrowserTest
class SendsBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TITLE = "十一月大额存单怎么选";

    @Autowired
    SmallBank bank;

    @Autowired
    WeComSimulator weCom;

    @Autowired
    LexiconDrafts drafts;

    @Autowired
    LexiconInForce lexicon;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private long content;

    @BeforeEach
    void published() throws Exception {
        bank.load(port);
        if (lexicon.get().isEmpty()) {
            drafts.publish(drafts.draft(StarterLexicon.lines(), "词库", "sends-author"), null, "sends-publisher");
            lexicon.look();
        }
        content = db.sql("""
                        insert into engagement.content (kind, institution_id, author, made_at)
                        select 'ARTICLE', id, 'test:sends', now() from core.institution where parent_id is null returning id
                        """).query(Long.class).single();
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, verdict_id,
                            written_by, written_at, submitted_by, decided_by)
                        values (:id, 1, 'PUBLISHED', :title, '您好，本月的大额存单有三种期限，点开看看哪种适合您。', '正文', '2026-01-01', 1,
                            'a', now(), 'a', 'b')
                        """).param("id", content).param("title", TITLE).update();
    }

    @AfterEach
    void leavesNothing() {
        for (String made : List.of(
                "touch where content_id",
                "link where content_id",
                "send where content_id",
                "content_version where content_id",
                "content where id")) {
            db.sql("delete from engagement." + made + " = :id")
                    .param("id", content)
                    .update();
        }
    }

    @Test
    void aContentIsWishedForDraftedConfirmedAndDelivered() throws Exception {
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.account(Role.MIDDLE_OFFICE)).open("/sends/new?content=" + content);
            for (Screen screen : Screen.values()) {
                browser.on(screen).holdsUp("send-reach");
            }
            browser.on(Screen.DESK).follow(By.id("wish"));
            assertThat(browser.text(By.tagName("body"))).contains("个触达意愿");

            // what the fatigue guard lets pass, at whatever hour this runs
            assertThat(db.sql("""
                            update engagement.touch set state = 'PLANNED', planned_for = null
                            where content_id = :id and state in ('WISHED', 'PLANNED', 'SUPPRESSED')
                            """).param("id", content).update()).isPositive();
            await().atMost(PATIENCE).until(() -> !ours().isEmpty() && ours().size() == drafted());
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/sends").holdsUp("sends-waiting");
            }
            MassSend first = ours().getFirst();
            weCom.touches().confirms(first.sender(), first.msgid());
            db.sql("update engagement.send set next_at = now() where wecom_id = :id")
                    .param("id", first.msgid())
                    .update();
            await().atMost(PATIENCE)
                    .until(() -> browser.on(Screen.DESK)
                            .open("/sends?content=" + content)
                            .text(By.id("headline"))
                            .contains("已确认 1 次"));
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/sends?content=" + content).holdsUp("sends-delivered");
            }
            assertThat(browser.text(By.id("headline"))).containsPattern("，到达 [1-9]");

            browser.on(Screen.DESK).open("/sends/welcomes");
            for (Screen screen : Screen.values()) {
                browser.on(screen).holdsUp("sends-welcomes");
            }
        }
    }

    private List<MassSend> ours() {
        return weCom.world().massSends().all().stream()
                .filter(send -> send.text().startsWith("您好，本月的大额存单"))
                .toList();
    }

    private long drafted() {
        return db.sql("select count(*) from engagement.send where content_id = :id")
                .param("id", content)
                .query(Long.class)
                .single();
    }
}
