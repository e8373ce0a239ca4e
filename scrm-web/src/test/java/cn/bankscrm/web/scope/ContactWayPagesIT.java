package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.engagement.contactway.PublicPageLimits;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contact ways of two branches: each sees and changes its own, and customers see managers and nothing else. */
@ScrmWebTest
class ContactWayPagesIT {

    private static final String CODE = "%022d";

    @Autowired
    JdbcClient db;

    @Autowired
    PublicPageLimits limits;

    @LocalServerPort
    int port;

    private TwoBranches branches;

    @BeforeEach
    void ways() throws Exception {
        branches = new TwoBranches(port, db);
        branches.load();
        way("SCOPE-A", "SCOPE-SA1", "a", 1);
        way("SCOPE-B", "SCOPE-SB1", "b", 2);
    }

    private void way(String institution, String staff, String mark, int number) {
        long id = db.sql("""
                        insert into engagement.contact_way (institution_id, name, channel, state, code, on_page, places, made_by, made_at,
                            config_id, picture, address, told_name, told_users, next_at)
                        select i.id, '测试码' || :mark, '测试渠道', 'w00000000-test0000000' || :mark, :code, true, '锦绣花园' || :mark, 'test',
                            '2026-10-01 00:00+08', 'test-' || :mark, 'http://127.0.0.1/p', 'https://work.weixin.qq.com/ca/' || :mark,
                            '测试码' || :mark, array[s.wecom_userid], '2099-01-01 00:00+08'
                        from core.institution i, core.staff s where i.code = :institution and s.staff_no = :staff returning id
                        """)
                .param("mark", mark)
                .param("code", CODE.formatted(number))
                .param("institution", institution)
                .param("staff", staff)
                .query(Long.class)
                .single();
        db.sql("""
                        insert into engagement.contact_way_member (way_id, staff_id, stand_in, days, begins, ends, daily_cap)
                        select :id, id, false, 127, '00:00', '23:59', 0 from core.staff where staff_no = :staff
                        """).param("id", id).param("staff", staff).update();
        db.sql("""
                        insert into core.external_contact (id, external_userid, version)
                        values ((select coalesce(max(id), 0) + 1 from core.external_contact), 'wmtestway' || :mark, 0)
                        """).param("mark", mark).update();
        db.sql("""
                        insert into core.friend_link (id, staff_id, contact_id, added_at, state, first_add, version)
                        select (select coalesce(max(id), 0) + 1 from core.friend_link), s.id, c.id, '2026-10-12 09:00+08',
                            'w00000000-test0000000' || :mark, false, 0
                        from core.staff s, core.external_contact c
                        where s.staff_no = :staff and c.external_userid = 'wmtestway' || :mark
                        """).param("mark", mark).param("staff", staff).update();
    }

    @AfterEach
    void leavesNothing() {
        db.sql("delete from engagement.branch_page where made_by like 'scope%' or code in (:codes)")
                .param("codes", List.of(CODE.formatted(3)))
                .update();
        db.sql("delete from engagement.contact_way where channel = '测试渠道'").update();
        db.sql("delete from core.friend_link where state like 'w00000000-test%'")
                .update();
        db.sql("delete from core.external_contact where external_userid like 'wmtestway%'")
                .update();
    }

    private long id(String mark) {
        return db.sql("select id from engagement.contact_way where config_id = :config")
                .param("config", "test-" + mark)
                .query(Long.class)
                .single();
    }

    @Test
    void eachSeesTheCodesOfTheOwnSubtreeOrThoseThatLeadToThem() throws Exception {
        String span = "from=2026-10-12&until=2026-10-12";
        Visitor ofA = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        assertThat(ofA.get("/contact-ways?" + span).body())
                .contains("测试码a", "这些天添加 1 位好友")
                .doesNotContain("测试码b");
        assertThat(ofA.get("/contact-ways/" + id("a") + "?" + span).body())
                .contains("2026-10-12：添加 1，已认证 0")
                .contains("SCOPE-SA1");
        assertThat(ofA.get("/contact-ways/" + id("b")).statusCode()).isEqualTo(404);
        assertThat(ofA.get("/contact-ways/" + id("b") + "/edit").statusCode()).isEqualTo(404);
        assertThat(ofA.get("/contact-ways/" + id("b") + "/qr").statusCode()).isEqualTo(404);
        assertThat(ofA.getBytes("/contact-ways/" + id("a") + "/qr").body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(ofA.getBytes("/contact-ways/export?" + span).body()).startsWith('P', 'K');
        assertThat(ofA.get("/contact-ways/codes").body())
                .contains("测试码a", "/q/" + CODE.formatted(1))
                .doesNotContain("测试码b");

        Visitor own = branches.manager("SCOPE-SA1");
        assertThat(own.get("/contact-ways?" + span).body())
                .contains("测试码a", "这些天添加 1 位好友")
                .doesNotContain("测试码b", "id=\"new-way\"");
        assertThat(own.get("/contact-ways/" + id("b")).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyChangesTheCodeOfAnotherBranch() throws Exception {
        Visitor other = branches.from(Role.MIDDLE_OFFICE, "SCOPE-B");
        other.post("/contact-ways", "/contact-ways/" + id("a") + "/end");
        assertThat(ended("a")).isFalse();
        branches.from(Role.MIDDLE_OFFICE, "SCOPE-A").post("/contact-ways", "/contact-ways/" + id("a") + "/end");
        assertThat(ended("a")).isTrue();
        assertThat(phone(CODE.formatted(1)).statusCode()).isEqualTo(410);
    }

    private boolean ended(String mark) {
        return db.sql("select ended_at is not null from engagement.contact_way where config_id = :config")
                .param("config", "test-" + mark)
                .query(Boolean.class)
                .single();
    }

    @Test
    void customersChooseAManagerWhoIsOnDutyAndAreCountedOnceADay() throws Exception {
        db.sql("""
                        insert into engagement.branch_page (institution_id, code, made_by, made_at)
                        select id, :code, 'scope', '2026-10-01 00:00+08' from core.institution where code = 'SCOPE-A'
                        """).param("code", CODE.formatted(3)).update();
        HttpResponse<String> page = phone(CODE.formatted(3));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("锦绣花园a", "/q/" + CODE.formatted(1))
                .doesNotContain("锦绣花园b", "SCOPE-SA1", "scope.a1");
        assertThat(phone(CODE.formatted(3) + "?p=%E6%B1%9F").body()).contains("id=\"nobody\"");

        HttpResponse<String> one = phone(CODE.formatted(1));
        assertThat(one.body()).contains("https://work.weixin.qq.com/ca/a", "data:image/png;base64,");
        assertThat(opened()).isEqualTo(1);
        String cookie = one.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        phone(CODE.formatted(1), "Cookie", cookie);
        phone(CODE.formatted(1), "User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)");
        assertThat(opened()).isEqualTo(1);

        db.sql("update engagement.contact_way set told_users = '{somebody.else}' where config_id = 'test-a'")
                .update();
        assertThat(phone(CODE.formatted(3)).body()).contains("id=\"nobody\"");
    }

    private int opened() {
        return db.sql("select coalesce(sum(opened), 0) from engagement.contact_way_day where way_id = :id")
                .param("id", id("a"))
                .query(Integer.class)
                .single();
    }

    @Test
    void whoTriesCodesThatDoNotExistIsSoonRefused() throws Exception {
        assertThat(phone("x".repeat(22)).statusCode()).isEqualTo(404);
        assertThat(phone("short").statusCode()).isEqualTo(404);
        String guesser = "203.0.113.77";
        assertThat(limits.refuse(guesser)).isEmpty();
        for (int n = 0; n < 10; n++) {
            limits.wrong(guesser);
        }
        assertThat(limits.refuse(guesser)).isPresent();
        assertThat(limits.refuse("203.0.113.78")).isEmpty();
    }

    private HttpResponse<String> phone(String path) throws Exception {
        return phone(path, "X-Nothing", "here");
    }

    private HttpResponse<String> phone(String path, String header, String value) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/" + path))
                    .setHeader("User-Agent", "Mozilla/5.0 (iPhone) MicroMessenger/8.0")
                    .setHeader("Accept-Language", "zh-CN")
                    .setHeader(header, value);
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
