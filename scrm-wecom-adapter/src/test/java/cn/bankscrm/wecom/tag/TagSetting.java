package cn.bankscrm.wecom.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.tag.CarryingOutTagWishes;
import cn.bankscrm.core.tag.FriendTags;
import cn.bankscrm.core.tag.TagChange;
import cn.bankscrm.core.tag.TagPublishing;
import cn.bankscrm.core.tag.TagWishes;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.simulator.SimulatorBuilder;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.FriendRecord;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import cn.bankscrm.simulator.ledger.Totals;
import cn.bankscrm.simulator.world.CorpTags;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.wecom.client.MovingClock;
import cn.bankscrm.wecom.inbox.InboxAtHand;
import cn.bankscrm.wecom.sync.SyncAtHand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A platform with its callbacks over HTTP, and for each test a WeCom of four members with friends in common. */
@SpringBootTest(
        classes = TagTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.flyway.enabled=false",
            "db-scheduler.enabled=false",
            "scrm.wecom.inbox.workers=0",
            "scrm.wecom.corp-id=" + WeComSimulator.DEMO_CORP_ID,
            "scrm.wecom.apps.contact.secret=contact-secret",
            "scrm.wecom.apps.contact.token=" + WeComSimulator.DEMO_TOKEN,
            "scrm.wecom.apps.contact.encoding-aes-key=" + WeComSimulator.DEMO_AES_KEY,
            "scrm.wecom.apps.customer.secret=customer-secret",
            "scrm.wecom.apps.customer.token=" + WeComSimulator.DEMO_TOKEN,
            "scrm.wecom.apps.customer.encoding-aes-key=" + WeComSimulator.DEMO_AES_KEY
        })
abstract class TagSetting {

    static final int PORT = freePort();
    static final int MEMBERS = 4;
    static final int FRIENDS_EACH = 6;
    static final String AUTHOR = "wang";
    private static final DataScope BANK = new DataScope.WholeBank();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    MovingClock clock;

    @Autowired
    InboxAtHand inbox;

    @Autowired
    SyncAtHand sync;

    @Autowired
    TagWishes wishes;

    @Autowired
    FriendTags friendTags;

    @Autowired
    CarryingOutTagWishes carryingOut;

    @Autowired
    TagPublishing publishing;

    WeComSimulator weCom = start(WeComSimulator.builder());

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
        registry.add("scrm.wecom.api-base-url", () -> "http://127.0.0.1:" + PORT);
    }

    @BeforeEach
    void empty() {
        db.sql("""
                        truncate core.friend_link, core.friend_link_ending, core.external_contact, core.staff,
                                 core.tag_group, core.institution, core.customer, core.binding, wecom.department, wecom.member, wecom.sync_run,
                                 wecom.access_token, wecom.api_limit, wecom.inbox, wecom.inbox_work
                        cascade
                        """).update();
        db.sql("update core.tag_reading set latest = 0").update();
        db.sql("""
                        insert into core.institution (id, code, name, level, province, version)
                        values (1, 'TAG', '总行', 1, '440000', 0)
                        """).update();
        db.sql("""
                        insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                        select 1000 + n, 'C-' || n, convert_to('王', 'UTF8'), convert_to('王', 'UTF8'), true, 0, 1 from generate_series(0, :last) n
                        """).param("last", FRIENDS_EACH - 1).update();
        // What earlier tests were told to wait for is over.
        pass(Duration.ofHours(2));
        weCom.callbackTo("http://127.0.0.1:" + port);
    }

    @AfterEach
    void close() {
        weCom.close();
    }

    WeComSimulator start(SimulatorBuilder builder) {
        List<Member> members = new ArrayList<>();
        List<Contact> contacts = new ArrayList<>();
        List<FriendRecord> friends = new ArrayList<>();
        for (int c = 0; c < FRIENDS_EACH; c++) {
            contacts.add(Contact.weChatUser(contact(c), "客户" + c, 1, "o" + c));
        }
        for (int m = 0; m < MEMBERS; m++) {
            members.add(new Member(member(m), "员工" + m, List.of(1L), "客户经理", 1, null));
            for (int c = 0; c < FRIENDS_EACH; c++) {
                friends.add(new FriendRecord(
                        member(m),
                        contact(c),
                        Instant.parse("2026-11-01T00:00:00Z").getEpochSecond() + c,
                        1,
                        "",
                        null,
                        null));
            }
        }
        return builder.port(PORT)
                .data(new WeComData(
                        List.of(new Department(1, "总行", 0, 1, "0000")), members, contacts, friends, List::of))
                .retryPause(Duration.ofMillis(20))
                .clockAt(Instant.parse("2026-11-20T02:00:00Z"))
                .start();
    }

    static String member(int i) {
        return "Member" + i;
    }

    static String contact(int i) {
        return "wm" + i;
    }

    /** Lets time pass on both sides. */
    void pass(Duration time) {
        clock.advance(time);
        weCom.clock().set(clock.instant());
    }

    /** Takes in all callbacks that are on their way, and works them off two seconds later. */
    void callbacksCome() throws InterruptedException {
        long[] before = {-1};
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    long now = weCom.ledger().totals().callbacks();
                    boolean still = now == before[0];
                    before[0] = now;
                    return still;
                });
        // what merely changed is read when its second is over
        pass(Duration.ofSeconds(2));
        inbox.workOff();
    }

    /** Carries out all wishes that are due. */
    void carryOut() {
        int rounds = 0;
        while (carryingOut.workOnce(publishing)) {
            assertThat(++rounds).isLessThan(100);
        }
    }

    /** A group that WeCom has. */
    void group(String name, String tags) {
        accepted(wishes.newGroup(name, tags, AUTHOR));
        carryOut();
    }

    void mark(int member, int contact, String tag, boolean on) {
        friendTags.wish(customer(contact), link(member, contact), tagId(tag), on, AUTHOR, BANK);
    }

    List<FriendTags.FriendTag> tagsOf(int member, int contact) {
        return friendTags.friends(customer(contact), BANK).stream()
                .filter(friend -> friend.linkId() == link(member, contact))
                .findFirst()
                .orElseThrow()
                .tags();
    }

    /** As whom the contact is certified, which is done when it is first asked for. */
    CustomerNo customer(int contact) {
        db.sql("""
                        insert into core.binding (id, contact_id, customer_id, bound_at, route)
                        select :id, id, :id, :now, 'app' from core.external_contact where external_userid = :contact
                        on conflict do nothing
                        """)
                .param("id", 1000 + contact)
                .param("now", Timestamp.from(Instant.parse("2026-11-02T00:00:00Z")))
                .param("contact", contact(contact))
                .update();
        return new CustomerNo("C-" + contact);
    }

    long link(int member, int contact) {
        return db.sql("""
                        select l.id from core.friend_link l
                        join core.staff s on s.id = l.staff_id
                        join core.external_contact c on c.id = l.contact_id
                        where lower(s.wecom_userid) = lower(:member) and c.external_userid = :contact and l.ended_at is null
                        """)
                .param("member", member(member))
                .param("contact", contact(contact))
                .query(Long.class)
                .single();
    }

    long tagId(String name) {
        return db.sql("select id from core.tag where name = :name and not deleted")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    long groupId(String name) {
        return db.sql("select id from core.tag_group where name = :name and not deleted")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    CorpTags.Tag tagThere(String name) {
        return weCom.world().tags().groups().stream()
                .flatMap(group -> weCom.world().tags().tagsOf(group.id()).stream())
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Set<String> tagsHere() {
        return new TreeSet<>(db.sql("""
                        select g.wecom_group_id || ' ' || g.name || ' ' || g.sort_order || ' / ' || t.wecom_tag_id || ' '
                               || t.name || ' ' || t.sort_order
                        from core.tag t join core.tag_group g on g.id = t.group_id
                        where not t.deleted and not g.deleted
                        """).query(String.class).list());
    }

    Set<String> tagsThere() {
        Set<String> all = new TreeSet<>();
        for (CorpTags.Group group : weCom.world().tags().groups()) {
            weCom.world()
                    .tags()
                    .tagsOf(group.id())
                    .forEach(tag -> all.add(group.id() + " " + group.name() + " " + group.order() + " / " + tag.id()
                            + " " + tag.name() + " " + tag.order()));
        }
        return all;
    }

    Set<String> marksHere() {
        return new TreeSet<>(db.sql("""
                        select lower(s.wecom_userid) || ' ' || c.external_userid || ' ' || t.wecom_tag_id
                        from core.friend_link_tag f
                        join core.friend_link l on l.id = f.link_id and l.ended_at is null
                        join core.staff s on s.id = l.staff_id
                        join core.external_contact c on c.id = l.contact_id
                        join core.tag t on t.id = f.tag_id and not t.deleted
                        """).query(String.class).list());
    }

    Set<String> marksThere() {
        Set<String> all = new TreeSet<>();
        for (FriendLink link : weCom.world().friends().everyLink()) {
            if (link.ending().isEmpty()) {
                link.notes()
                        .tagIds()
                        .forEach(tag -> all.add(
                                link.userid().toLowerCase(Locale.ROOT) + " " + link.externalUserid() + " " + tag));
            }
        }
        return all;
    }

    void assertEqualOnBothSides() {
        assertThat(tagsHere()).isEqualTo(tagsThere());
        assertThat(marksHere()).isEqualTo(marksThere());
    }

    /** Kind, name and outcome of all wishes, in their order. */
    List<String> outcomes() {
        return db.sql("""
                        select kind || ' ' || coalesce(name, '') || ' ' || status || coalesce(' ' || reason, '')
                        from core.tag_wish order by id
                        """).query((row, n) -> row.getString(1)).list();
    }

    /** How many calls of APIs that change tags were made. */
    long writes() {
        return List.of("add_corp_tag", "edit_corp_tag", "del_corp_tag", "mark_tag").stream()
                .mapToLong(api -> calls("externalcontact/" + api))
                .sum();
    }

    long calls(String api) {
        Totals.Calls calls = weCom.ledger().totals().calls().get(api);
        return calls == null ? 0 : calls.count();
    }

    static void accepted(TagChange change) {
        assertThat(change).isEqualTo(new TagChange.Accepted());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
