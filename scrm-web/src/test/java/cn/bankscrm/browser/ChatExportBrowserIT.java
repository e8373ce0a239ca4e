package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.archive.MediaStore;
import cn.bankscrm.core.privacy.FieldCipher;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Pictures and voice in a conversation; and two officers who let it out as evidence. */
@BrowserTest
class ChatExportBrowserIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AT = Instant.parse("2026-11-19T02:00:00Z");

    @Autowired
    SmallBank bank;

    @Autowired
    JdbcClient db;

    @Autowired
    FieldCipher cipher;

    @Autowired
    MediaStore store;

    @LocalServerPort
    int port;

    @Test
    void oneOfficerAsksAnotherApprovesAndTheFirstFetches() throws Exception {
        bank.load(port);
        ConversationId chat = chat();
        String asker = bank.headOffice("export-asker");
        String approver = bank.headOffice("export-approver");
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(asker);
            open(browser, chat);
            browser.untilTrue(
                    "const i = document.querySelector('.chat-image'); return i.complete && i.naturalWidth > 0");
            assertThat(browser.shown(By.cssSelector("audio[controls]"))).isTrue();
            assertThat(browser.text(By.id("chat-lines"))).contains("AMR 格式，浏览器本身不能播放", "合同.pdf");
            browser.holdsUp("archive-media");
            assertThat(looks(chat)).contains("\"filetype\": \"image\"");
            By voice = By.cssSelector(".amr button");
            browser.click(voice);
            browser.untilTrue("return document.querySelector('.amr').dataset.playing === '30.0'");
            assertThat(browser.text(voice)).isEqualTo("停止 (30 s)");
            browser.click(voice);
            assertThat(browser.text(voice)).isEqualTo("播放语音");
            browser.on(Screen.PHONE).holdsUp("archive-media");
            browser.on(Screen.DESK);
            List<String> part = browser.fetched(
                    path(chat, "voice"), "{headers: {Range: 'bytes=4-9'}}", "status", "content-range", "cache-control");
            assertThat(part).containsExactly("206", "bytes 4-9/2044", "private, no-store");

            browser.click(By.cssSelector("#chat-export summary"));
            browser.type("export-reason", "客户起诉，法院调取");
            browser.type("export-recipient", "某区人民法院");
            browser.holdsUp("archive-export");
            browser.follow(By.id("export-ask"));
            long id = db.sql("select max(id) from compliance.chat_export")
                    .query(Long.class)
                    .single();
            By row = By.id("export-" + id);
            assertThat(browser.text(row)).contains("待批准", "等另一人批准", "某区人民法院");
            assertThat(browser.shown(By.cssSelector("#export-" + id + " [data-step=approve]")))
                    .as("nobody approves their own")
                    .isFalse();

            browser.as(approver).open("/compliance/archive/exports");
            browser.holdsUp("archive-exports-waiting");
            browser.on(Screen.PHONE).holdsUp("archive-exports-waiting");
            browser.on(Screen.DESK).click(By.cssSelector("#export-" + id + " [data-step=approve]"));
            browser.untilText(row, text -> text.contains("可下载"));
            assertThat(browser.shown(By.cssSelector("#export-" + id + " [data-step=fetch]")))
                    .as("who asked fetches it")
                    .isFalse();

            browser.as(asker).open("/compliance/archive/exports");
            browser.holdsUp("archive-exports-ready");
            Set<String> files = files(browser.bytes("/compliance/archive/exports/" + id + "/file"));
            assertThat(files).contains("messages.ndjson", "manifest.json", "index.html");
            assertThat(files.stream().filter(name -> name.startsWith("media/"))).hasSize(3);
            assertThat(db.sql("""
                            select action from core.audit_entry where subject_id = :id order by id
                            """)
                            .param("id", "request-" + id)
                            .query(String.class)
                            .list())
                    .containsExactly("EVIDENCE_ASKED", "EVIDENCE_APPROVED", "EVIDENCE_FETCHED");
        }
    }

    @Test
    void refusedRequestsAreKeptWithTheirReason() throws Exception {
        bank.load(port);
        ConversationId chat = chat();
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("export-asker"));
            open(browser, chat);
            browser.click(By.cssSelector("#chat-export summary"));
            browser.click(By.id("export-messages"));
            browser.click(By.cssSelector(".chat-pick"));
            browser.type("export-reason", "随便看看");
            browser.type("export-recipient", "自己");
            browser.follow(By.id("export-ask"));
            long id = db.sql("select max(id) from compliance.chat_export")
                    .query(Long.class)
                    .single();
            assertThat(browser.text(By.id("export-" + id))).contains("所选 1 条消息");

            browser.as(bank.headOffice("export-approver")).open("/compliance/archive/exports");
            browser.click(By.cssSelector("#export-" + id + " details summary"));
            browser.type(By.cssSelector("#export-" + id + " [name=reason]"), "理由不成立");
            browser.click(By.cssSelector("#export-" + id + " details button"));
            browser.untilText(By.id("export-" + id), text -> text.contains("已拒绝") && text.contains("理由不成立"));
        }
    }

    private static void open(Browser browser, ConversationId chat) {
        browser.open("/compliance/archive/conversations/" + chat.value());
        browser.type("read-reason", "客户起诉");
        browser.click(By.id("read-show"));
        browser.untilText(By.id("chat"), text -> text.contains("这是存单照片"));
    }

    private String looks(ConversationId chat) {
        return String.join(
                "\n",
                db.sql("select details::text from core.audit_entry where action = 'CHATS_READ' and subject_id = :id")
                        .param("id", Long.toString(chat.value()))
                        .query(String.class)
                        .list());
    }

    private String path(ConversationId chat, String kind) {
        return db.sql("""
                        select '/compliance/archive/conversations/' || m.conversation_id || '/messages/' || m.seq || '/files/' || u.media_id
                        from compliance.chat_message m
                        join compliance.chat_message_media u on u.seq = m.seq
                        join compliance.chat_media f on f.id = u.media_id
                        where m.conversation_id = :chat and m.kind = :kind and f.type = 'audio/wav'
                        """)
                .param("chat", chat.value())
                .param("kind", kind)
                .query(String.class)
                .single();
    }

    private ConversationId chat() throws IOException {
        String staff = db.sql(
                        "select wecom_userid from core.staff where wecom_userid is not null order by id desc limit 1")
                .query(String.class)
                .single();
        String customer = db.sql(
                        "select external_userid from core.external_contact where name_enc is not null order by id desc limit 1")
                .query(String.class)
                .single();
        ArchivedChats chats = new ArchivedChats(db, cipher).besideASource();
        ConversationId chat = chats.single(staff, customer);
        if (db.sql("select exists (select from compliance.chat_message where conversation_id = :id)")
                .param("id", chat.value())
                .query(Boolean.class)
                .single()) {
            return chat;
        }
        ArchivedFiles files = new ArchivedFiles(db, cipher, store);
        List<String> to = List.of(staff);
        chats.said(chat, AT, customer, to, "这是存单照片，请核对");
        files.add("image", "", picture(), sent(chats, chat, 1, customer, to, "image"));
        files.add("voice", "", sound(), sent(chats, chat, 2, customer, to, "voice"));
        files.add("voice", "", voice(), sent(chats, chat, 3, customer, to, "voice"));
        db.sql("""
                        insert into compliance.chat_media (file_digest, sdkfileid_enc, kind, size, name_enc, state, named_at, next_try_at)
                        values ('\\x0102', '\\x00', 'file', 20480, :name, 'EXPIRED', now(), now())
                        """).param("name", cipher.encrypt("chat.file_name", "合同.pdf")).update();
        db.sql(
                        "insert into compliance.chat_message_media select :seq, id from compliance.chat_media where file_digest = '\\x0102'")
                .param("seq", sent(chats, chat, 4, customer, to, "file"))
                .update();
        return chat;
    }

    private static Long sent(
            ArchivedChats chats, ConversationId chat, int minute, String from, List<String> to, String kind) {
        return chats.message(
                chat, AT.plusSeconds(60L * minute), from, to, kind, JSON.createObjectNode(), Optional.empty());
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(0x2f6fb5));
        g.fillRoundRect(20, 20, 280, 160, 20, 20);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Half a minute of frames of 20 milliseconds, 12.2 kbit/s. */
    private static byte[] voice() {
        byte[] header = "#!AMR\n".getBytes(StandardCharsets.US_ASCII);
        byte[] amr = Arrays.copyOf(header, header.length + 1_500 * 32);
        for (int at = header.length; at < amr.length; at += 32) {
            amr[at] = 0x3c;
        }
        return amr;
    }

    /** A quarter of a second of silence as WAV: 8 kHz, one channel, 8 bits. */
    private static byte[] sound() {
        byte[] wav = new byte[2_044];
        byte[] head = {
            'R',
            'I',
            'F',
            'F',
            (byte) 0xf4,
            7,
            0,
            0,
            'W',
            'A',
            'V',
            'E',
            'f',
            'm',
            't',
            ' ',
            16,
            0,
            0,
            0,
            1,
            0,
            1,
            0,
            0x40,
            0x1f,
            0,
            0,
            0x40,
            0x1f,
            0,
            0,
            1,
            0,
            8,
            0,
            'd',
            'a',
            't',
            'a',
            (byte) 0xd0,
            7,
            0,
            0
        };
        System.arraycopy(head, 0, wav, 0, head.length);
        return wav;
    }

    private static Set<String> files(byte[] zip) throws IOException {
        Set<String> names = new TreeSet<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
