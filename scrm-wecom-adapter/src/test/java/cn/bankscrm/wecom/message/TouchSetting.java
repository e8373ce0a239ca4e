package cn.bankscrm.wecom.message;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.engagement.touch.CarryingOutMassSends;
import cn.bankscrm.engagement.touch.MassSending;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.ledger.Totals;
import cn.bankscrm.simulator.world.MassSends.MassSend;
import cn.bankscrm.wecom.client.MovingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A platform that knows two members and their friends as WeCom does, with one published content. */
@SpringBootTest(
        classes = TouchTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.flyway.enabled=false",
            "db-scheduler.enabled=false",
            "scrm.wecom.inbox.workers=0",
            "scrm.public-url=https://scrm.bank.example",
            "scrm.wecom.corp-id=" + WeComSimulator.DEMO_CORP_ID,
            "scrm.wecom.apps.customer.secret=customer-secret",
            "scrm.wecom.apps.customer.token=" + WeComSimulator.DEMO_TOKEN,
            "scrm.wecom.apps.customer.encoding-aes-key=" + WeComSimulator.DEMO_AES_KEY
        })
public abstract class TouchSetting {

    protected static final int PORT = freePort();
    protected static final int MEMBERS = 6;
    protected static final int FRIENDS = 4;

    @LocalServerPort
    protected int port;

    @Autowired
    protected JdbcClient db;

    @Autowired
    protected MovingClock clock;

    @Autowired
    protected CarryingOutMassSends massSends;

    @Autowired
    protected MassSending sending;

    @Autowired
    private LexiconDrafts drafts;

    @Autowired
    private LexiconInForce lexicon;

    protected WeComSimulator weCom = start();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
        registry.add("scrm.wecom.api-base-url", () -> "http://127.0.0.1:" + PORT);
    }

    private static WeComSimulator start() {
        List<Member> members = new ArrayList<>();
        List<Contact> contacts = new ArrayList<>();
        List<FriendRecord> friends = new ArrayList<>();
        for (int c = 0; c < FRIENDS; c++) {
            contacts.add(Contact.weChatUser("wm" + c, "客户" + c, 1, "o" + c));
        }
        for (int m = 0; m < MEMBERS; m++) {
            members.add(new Member("Member" + m, "员工" + m, List.of(1L), "客户经理", 1, null));
            for (int c = 0; c < FRIENDS; c++) {
                friends.add(new FriendRecord(
                        "Member" + m,
                        "wm" + c,
                        Instant.parse("2026-11-01T00:00:00Z").getEpochSecond() + c,
                        1,
                        "",
                        null,
                        null));
            }
        }
        return WeComSimulator.builder()
                .port(PORT)
                .data(new WeComData(
                        List.of(new Department(1, "总行", 0, 1, "0000")), members, contacts, friends, List::of))
                .retryPause(Duration.ofMillis(50))
                .clockAt(Instant.parse("2026-11-20T02:00:00Z"))
                .start();
    }

    @BeforeEach
    void begin() {
        db.sql("""
                        truncate core.friend_link, core.friend_link_ending, core.external_contact, core.staff, core.institution,
                            core.customer, core.binding, core.activity, core.last_contact, wecom.access_token, wecom.api_limit,
                            wecom.inbox, wecom.inbox_work, engagement.content, engagement.touch, engagement.welcome_sent
                        cascade
                        """).update();
        run("""
                insert into core.institution (id, code, name, level, province, version)
                values (1, 'HEAD', '总行', 1, '440000', 0)
                """);
        run("insert into core.institution_path (ancestor_id, institution_id, depth) values (1, 1, 0)");
        db.sql("""
                        insert into core.staff (id, staff_no, wecom_userid, name, version)
                        select n, 'S' || n, 'Member' || n, '员工' || n, 0 from generate_series(0, :last) n
                        """).param("last", MEMBERS - 1).update();
        run("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                select id, id, 1, '客户经理', date '2026-01-01' from core.staff
                """);
        db.sql("""
                        insert into core.external_contact (id, external_userid, version)
                        select 100 + n, 'wm' || n, 0 from generate_series(0, :last) n
                        """).param("last", FRIENDS - 1).update();
        run("""
                insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                select s.id * 100 + c.id, s.id, c.id, '2026-11-01T00:00:00Z', false, 0
                from core.staff s cross join core.external_contact c
                """);
        lexicon("保本");
        pass(Duration.ofHours(2));
        content(1, "本周金价走势", "您关心的金价,本周这样走。");
    }

    @AfterEach
    void close() {
        weCom.close();
    }

    protected void lexicon(String blocked) {
        drafts.publish(
                drafts.draft(
                        List.of(LexiconLine.of(new LexiconEntry(Phrase.literal(blocked), Level.BLOCK, "承诺"))),
                        "改",
                        "anna"),
                null,
                "boris");
        lexicon.look();
    }

    /** A content that is published, with the id. */
    protected void content(long id, String title, String message) {
        db.sql("""
                        insert into engagement.content (id, kind, institution_id, author, made_at)
                        overriding system value values (:id, 'ARTICLE', 1, 'zhou', :now)
                        """).param("id", id).param("now", now()).update();
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, valid_from,
                            verdict_id, written_by, written_at, submitted_by, decided_by)
                        values (:id, 1, 'PUBLISHED', :title, :message, '正文', date '2026-01-01', 1, 'zhou', :now, 'zhou', 'qian')
                        """)
                .param("id", id)
                .param("title", title)
                .param("message", message)
                .param("now", now())
                .update();
    }

    protected void withdraw(long content) {
        db.sql("update engagement.content_version set state = 'WITHDRAWN' where content_id = :id")
                .param("id", content)
                .update();
    }

    /** What may go out now; to nobody in particular where the contact is below 0. */
    protected void planned(String channel, int member, int contact) {
        db.sql("""
                        insert into engagement.touch (key, wished_for, source, staff_id, contact_id, channel, content_id, state, state_at)
                        values (:key, :now, 'MANUAL', :staff, :contact::bigint, :channel, 1, 'PLANNED', :now)
                        """)
                .param("key", channel + ":" + member + ":" + contact + ":" + clock.instant())
                .param("now", now())
                .param("staff", member)
                .param("contact", contact < 0 ? null : 100 + contact)
                .param("channel", channel)
                .update();
    }

    protected void carryOut() {
        int rounds = 0;
        while (massSends.workOnce(sending)) {
            assertThat(++rounds).isLessThan(100);
        }
    }

    /** So that what is spoilt next is not the token. */
    protected void tokenIsThere() {
        sending.find(new WeComUserId("Member0"), "", Optional.empty(), clock.instant(), id -> false);
    }

    /** Lets time pass on both sides. */
    protected final void pass(Duration time) {
        clock.advance(time);
        weCom.clock().set(clock.instant());
    }

    protected List<MassSend> there() {
        return weCom.world().massSends().all();
    }

    protected List<String> touches() {
        return db.sql("""
                        select state || coalesce(' ' || (why ->> 'reason'), '') from engagement.touch order by id
                        """).query((row, n) -> row.getString(1)).list();
    }

    protected List<String> sends() {
        return db.sql("select state || coalesce(' ' || reason, '') from engagement.send order by id")
                .query((row, n) -> row.getString(1))
                .list();
    }

    protected long calls(String api) {
        Totals.Calls calls = weCom.ledger().totals().calls().get("externalcontact/" + api);
        return calls == null ? 0 : calls.count();
    }

    /** From now on whoever does so loses the connection, as a kill at that moment would take it. */
    protected void killsBefore(String what) {
        run("""
                create function engagement.strike() returns trigger language plpgsql as $$
                begin
                    perform pg_terminate_backend(pg_backend_pid());
                    return null;
                end $$
                """);
        run("create trigger strike before " + what + " for each row execute function engagement.strike()");
    }

    protected void killsNoMore() {
        run("drop function engagement.strike() cascade");
    }

    protected final void run(String sql) {
        db.sql(sql).update();
    }

    protected Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
