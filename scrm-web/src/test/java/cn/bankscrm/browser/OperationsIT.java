package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.compliance.archive.ArchivedChats;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.WeComSync;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.chat.ChatKeys;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.api.TokenRequest;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** Operations at work on the whole application: syncs begin and end, events fail for good and are seen to. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@Import({SmallBank.class, PageSamples.class})
@ContextConfiguration(initializers = {TestDatabase.Initializer.class, SimulatedWeCom.class})
class OperationsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String INBOX = "/operations/inbox";
    private static final Pattern LETTER = Pattern.compile("/operations/inbox/(\\d+)\"");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    WeComSimulator weCom;

    @Autowired
    WeComSync sync;

    @Autowired
    SmallBank bank;

    private Visitor operations;

    @BeforeEach
    void signsIn() throws InterruptedException {
        operations = Visitor.signedIn(port, AccountFixture.account(db, Role.OPERATIONS), AccountFixture.PASSWORD);
        weCom.callbackTo("http://127.0.0.1:" + port + "/wecom/callback/{app}");
        await("the first sync, which begins by itself")
                .atMost(PATIENCE)
                .until(() -> status() == SyncProgress.Status.DONE);
    }

    @Test
    void startsASyncOnThePageAndFollowsItToItsReport() throws InterruptedException {
        long before = sync.latest().orElseThrow().id();
        assertThat(operations.get("/operations/sync").body()).contains("id=\"start-sync\"", "id=\"report\"");
        // WeCom hesitates, so that there is something to follow
        weCom.setFault(FaultKind.SLOW, 1, Duration.ofSeconds(1));
        try {
            assertThat(Visitor.location(operations.post("/operations/sync", "/operations/sync")))
                    .isEqualTo("/operations/sync");
            assertThat(operations.get("/operations/sync").body())
                    .contains("已启动", "正在同步", "hx-get=\"/operations/sync/progress\"", "hx-trigger=\"every 2s\"")
                    .doesNotContain("id=\"start-sync\"");
            assertThat(operations.get("/operations/sync/progress").body())
                    .contains("正在同步")
                    .doesNotContain("<html");
        } finally {
            weCom.clearFaults();
        }

        await("the sync").atMost(PATIENCE).until(() -> status() == SyncProgress.Status.DONE);
        assertThat(sync.latest().orElseThrow().id()).isGreaterThan(before);
        assertThat(operations.get("/operations/sync/progress").body())
                .contains("完成", "id=\"start-sync\"", "好友关系")
                .doesNotContain("hx-trigger");
    }

    @Test
    void startsASyncOverTheApiAndFollowsItToItsReport() throws Exception {
        String bearer = "Bearer "
                + TokenRequest.token(
                        TokenRequest.of("everything", "operations").send(HttpClient.newHttpClient(), port));
        HttpResponse<String> started = new Visitor(port)
                .send(
                        "/api/v1/wecom/sync",
                        request -> request.header("Authorization", bearer).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(started.headers().firstValue("Location")).hasValue("/api/v1/wecom/sync");

        await("the sync").atMost(PATIENCE).until(() -> status() == SyncProgress.Status.DONE);
        assertThat(new Visitor(port)
                        .send("/api/v1/wecom/sync", request -> request.header("Authorization", bearer))
                        .body())
                .contains("\"status\":\"DONE\"", "\"phase\":\"FINISHED\"", "\"links\":{", "\"repaired\":");
    }

    @Test
    void followsTheArchiveAndIsToldOfAKeyThatIsMissing() throws Exception {
        weCom.chats().conversations(20, Duration.ofMinutes(30));
        long said = weCom.chats().log().nextSeq() - 1;
        await("the archive").atMost(PATIENCE).until(() -> read() == said);
        assertThat(operations.get("/operations/archive").body()).contains("会话存档", "最近一次取尽");

        weCom.chats().log().keys().upload(ChatKeys.newPrivateKey());
        weCom.chats().conversation(Duration.ofMinutes(5));
        await("what waits for its key")
                .atMost(PATIENCE)
                .until(() -> operations.get("/operations/archive/state").body().contains("条在等密钥，版本 2"));
        assertThat(operations.get("/operations/archive/state").body())
                .contains("会话存档有事项需要关注")
                .doesNotContain("<html");
        assertThat(read()).as("what has its key is read, and stays so").isEqualTo(said);

        db.sql("""
                        insert into compliance.archive_record (seq, msgid, public_key_version, ciphertext, received_at, state, reason)
                        values (900000000077, 'unreadable-77', 1, '\\x00', now(), 'UNREADABLE', 'CODE_-2')
                        """).update();
        db.sql("""
                        insert into compliance.chat_media (file_digest, sdkfileid_enc, kind, state, reason, named_at, next_try_at)
                        values ('\\x7777', '\\x00', 'image', 'EXPIRED', 'EXPIRED', now(), now())
                        """).update();
        assertThat(operations.get("/operations/archive/state").body())
                .contains("900000000077", "CODE_-2", "已无法取得的文件", "企业微信已不提供");
        db.sql("delete from compliance.archive_record where seq = 900000000077").update();
        db.sql("delete from compliance.chat_media where file_digest = '\\x7777'")
                .update();
    }

    private long read() {
        return db.sql("select count(*) from compliance.archive_record where state = 'READ' and seq <= :pulled")
                .param("pulled", ArchivedChats.BEYOND)
                .query(Long.class)
                .single();
    }

    @Test
    void readsADeadLetterAndReplaysItWhenTheCauseIsGone() throws InterruptedException {
        ExternalUserId contact = bank.deadLetter();
        String list = operations.get(INBOX).body();
        assertThat(list).contains("change_external_contact/add_external_contact", contact.value(), "企业微信认为请求有误");

        String letter = INBOX + "/" + first(list);
        assertThat(operations.get(letter).body())
                .contains("ExternalUserID", contact.value(), "externalcontact/get", "id=\"replay\"", "id=\"close\"")
                .doesNotContain("WelcomeCode");
        assertThat(isFriend(contact)).isFalse();

        weCom.clearFaults();
        assertThat(Visitor.location(operations.post(letter, letter + "/replay")))
                .isEqualTo(INBOX);

        await("the replayed event").atMost(PATIENCE).until(() -> isFriend(contact));
        assertThat(operations.get(letter).statusCode()).isEqualTo(404);
    }

    @Test
    void closesADeadLetterWithAReasonAndNotWithout() throws InterruptedException {
        ExternalUserId contact = bank.deadLetter();
        weCom.clearFaults();
        String letter = INBOX + "/" + first(operations.get(INBOX).body());

        assertThat(operations.post(letter, letter + "/close", "reason", " ").body())
                .contains("id=\"close\"", "reason-error", "必填");
        assertThat(Visitor.location(operations.post(letter, letter + "/close", "reason", "测试客户，不需要处理")))
                .isEqualTo(INBOX);

        assertThat(operations.get(INBOX).body()).contains("已关闭").doesNotContain(contact.value());
        assertThat(db.sql(
                                "select closed_reason from wecom.inbox_work where status = 'CLOSED' and relation like :relation")
                        .param("relation", "%" + contact.value())
                        .query(String.class)
                        .single())
                .isEqualTo("测试客户，不需要处理");
        assertThat(isFriend(contact)).isFalse();
    }

    private boolean isFriend(ExternalUserId contact) {
        return has("""
                select exists (
                    select from core.friend_link l join core.external_contact c on c.id = l.contact_id
                    where c.external_userid = :key)
                """, contact.value());
    }

    private boolean has(String sql, String key) {
        return db.sql(sql).param("key", key).query(Boolean.class).single();
    }

    private static String first(String page) {
        Matcher found = LETTER.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private SyncProgress.Status status() {
        return sync.latest().map(SyncProgress::status).orElse(SyncProgress.Status.RUNNING);
    }
}
