package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.search.ChatQuestion;
import cn.bankscrm.compliance.search.ChatSearch;
import cn.bankscrm.core.privacy.FieldCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A compliance officer finds a word in the archive, reads it in its conversation, and looks at a message's facts. */
@BrowserTest
class ArchiveBrowserIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AT = Instant.parse("2026-11-20T01:30:00Z");

    @Autowired
    SmallBank bank;

    @Autowired
    JdbcClient db;

    @Autowired
    FieldCipher cipher;

    @Autowired
    ChatSearch search;

    @LocalServerPort
    int port;

    private String staff = "";
    private String customer = "";

    @Test
    void findsAWordReadsItInContextAndSeesItsFacts() throws Exception {
        bank.load(port);
        archive();
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("archive"));
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/compliance/archive");
                browser.type("chat-words", "保本");
                browser.type("chat-reason", "客户投诉核实，案件 2026-018");
                browser.follow(By.id("chat-ask"));
                assertThat(browser.text(By.id("chat-total"))).contains("共 3 条");
                browser.holdsUp("archive-hits");

                browser.click(By.cssSelector("#hits .hit"));
                browser.untilText(By.id("chat"), text -> text.contains("说明理由") || text.contains("已记录"));
                if (browser.shown(By.id("read-reason"))) {
                    browser.holdsUp("archive-reason");
                    browser.click(By.id("read-show"));
                }
                browser.untilText(By.cssSelector("#chat .chat-here"), text -> text.contains("保本"));
                assertThat(browser.shown(By.cssSelector("#chat .chat-here mark")))
                        .isTrue();
                browser.holdsUp("archive-chat");

                browser.click(By.cssSelector("#chat .chat-here .chat-facts-link"));
                browser.untilText(By.id("facts"), text -> text.contains("SHA-256"));
                browser.holdsUp("archive-facts");
            }
        }
    }

    @Test
    void readsOnUpwardsAndInEnglish() throws Exception {
        bank.load(port);
        archive();
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("archive-english"));
            browser.open("/compliance/archive?lang=en");
            browser.type("chat-words", "第60句");
            browser.type("chat-reason", "complaint");
            browser.follow(By.id("chat-ask"));
            browser.click(By.cssSelector("#hits .hit"));
            browser.untilText(By.id("chat"), text -> text.contains("Say why"));
            browser.click(By.id("read-show"));
            browser.untilText(By.cssSelector("#chat .chat-here"), text -> text.contains("第60句"));
            int before = browser.texts(By.cssSelector("#chat-lines .chat-line")).size();
            browser.click(By.cssSelector("[data-goes=earlier]"));
            browser.untilText(By.id("chat-lines"), text -> text.contains("第20句"));
            assertThat(browser.texts(By.cssSelector("#chat-lines .chat-line"))).hasSizeGreaterThan(before);
            browser.holdsUp("archive-english");
        }
    }

    private void archive() {
        staff = db.sql("select wecom_userid from core.staff where wecom_userid is not null order by id limit 1")
                .query(String.class)
                .single();
        customer = db.sql(
                        "select external_userid from core.external_contact where name_enc is not null order by id limit 1")
                .query(String.class)
                .single();
        ArchivedChats chats = new ArchivedChats(db, cipher).besideASource();
        ConversationId chat = chats.single(staff, customer);
        if (db.sql("select exists (select from compliance.chat_message where conversation_id = :id)")
                .param("id", chat.value())
                .query(Boolean.class)
                .single()) {
            return;
        }
        List<String> toCustomer = List.of(customer);
        List<String> toStaff = List.of(staff);
        int minute = 0;
        for (; minute < 80; minute++) {
            boolean asks = minute % 3 == 0;
            chats.said(
                    chat,
                    AT.plusSeconds(60L * minute),
                    asks ? customer : staff,
                    asks ? toStaff : toCustomer,
                    "闲聊第" + minute + "句，明天网点有养老金讲座");
        }
        chats.said(chat, at(minute++), customer, toStaff, "这款理财保本吗？我不想亏钱");
        chats.said(chat, at(minute++), staff, toCustomer, "您放心，保，本没问题，收益也稳");
        chats.message(
                chat,
                at(minute++),
                staff,
                toCustomer,
                "image",
                JSON.createObjectNode().put("filesize", 70_961),
                Optional.empty());
        chats.message(
                chat,
                at(minute++),
                customer,
                toStaff,
                "voice",
                JSON.createObjectNode().put("voice_size", 12_400).put("play_length", 9),
                Optional.empty());
        ObjectNode link = JSON.createObjectNode()
                .put("title", "稳健一号产品说明书")
                .put("link_url", "https://bank.example/products/steady-1");
        chats.message(chat, at(minute++), staff, toCustomer, "link", link, Optional.of("稳健一号产品说明书"));
        chats.message(
                chat,
                at(minute++),
                staff,
                toCustomer,
                "hologram",
                JSON.createObjectNode().put("title", "新类型"),
                Optional.of("新类型"));
        long recalled = chats.said(chat, at(minute++), staff, toCustomer, "保本的话当我没说");
        chats.message(
                chat,
                at(minute++),
                staff,
                toCustomer,
                "revoke",
                JSON.createObjectNode().put("pre_msgid", "m" + recalled),
                Optional.empty());
        long messages = minute;
        await("the index")
                .atMost(Duration.ofSeconds(30))
                .until(() -> search.count(ChatQuestion.all().in(chat.value())) == messages);
    }

    private static Instant at(int minute) {
        return AT.plusSeconds(60L * minute);
    }
}
