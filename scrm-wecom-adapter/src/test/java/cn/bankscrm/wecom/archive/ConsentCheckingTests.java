package cn.bankscrm.wecom.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.bankscrm.compliance.archive.ChatConsents;
import cn.bankscrm.compliance.archive.ChatConsents.Consent;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.ledger.Totals;
import cn.bankscrm.wecom.client.MovingClock;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What customers agreed to before the archive was on is asked for: of members and of rooms. */
@SpringBootTest(
        classes = ConsentTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.flyway.enabled=false",
            "db-scheduler.enabled=false",
            "scrm.wecom.corp-id=" + WeComSimulator.DEMO_CORP_ID,
            "scrm.wecom.apps.archive.secret=archive",
            "scrm.wecom.apps.archive.token=" + WeComSimulator.DEMO_TOKEN,
            "scrm.wecom.apps.archive.encoding-aes-key=" + WeComSimulator.DEMO_AES_KEY
        })
class ConsentCheckingTests {

    private static final int PORT = freePort();
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    JdbcClient db;

    @Autowired
    WeComApi api;

    @Autowired
    ChatConsents consents;

    @Autowired
    MovingClock clock;

    private final WeComSimulator weCom = start();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
        registry.add("scrm.wecom.api-base-url", () -> "http://127.0.0.1:" + PORT);
    }

    private static WeComSimulator start() {
        return WeComSimulator.builder()
                .port(PORT)
                .data(new WeComData(
                        List.of(new Department(1, "总行", 0, 1, "0000")),
                        List.of(new Member("ZhangSan", "张三", List.of(1L), "客户经理", 1, null)),
                        List.of(),
                        List.of(),
                        List::of))
                .clockAt(NOW)
                .start();
    }

    @BeforeEach
    void begin() {
        db.sql("""
                        truncate compliance.chat_consent, compliance.conversation, core.friend_link, core.external_contact, core.staff,
                            wecom.access_token, wecom.api_limit
                        cascade
                        """).update();
        db.sql("insert into core.staff (id, wecom_userid, version) values (1, 'zhangsan', 0)")
                .update();
        db.sql(
                        "insert into core.external_contact (id, external_userid, version) select n, 'wm' || n, 0 from generate_series(1, 250) n")
                .update();
        db.sql("""
                        insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                        select n, 1, n, timestamptz '2026-11-01 00:00:00Z', true, 0 from generate_series(1, 250) n
                        """).update();
        db.sql("""
                        insert into compliance.conversation (key, kind, room_id, last_at)
                        values ('room:wrNew', 'ROOM', 'wrNew', :now::timestamptz - interval '1 day'),
                            ('room:wrOld', 'ROOM', 'wrOld', :now::timestamptz - interval '40 days')
                        """).param("now", NOW.toString()).update();
    }

    @AfterEach
    void end() {
        weCom.close();
    }

    @Test
    void notesWhatWasSaidToMembersAndInRooms() {
        agrees("wm7", "ZhangSan", "", true);
        agrees("wm249", "ZhangSan", "", false);
        agrees("wm8", "ZhangSan", "wrNew", true);
        agrees("wm9", "ZhangSan", "wrOld", true);

        ConsentChecking.check(api, db, consents, clock);

        assertThat(consents.consent("wm7", "ZhangSan")).contains(new Consent(true, NOW));
        assertThat(consents.consent("wm249", "zhangsan")).contains(new Consent(false, NOW));
        assertThat(consents.consent("wm8", "wrNew")).contains(new Consent(true, NOW));
        assertThat(consents.consent("wm9", "wrOld"))
                .as("nothing was said there for long")
                .isEmpty();
        assertThat(consents.consent("wm1", "ZhangSan")).isEmpty();
        assertThat(calls("msgaudit/check_single_agree")).as("100 at a time").isEqualTo(3);
        assertThat(calls("msgaudit/check_room_agree")).isEqualTo(1);
    }

    @Test
    void whatAMessageToldLaterStands() {
        db.sql("""
                        insert into compliance.chat_consent (external_userid, with_id, status, changed_at)
                        values ('wm8', 'wrNew', 'DISAGREED', :later::timestamptz)
                        """).param("later", NOW.plusSeconds(60).toString()).update();
        agrees("wm8", "ZhangSan", "wrNew", true);

        ConsentChecking.check(api, db, consents, clock);

        assertThat(consents.consent("wm8", "wrNew")).contains(new Consent(false, NOW.plusSeconds(60)));
    }

    @Test
    void endsWhereWeComIsAwayAndNotWhereItKnowsARoomNoMore() {
        weCom.setFault(FaultKind.HTTP_500, 1);
        assertThatExceptionOfType(WeComFailure.class).isThrownBy(() -> ConsentChecking.check(api, db, consents, clock));
        weCom.clearFaults();
        agrees("wm8", "ZhangSan", "wrNew", true);
        ConsentChecking.check(api, db, consents, clock);
        assertThat(consents.consent("wm8", "wrNew")).isPresent();
    }

    private void agrees(String contact, String member, String room, boolean agrees) {
        String kind = agrees ? "agree" : "disagree";
        weCom.chats().say(JSON.readTree("""
                        {"msgid":"%1$s%3$s","action":"send","from":"%1$s","tolist":["%2$s"],"roomid":"%3$s","msgtime":%4$d,
                         "msgtype":"%5$s","%5$s":{"userid":"%1$s","%5$s_time":%4$d}}
                        """.formatted(contact, member, room, NOW.toEpochMilli(), kind)));
    }

    private long calls(String path) {
        Totals.Calls calls = weCom.ledger().totals().calls().get(path);
        return calls == null ? 0 : calls.count();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
