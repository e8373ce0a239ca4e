package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.lexicon.KeptLine;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.core.privacy.FieldCipher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A new word is looked for in old chats with one click, and the page tells by itself when that is done. */
@BrowserTest
class BackScanBrowserIT {

    private static final Instant AT = Instant.parse("2026-09-08T02:00:00Z");
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

    @LocalServerPort
    int port;

    @Test
    void findsOldMessagesByANewWord() throws Exception {
        bank.load(port);
        String member = db.sql("select wecom_userid from core.staff where wecom_userid is not null order by id limit 1")
                .query(String.class)
                .single();
        ArchivedChats chats = new ArchivedChats(db, cipher).besideASource();
        ConversationId talk = chats.single(member, "wmBackScan");
        long said = chats.said(talk, AT, member, List.of("wmBackScan"), "这是" + WORD + "，名额有限");
        VersionNumber version = withTheWord();
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.headOffice("backscan"));
            browser.open("/compliance/lexicon/versions/" + version);
            assertThat(browser.text(By.id("back-scans"))).contains("新增或修改的词条");
            browser.holdsUp("lexicon-offer");
            browser.follow(By.id("back-scan"));
            browser.untilText(By.id("status"), text -> text.contains("已完成"));
            assertThat(browser.text(By.id("found"))).isNotEqualTo("0");
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(browser.path()).holdsUp("back-scan");
            }
        }
        // once, whether this or the ordinary reading of chats came first
        assertThat(db.sql("select count(*) from compliance.alert where seq = :seq and rule = '虚假宣传'")
                        .param("seq", said)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** All that is in force, and one entry more. */
    private VersionNumber withTheWord() {
        List<LexiconLine> lines = new ArrayList<>(lexicon.inForce().map(lexicon::lines).orElse(List.of()).stream()
                .map(KeptLine::line)
                .toList());
        lines.add(entry(WORD));
        return publish(lines);
    }

    private VersionNumber publish(List<LexiconLine> lines) {
        VersionNumber version = drafts.draft(lines, "增加" + WORD, "sample-author");
        drafts.publish(version, null, "sample-publisher");
        inForce.look();
        return version;
    }

    private static LexiconLine entry(String word) {
        return LexiconLine.of(new LexiconEntry(Phrase.literal(word), Level.WARN, "虚假宣传"));
    }
}
