package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.archive.MediaStore;
import cn.bankscrm.compliance.picture.WrittenPictures;
import cn.bankscrm.compliance.search.ChatQuestion;
import cn.bankscrm.compliance.search.ChatSearch;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Archived chats as compliance officers read them: for a reason, on record, and no further than their reach. */
@ScrmWebTest
class ChatArchiveIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PAGE = "/compliance/archive";
    private static final String REASON = "客户投诉核实";
    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    FieldCipher cipher;

    @Autowired
    MediaStore store;

    @Autowired
    ChatSearch search;

    /** A conversation of its own for every test, in the words of which its name stands. */
    private ConversationId conversation(String staff, String name) {
        return chats().single(staff, "wmScope" + name);
    }

    private ArchivedChats chats() {
        return new ArchivedChats(db, cipher);
    }

    private TwoBranches branches() throws Exception {
        TwoBranches branches = new TwoBranches(port, db);
        branches.load();
        return branches;
    }

    private long say(ConversationId in, String staff, int minute, String text) {
        return chats().said(in, AT.plusSeconds(60L * minute), staff, List.of("wmCustomer" + in.value()), text);
    }

    private void untilFound(ConversationId in, int messages) {
        await("the index")
                .atMost(Duration.ofSeconds(30))
                .until(() -> search.progress().open()
                        && search.count(ChatQuestion.all().in(in.value())) == messages);
    }

    @Test
    void showsNothingBeforeAReasonIsGiven() throws Exception {
        ConversationId chat = conversation("scope.a1", "reason");
        long seq = say(chat, "scope.a1", 1, "无理由不可看的话");
        untilFound(chat, 1);
        Visitor officer = branches().from(Role.COMPLIANCE, "SCOPE-A");
        long before = entries("CHATS_SEARCHED") + entries("CHATS_READ");

        HttpResponse<String> search = officer.post(PAGE, PAGE + "/search", "words", "不可看", "reason", " ");
        assertThat(search.statusCode()).isEqualTo(422);
        assertThat(search.body()).contains("请写明查阅理由").doesNotContain("无理由不可看的话");
        HttpResponse<String> opened = officer.get(address(chat) + "?seq=" + seq);
        assertThat(opened.body()).contains("查看此会话前，请说明理由").doesNotContain("无理由不可看的话");
        assertThat(officer.get(address(chat) + "/lines?after=" + seq).statusCode())
                .isEqualTo(403);
        assertThat(officer.get(address(chat) + "/messages/" + seq).statusCode()).isEqualTo(403);
        assertThat(officer.post(address(chat), address(chat) + "/reason", "reason", "")
                        .statusCode())
                .isEqualTo(422);

        assertThat(entries("CHATS_SEARCHED") + entries("CHATS_READ")).isEqualTo(before);
    }

    @Test
    void recordsEverySearchAndEveryLookWithItsReasonAndNeverTheWords() throws Exception {
        ConversationId chat = conversation("scope.a1", "record");
        long seq = say(chat, "scope.a1", 1, "这款产品稳赚不赔");
        untilFound(chat, 1);
        Visitor officer = branches().from(Role.COMPLIANCE, "SCOPE-A");

        String found = searched(officer, "words", "稳赚");
        assertThat(found).contains("<mark>稳赚</mark>", "共 1 条");
        String read = read(officer, chat, seq);
        assertThat(read).contains("这款产品稳赚不赔", "理由：" + REASON, "本次查阅已记录");
        assertThat(officer.get(address(chat) + "/messages/" + seq).body()).contains(digest(seq), "谁查阅过此会话", REASON);

        assertThat(db.sql("""
                        select e.action || ' ' || e.reason || ' ' || host(e.address) || ' ' || i.code from core.audit_entry e
                        join core.institution i on i.id = e.institution_id
                        where (e.subject_kind = 'CONVERSATION' and e.subject_id = :id)
                            or (e.action = 'CHATS_SEARCHED' and e.details ->> 'messages' = '1' and e.details ->> 'words' = 'true')
                        order by e.at, e.id
                        """)
                        .param("id", Long.toString(chat.value()))
                        .query(String.class)
                        .list())
                .containsExactly(
                        "CHATS_SEARCHED " + REASON + " 127.0.0.1 SCOPE-A",
                        "CHATS_READ " + REASON + " 127.0.0.1 SCOPE-A1",
                        "CHATS_READ " + REASON + " 127.0.0.1 SCOPE-A1");
        assertThat(db.sql("select count(*) from core.audit_entry e where e::text like '%稳赚%'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(db.sql("select asked_enc from compliance.chat_inquiry order by id desc limit 1")
                        .query((row, n) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                        .single())
                .doesNotContain("稳赚");
    }

    @Test
    void tiesASearchToTheConversationsWhoseMessagesItsPageShowed() throws Exception {
        ConversationId seen = conversation("scope.a1", "seen");
        ConversationId unseen = conversation("scope.a1", "unseen");
        long first = say(seen, "scope.a1", 1, "特别罕见的词语甲");
        long second = say(seen, "scope.a1", 2, "特别罕见的词语乙");
        long other = say(unseen, "scope.a1", 1, "不相干的一句");
        untilFound(seen, 2);
        untilFound(unseen, 1);
        Visitor officer = branches().from(Role.COMPLIANCE, "SCOPE-A");

        searched(officer, "words", "特别罕见的词语");
        read(officer, seen, first);
        read(officer, unseen, other);

        assertThat(db.sql("""
                        select details ->> 'conversations' || ' ' || (details ->> 'seqs') || ' ' || (details ->> 'shown')
                        from core.audit_entry where action = 'CHATS_SEARCHED' and details -> 'conversations' @> to_jsonb(cast(:id as bigint))
                        """).param("id", seen.value()).query(String.class).list())
                .containsExactly("[%d] [%d, %d] 2".formatted(seen.value(), first, second));
        assertThat(officer.get(address(seen) + "/messages/" + first).body()).contains("谁查阅过此会话", "在检索结果中");
        assertThat(officer.get(address(unseen) + "/messages/" + other).body())
                .contains("谁查阅过此会话")
                .doesNotContain("在检索结果中");
    }

    @Test
    void anotherBranchesChatsDoNotExist() throws Exception {
        ConversationId chat = conversation("scope.b1", "other");
        long seq = say(chat, "scope.b1", 1, "乙支行独有的话");
        long picture = chats().message(
                        chat,
                        AT.plusSeconds(120),
                        "scope.b1",
                        List.of("wmCustomer" + chat.value()),
                        "image",
                        JSON.createObjectNode(),
                        Optional.empty());
        new WrittenPictures(db, cipher, new ArchivedFiles(db, cipher, store)).add("图里写着\n乙行海报", picture);
        untilFound(chat, 2);
        await("what is written in the picture")
                .atMost(Duration.ofSeconds(30))
                .until(() -> search.count(ChatQuestion.all().words("乙行海报")) == 1);
        Visitor ofA = branches().from(Role.COMPLIANCE, "SCOPE-A");

        assertThat(searched(ofA, "words", "乙支行独有")).contains("没有找到").doesNotContain("<mark>");
        assertThat(searched(ofA, "words", "乙行海报")).contains("没有找到").doesNotContain("<mark>", "图里写着");
        ofA.post(address(chat), address(chat) + "/reason", "reason", REASON);
        assertThat(ofA.get(address(chat) + "?seq=" + seq).statusCode()).isEqualTo(404);
        assertThat(ofA.get(address(chat) + "/messages/" + seq).statusCode()).isEqualTo(404);

        Visitor ofB = branches().from(Role.COMPLIANCE, "SCOPE-B");
        assertThat(searched(ofB, "words", "乙支行独有")).contains("<mark>乙支行独有</mark>");
        assertThat(read(ofB, chat, seq)).contains("乙支行独有的话");
        assertThat(searched(ofB, "words", "乙行海报")).contains("共 1 条", "图中文字", "图里写着 <mark>乙行海报</mark>");
        assertThat(entriesThatShowed(picture)).isEqualTo(1);
    }

    @Test
    void anOfficersOwnChatsDoNotExistForThem() throws Exception {
        TwoBranches branches = branches();
        ConversationId own = conversation("scope.a2", "own");
        long seq = say(own, "scope.a2", 1, "合规人员自己说的话");
        ConversationId room = chats().room("wrScopeOwn");
        long inRoom = chats().said(room, AT, "scope.a1", List.of("wmRoom", "SCOPE.A2"), "群里有合规人员自己");
        untilFound(own, 1);
        untilFound(room, 1);
        String account = AccountFixture.account(
                db,
                Role.COMPLIANCE,
                id("select id from core.institution where code = 'SCOPE-A'"),
                id("select id from core.staff where staff_no = 'SCOPE-SA2'"));
        Visitor officer = Visitor.signedIn(port, account, AccountFixture.PASSWORD);

        assertThat(searched(officer, "words", "合规人员自己")).contains("没有找到");
        for (ConversationId hidden : List.of(own, room)) {
            officer.post(address(hidden), address(hidden) + "/reason", "reason", REASON);
        }
        assertThat(officer.get(address(own) + "?seq=" + seq).statusCode()).isEqualTo(404);
        assertThat(officer.get(address(room) + "?seq=" + inRoom).statusCode()).isEqualTo(404);

        assertThat(searched(branches.from(Role.COMPLIANCE, "SCOPE-A"), "words", "合规人员自己"))
                .contains("共 2 条");
        // who is staff has one account, which other tests want to be a manager's
        db.sql("update platform.account set staff_id = null, no_wecom = true where username = :account")
                .param("account", account)
                .update();
    }

    @Test
    void aReasonOpensOneConversationAndNotTheNext() throws Exception {
        ConversationId first = conversation("scope.a1", "first");
        ConversationId second = conversation("scope.a1", "second");
        long said = say(first, "scope.a1", 1, "第一个会话");
        long next = say(second, "scope.a1", 1, "第二个会话");
        Visitor officer = branches().from(Role.COMPLIANCE, "SCOPE-A");

        assertThat(read(officer, first, said)).contains("第一个会话");
        assertThat(officer.get(address(second) + "?seq=" + next).body())
                .contains("查看此会话前，请说明理由")
                .doesNotContain("第二个会话");
    }

    @Test
    void tellsWhatEveryKindIsAndKeepsThoseThatNobodyKnows() throws Exception {
        ConversationId chat = conversation("scope.a1", "kinds");
        List<String> to = List.of("wmKinds");
        ArchivedChats chats = chats();
        long first = chats.message(
                chat,
                AT,
                "scope.a1",
                to,
                "image",
                JSON.createObjectNode().put("filesize", 70_961).put("sdkfileid", "secret-file-id"),
                Optional.empty());
        ObjectNode link = JSON.createObjectNode()
                .put("title", "产品说明")
                .put("link_url", "https://bank.example/p?a=<script>alert(1)</script>");
        chats.message(chat, AT.plusSeconds(1), "scope.a1", to, "link", link, Optional.of("产品说明"));
        chats.message(
                chat,
                AT.plusSeconds(2),
                "scope.a1",
                to,
                "hologram",
                JSON.createObjectNode().put("title", "全息消息"),
                Optional.of("全息消息"));
        long last = chats.said(chat, AT.plusSeconds(3), "scope.a1", to, "会被撤回的话");
        chats.message(
                chat,
                AT.plusSeconds(9),
                "scope.a1",
                to,
                "revoke",
                JSON.createObjectNode().put("pre_msgid", "m" + last),
                Optional.empty());
        Visitor officer = branches().from(Role.COMPLIANCE, "SCOPE-A");

        String page = read(officer, chat, first);
        assertThat(page)
                .contains(
                        "图片",
                        "69 KB",
                        "链接",
                        "产品说明",
                        "未知类型：hologram",
                        "全息消息",
                        "会被撤回的话",
                        "已于 2026-11-20 10:00 撤回",
                        "撤回消息")
                .doesNotContain("<script>alert", "secret-file-id");
        assertThat(officer.get(address(chat) + "/messages/" + (first + 2)).body())
                .contains("原始数据", "&quot;msgtype&quot;:&quot;hologram&quot;");
    }

    @Test
    void goesOnBothWaysWithoutLossOrDoubling() throws Exception {
        ConversationId chat = conversation("scope.a1", "long");
        long first = say(chat, "scope.a1", 0, "话0");
        long middle = 0;
        for (int i = 1; i <= 120; i++) {
            long seq = say(chat, "scope.a1", i, "话" + i);
            middle = i == 60 ? seq : middle;
        }
        Visitor officer = branches().from(Role.COMPLIANCE, "SCOPE-A");

        List<Long> seen = new ArrayList<>(lines(read(officer, chat, middle)));
        assertThat(seen).hasSize(41);
        while (seen.getFirst() > first) {
            seen.addAll(
                    0,
                    lines(officer.get(address(chat) + "/lines?before=" + seen.getFirst())
                            .body()));
        }
        while (seen.getLast() < first + 120) {
            seen.addAll(lines(officer.get(address(chat) + "/lines?after=" + seen.getLast())
                    .body()));
        }
        assertThat(seen)
                .isEqualTo(LongStream.rangeClosed(first, first + 120).boxed().toList());
        assertThat(officer.get(address(chat) + "/lines?after=" + seen.getLast()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesThroughHitsByFiltersAndSaysWhenAPersonIsUnknown() throws Exception {
        ConversationId chat = conversation("scope.a1", "paged");
        for (int i = 0; i < 25; i++) {
            say(chat, "scope.a1", i, "翻页测试第" + i + "句");
        }
        untilFound(chat, 25);
        Visitor officer = branches().from(Role.COMPLIANCE, "SCOPE-A");

        String first = searched(officer, "words", "翻页测试", "staff", "SCOPE-SA1", "kind", "text");
        assertThat(first).contains("共 25 条", "第24句").doesNotContain("第4句<");
        int link = first.indexOf("href=\"/compliance/archive?inquiry=", first.indexOf("class=\"pager"));
        String next = first.substring(link + 6, first.indexOf('"', link + 6)).replace("&amp;", "&");
        assertThat(officer.get(next).body()).contains("第4句", "第0句").doesNotContain("第24句");
        assertThat(searched(officer, "words", "翻页测试", "staff", "SCOPE-SA2")).contains("没有找到");
        assertThat(searched(officer, "words", "翻页测试", "from", "2026-11-21")).contains("没有找到");
        assertThat(officer.post(PAGE, PAGE + "/search", "staff", "查无此人", "reason", REASON)
                        .body())
                .contains("没有这名员工");
        assertThat(officer.post(PAGE, PAGE + "/search", "customer", "NOBODY", "reason", REASON)
                        .body())
                .contains("没有这位客户");
        Visitor another = branches().from(Role.COMPLIANCE, "SCOPE-A");
        assertThat(another.get(next).body()).as("an inquiry of somebody else").doesNotContain("翻页测试");
    }

    private static List<Long> lines(String page) {
        return Pattern.compile("id=\"m(\\d+)\"")
                .matcher(page)
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
    }

    private static String searched(Visitor officer, String... fields) {
        String[] all =
                Stream.concat(Stream.of(fields), Stream.of("reason", REASON)).toArray(String[]::new);
        return officer.get(Visitor.location(officer.post(PAGE, PAGE + "/search", all)))
                .body();
    }

    private static String read(Visitor officer, ConversationId chat, long seq) {
        return officer.get(Visitor.location(officer.post(
                        address(chat), address(chat) + "/reason", "reason", REASON, "seq", Long.toString(seq))))
                .body();
    }

    private static String address(ConversationId chat) {
        return PAGE + "/conversations/" + chat.value();
    }

    private String digest(long seq) {
        return db.sql("select encode(digest, 'hex') from compliance.chat_message where seq = :seq")
                .param("seq", seq)
                .query(String.class)
                .single();
    }

    private long entries(String action) {
        return db.sql("select count(*) from core.audit_entry where action = :action")
                .param("action", action)
                .query(Long.class)
                .single();
    }

    private long entriesThatShowed(long seq) {
        return db.sql("""
                        select count(*) from core.audit_entry
                        where action = 'CHATS_SEARCHED' and details -> 'seqs' @> to_jsonb(cast(:seq as bigint))
                        """).param("seq", seq).query(Long.class).single();
    }

    private long id(String sql) {
        return db.sql(sql).query(Long.class).single();
    }
}
