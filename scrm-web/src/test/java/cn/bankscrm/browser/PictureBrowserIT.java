package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.archive.MediaStore;
import cn.bankscrm.compliance.picture.DrawnPictures;
import cn.bankscrm.compliance.picture.WrittenPictures;
import cn.bankscrm.compliance.search.ChatQuestion;
import cn.bankscrm.compliance.search.ChatSearch;
import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A code in a picture: from the message to the alert, the search and the audit screen. */
@BrowserTest
class PictureBrowserIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AT = Instant.parse("2026-11-18T02:00:00Z");
    private static final String GROUP = "https://weixin.qq.com/g/AwYAAFkyFmIP7HzCRvWyAR3W";

    @Autowired
    SmallBank bank;

    @Autowired
    JdbcClient db;

    @Autowired
    FieldCipher cipher;

    @Autowired
    MediaStore store;

    @Autowired
    ChatSearch search;

    @LocalServerPort
    int port;

    @Test
    void isAlertedFoundAndShownBesideItsPicture() throws Exception {
        bank.load(port);
        ConversationId chat = chat();
        await("the alert")
                .atMost(Duration.ofSeconds(30))
                .until(() -> group(chat).isPresent());
        await("the index")
                .atMost(Duration.ofSeconds(30))
                .until(() -> search.progress().open()
                        && search.count(ChatQuestion.all().in(chat.value()).kinds(Set.of("image"))) == 3);
        written(chat);
        await("what is written in the picture")
                .atMost(Duration.ofSeconds(30))
                .until(() -> search.count(ChatQuestion.all().in(chat.value()).words("扫码进群")) == 1);
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("pictures"));
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/compliance/archive");
                browser.click(By.cssSelector("#chat-code option[value=GROUP]"));
                browser.type("chat-words", "扫码进群");
                browser.type("chat-reason", "核查图片中的码");
                browser.follow(By.id("chat-ask"));
                assertThat(browser.text(By.id("chat-total"))).contains("共 1 条");
                assertThat(browser.text(By.id("hits"))).contains("含码", "图中文字", "专享 扫码进群");
                browser.holdsUp("picture-found");

                browser.click(By.cssSelector("#hits .hit"));
                browser.untilText(By.id("chat"), text -> text.contains("说明理由") || text.contains("已记录"));
                if (browser.shown(By.id("read-reason"))) {
                    browser.click(By.id("read-show"));
                }
                browser.untilText(By.cssSelector("#chat .chat-here"), text -> text.contains("群二维码"));
                assertThat(browser.text(By.cssSelector("#chat .chat-here"))).contains(GROUP);
                assertThat(browser.text(By.id("chat-lines"))).contains("本行网址", "这种格式的图片不能识读");
                assertThat(browser.text(By.cssSelector("#chat .chat-here .chat-written mark")))
                        .as("open, and marked")
                        .isEqualTo("扫码进群");
                // a picture out of sight is not fetched
                browser.untilTrue("""
                        const picture = document.querySelector('.chat-here .chat-image');
                        picture.scrollIntoView();
                        return picture.complete && picture.naturalWidth > 0
                        """);
                browser.holdsUp("picture-chat");

                browser.open("/compliance/alerts/" + group(chat).orElseThrow());
                assertThat(browser.text(By.id("content"))).contains("图片含群二维码", "图片中的码");
                browser.holdsUp("picture-alert");
            }
        }
    }

    private Optional<Long> group(ConversationId chat) {
        return db.sql("""
                        select id from compliance.alert_group where source = 'PICTURE_CODE' and conversation_id = :chat
                        """).param("chat", chat.value()).query(Long.class).optional();
    }

    private void written(ConversationId chat) {
        long media = db.sql("""
                        select min(u.media_id) from compliance.chat_message_media u
                        join compliance.chat_message m on m.seq = u.seq
                        where m.conversation_id = :chat
                        """).param("chat", chat.value()).query(Long.class).single();
        new WrittenPictures(db, cipher, new ArchivedFiles(db, cipher, store)).read(media, "本行客户专享\n扫码进群");
    }

    private ConversationId chat() {
        String staff = db.sql(
                        "select wecom_userid from core.staff where wecom_userid is not null order by id offset 1 limit 1")
                .query(String.class)
                .single();
        String customer = db.sql(
                        "select external_userid from core.external_contact where name_enc is not null order by id offset 1 limit 1")
                .query(String.class)
                .single();
        ArchivedChats chats = new ArchivedChats(db, cipher).besideASource();
        ConversationId chat = chats.single(staff, customer);
        ArchivedFiles files = new ArchivedFiles(db, cipher, store);
        send(chats, files, chat, staff, customer, 1, DrawnPictures.file(DrawnPictures.code(GROUP, 240), "png"));
        send(
                chats,
                files,
                chat,
                staff,
                customer,
                2,
                DrawnPictures.file(DrawnPictures.code("https://bank.example/fund", 240), "png"));
        send(chats, files, chat, staff, customer, 3, "RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII));
        return chat;
    }

    private static void send(
            ArchivedChats chats,
            ArchivedFiles files,
            ConversationId chat,
            String staff,
            String customer,
            int minute,
            byte[] picture) {
        long seq = chats.message(
                chat,
                AT.plusSeconds(60L * minute),
                staff,
                List.of(customer),
                "image",
                JSON.createObjectNode(),
                Optional.empty());
        files.add("image", "", picture, seq);
    }
}
