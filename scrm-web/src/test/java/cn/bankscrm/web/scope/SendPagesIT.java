package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sends as far as the scope goes, reminders within it, and wishes that are made once. */
@ScrmWebTest
class SendPagesIT {

    private static final String PAGE = "/sends?from=2026-10-12&until=2026-10-12";
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private TwoBranches branches;
    private long content;

    @BeforeEach
    void sends() throws Exception {
        branches = new TwoBranches(port, db);
        branches.load();
        content = db.sql("""
                        insert into engagement.content (kind, institution_id, author, made_at)
                        select 'ARTICLE', id, 'test:sends', '2026-10-01 00:00+08' from core.institution where parent_id is null
                        returning id
                        """).query(Long.class).single();
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, verdict_id,
                            written_by, written_at, submitted_by, decided_by)
                        values (:id, 1, 'PUBLISHED', '十月金价走势', '本月金价这样走。', '正文', '2026-01-01', 1, 'a', '2026-10-01 00:00+08', 'a', 'b')
                        """).param("id", content).update();
        for (String member : List.of("scope.a1", "scope.b1")) {
            db.sql("""
                            insert into engagement.send (channel, staff_id, content_id, day, part, state, state_at, wecom_id, drafted_at, next_at)
                            select 'MASS_SEND', s.id, :content, '2026-10-12', 1, 'DRAFTED', '2026-10-12 09:00+08', 'test-' || :member,
                                '2026-10-12 09:00+08', '2099-01-01 00:00+08'
                            from core.staff s where s.wecom_userid = :member
                            """).param("content", content).param("member", member).update();
            db.sql("""
                            insert into engagement.touch (key, wished_for, source, staff_id, channel, content_id, state, state_at, send_id)
                            select 'test:' || :member || n, '2026-10-12 09:00+08', 'MANUAL', s.staff_id, 'MASS_SEND', :content, 'OFFERED',
                                '2026-10-12 09:00+08', s.id
                            from engagement.send s, generate_series(1, 37) n where s.wecom_id = 'test-' || :member
                            """).param("content", content).param("member", member).update();
        }
    }

    @AfterEach
    void leavesNothing() {
        for (String table : List.of("engagement.touch", "engagement.link", "engagement.welcome")) {
            db.sql("delete from " + table + " where content_id = :id")
                    .param("id", content)
                    .update();
        }
        db.sql(
                        "delete from engagement.send_reminder where send_id in (select id from engagement.send where content_id = :id)")
                .param("id", content)
                .update();
        for (String table : List.of(
                "engagement.send where content_id",
                "engagement.content_version where content_id",
                "engagement.content where id")) {
            db.sql("delete from " + table + " = :id").param("id", content).update();
        }
    }

    @Test
    void eachSeesTheSendsOfTheOwnSubtreeOrTheirOwn() throws Exception {
        String ofA = branches.from(Role.BRANCH_MANAGER, "SCOPE-A").get(PAGE).body();
        assertThat(ofA)
                .contains("SCOPE-SA1", "十月金价走势", "交给员工 1 次，已确认 0 次", "37")
                .doesNotContain("SCOPE-SB1");
        String own = branches.manager("SCOPE-SA1").get(PAGE).body();
        assertThat(own).contains("交给员工 1 次", "客户联系").doesNotContain("SCOPE-SB1", "class=\"btn btn-sm remind\"");
        HttpResponse<byte[]> export =
                branches.from(Role.MIDDLE_OFFICE, "SCOPE-B").getBytes("/sends/export?from=2026-10-12&until=2026-10-12");
        assertThat(export.body()).startsWith('P', 'K');
    }

    @Test
    void nobodyRemindsAMemberOfAnotherBranch() {
        long send = db.sql("select id from engagement.send where wecom_id = 'test-scope.a1'")
                .query(Long.class)
                .single();
        Visitor other = branches.from(Role.BRANCH_MANAGER, "SCOPE-B");
        other.post(PAGE, "/sends/" + send + "/remind");
        assertThat(other.get("/sends").body()).contains("已经不在等确认");
        assertThat(reminders(send)).isZero();

        Visitor own = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        own.post(PAGE, "/sends/" + send + "/remind");
        own.post(PAGE, "/sends/" + send + "/remind");
        assertThat(own.get("/sends").body()).contains("提醒得太频繁了");
        assertThat(reminders(send)).isEqualTo(1);
    }

    @Test
    void aWishThatIsSentTwiceIsMadeOnce() {
        db.sql("""
                        insert into core.external_contact (id, external_userid, version)
                        select coalesce(max(id), 0) + 1, 'wmtestsends', 0 from core.external_contact
                        """).update();
        db.sql("""
                        insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                        select (select coalesce(max(id), 0) + 1 from core.friend_link), s.id, c.id, '2026-10-01 00:00+08', false, 0
                        from core.staff s, core.external_contact c where s.staff_no = 'SCOPE-SA1' and c.external_userid = 'wmtestsends'
                        """).update();
        db.sql("""
                        insert into core.binding (id, contact_id, customer_id, bound_at, route)
                        select (select coalesce(max(id), 0) + 1 from core.binding), c.id, k.id, '2026-10-01 00:00+08', 'app'
                        from core.external_contact c, core.customer k where c.external_userid = 'wmtestsends' and k.customer_no = 'SCOPE-CA1'
                        """).update();
        try {
            Visitor author = branches.from(Role.MIDDLE_OFFICE, "SCOPE-A");
            String address = "/sends/new?institution=SCOPE-A&content=" + content;
            String preview = author.get(address).body();
            assertThat(preview).contains("可到达 1 位已认证好友，分在 1 位员工名下", "SCOPE-SA1", "频次保护");
            Matcher token = TOKEN.matcher(preview);
            assertThat(token.find()).isTrue();
            String[] wish = {
                "content",
                Long.toString(content),
                "institution",
                "SCOPE-A",
                "channel",
                "MASS_SEND",
                "token",
                token.group(1)
            };
            author.post(address, "/sends/new", wish);
            author.post(address, "/sends/new", wish);
            assertThat(db.sql(
                                    "select state from engagement.touch where content_id = :id and source = 'MANUAL' and send_id is null")
                            .param("id", content)
                            .query((row, n) -> row.getString(1))
                            .list())
                    .hasSize(1);
            assertThat(author.get("/sends/new?institution=SCOPE-B&content=" + content)
                            .statusCode())
                    .isEqualTo(404);
        } finally {
            for (String made : List.of("core.binding", "core.friend_link")) {
                db.sql(
                                "delete from " + made
                                        + " where contact_id = (select id from core.external_contact where external_userid = 'wmtestsends')")
                        .update();
            }
            db.sql("delete from core.external_contact where external_userid = 'wmtestsends'")
                    .update();
        }
    }

    @Test
    void theMiddleOfficeSetsWhatNewFriendsAreGreetedWith() {
        Visitor author = branches.from(Role.MIDDLE_OFFICE, "SCOPE-A");
        String page = "/sends/welcomes";
        author.post(page, page, "prefix", "testsends", "content", Long.toString(content));
        assertThat(author.get(page).body()).contains("testsends", "十月金价走势");
        author.post(page, page, "prefix", "not a prefix", "content", Long.toString(content));
        assertThat(author.get(page).body()).contains("前缀只能用字母");
        author.post(page, page + "/remove", "prefix", "testsends");
        assertThat(author.get(page).body()).doesNotContain("testsends");
    }

    private long reminders(long send) {
        return db.sql("select count(*) from engagement.send_reminder where send_id = :id")
                .param("id", send)
                .query(Long.class)
                .single();
    }
}
