package cn.bankscrm.wecom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.institution.InstitutionsChanged;
import cn.bankscrm.core.staff.WeComSignIn;
import cn.bankscrm.core.staff.WeComSignInUnavailable;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.ContactDirectory;
import cn.bankscrm.wecom.client.ContactWithLinks;
import cn.bankscrm.wecom.client.DirectoryRefresh;
import cn.bankscrm.wecom.client.StubWeCom;
import cn.bankscrm.wecom.client.StubWeCom.Answer;
import cn.bankscrm.wecom.client.TagRefresh;
import cn.bankscrm.wecom.client.WeComFailure;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

/** Single entries read from WeCom: members, departments, tags, contacts, and who signs in. */
class DirectoryRefreshTests extends SyncSetting {

    private final StubWeCom weCom = new StubWeCom(PORT);

    @Autowired
    DirectoryRefresh directory;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TagRefresh tags;

    @Autowired
    ContactDirectory contacts;

    @Autowired
    WeComSignIn signIn;

    @AfterEach
    void close() {
        weCom.close();
    }

    @Test
    void entersAMemberOnceWhateverTheCase() {
        weCom.answer("user/get", member("ZhangSan", "张三"), member("zhangsan", "张三三"));
        directory.member(new WeComUserId("ZhangSan"));
        directory.member(new WeComUserId("zhangSAN"));
        assertThat(db.sql("select userid || ' ' || written || ' ' || name from wecom.member")
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("zhangsan zhangsan 张三三");
        assertThat(count("select count(*) from core.staff where name = '张三三'")).isEqualTo(1);
    }

    @Test
    void leavesTheNameToThePersonnelSystem() {
        db.sql("""
                        insert into core.staff (id, staff_no, wecom_userid, name, version)
                        values (nextval('core.staff_seq'), 'S1', 'zhangsan', '张三丰', 0)
                        """).update();
        weCom.answer("user/get", member("ZhangSan", "小张"));
        directory.member(new WeComUserId("ZhangSan"));
        assertThat(count("select count(*) from core.staff where name = '张三丰' and staff_no = 'S1'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from core.staff")).isEqualTo(1);
    }

    @Test
    void keepsEverythingWithAMemberWhoIsRenamed() {
        weCom.answer("user/get", member("old", "张三"), member("new", "张三"));
        directory.member(new WeComUserId("old"));
        links.record(List.of(new FriendLinkFact.Added(
                new WeComUserId("old"), new ExternalUserId("wmA"), Instant.parse("2026-10-01T00:00:00Z"))));
        directory.member(new WeComUserId("new"));
        directory.memberRenamed(new WeComUserId("old"), new WeComUserId("New"));
        directory.memberRenamed(new WeComUserId("old"), new WeComUserId("New"));
        directory.member(new WeComUserId("new"));
        assertThat(count("""
                        select count(*) from core.friend_link l join core.staff s on s.id = l.staff_id
                        where lower(s.wecom_userid) = 'new'
                        """)).isEqualTo(1);
        assertThat(count("select count(*) from core.staff")).isEqualTo(1);
        assertThat(count("select count(*) from wecom.member where userid = 'new'"))
                .isEqualTo(1);
    }

    @Test
    void marksAMemberWhoLeft() {
        weCom.answer("user/get", member("old", "张三"), Answer.error(60111));
        directory.member(new WeComUserId("old"));
        directory.member(new WeComUserId("old"));
        assertThat(count("select count(*) from wecom.member where deleted")).isEqualTo(1);
        directory.memberLeft(new WeComUserId("nobody"));
    }

    @Test
    void findsTheInstitutionThatADepartmentIs() {
        db.sql("""
                        insert into core.institution (id, code, name, parent_id, level, province, version)
                        values (1, '0000', '示例银行股份有限公司', null, 1, '440000', 0),
                               (2, '0100', '湖南分行', 1, 2, '430000', 0),
                               (3, '0101', '第一支行', 2, 3, '430000', 0),
                               (4, '0200', '湖北分行', 1, 2, '420000', 0),
                               (5, '0201', '第一支行', 4, 3, '420000', 0),
                               (6, '0102', '重名支行', 2, 3, '430000', 0),
                               (7, '0103', '重名支行', 2, 3, '430000', 0)
                        """).update();
        department(1, "示例银行", 0);
        department(10, "湖北分行", 1);
        department(11, "第一支行", 10);
        department(12, "科技部", 1);
        department(20, "湖南分行", 1);
        department(21, "重名支行", 20);
        assertThat(db.sql("""
                                select id || '=' || coalesce(institution_id::text, '-') from wecom.department order by id
                                """).query((row, n) -> row.getString(1)).list())
                .containsExactly("1=1", "10=4", "11=5", "12=-", "20=2", "21=-");
        directory.departmentDeleted(11);
        events.publishEvent(new InstitutionsChanged());
        assertThat(count("select count(*) from wecom.department where id = 11 and institution_id is null and deleted"))
                .isEqualTo(1);
    }

    @Test
    void matchesDepartmentsAsSoonAsInstitutionsAreThere() {
        department(1, "示例银行", 0);
        department(20, "湖南分行", 1);
        assertThat(count("select count(*) from wecom.department where institution_id is not null"))
                .isZero();
        db.sql("""
                        insert into core.institution (id, code, name, parent_id, level, province, version)
                        values (1, '0000', '示例银行股份有限公司', null, 1, '440000', 0),
                               (2, '0100', '湖南分行', 1, 2, '430000', 0)
                        """).update();

        events.publishEvent(new InstitutionsChanged());

        assertThat(count("select count(*) from wecom.department where id = 20 and institution_id = 2"))
                .isEqualTo(1);
    }

    @Test
    void mirrorsTags() {
        weCom.answer(
                "externalcontact/get_corp_tag_list",
                ok("\"tag_group\":[" + group("etG", "资产", "etA", "50万+", "etB", "100万+") + "]"),
                ok("\"tag_group\":[" + group("etG", "资产", "etB", "百万", "etC", "千万") + "]"));
        tags.all();
        tags.all();
        assertThat(db.sql("select wecom_tag_id || ' ' || name || ' ' || deleted from core.tag order by 1")
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("etA 50万+ true", "etB 百万 false", "etC 千万 false");
    }

    @Test
    void readsAContactPageByPage() {
        weCom.answer(
                "externalcontact/get",
                asked -> asked.contains("cursor=next")
                        ? ok(contact("\"follow_user\":[" + follower("carl", 30) + "]"))
                        : ok(contact("\"follow_user\":[" + follower("Ada", 10) + "," + follower("bob", 20)
                                + "],\"next_cursor\":\"next\"")));
        ContactWithLinks found = contacts.contact(new ExternalUserId("wmA")).orElseThrow();
        assertThat(found.links())
                .containsOnlyKeys(new WeComUserId("ada"), new WeComUserId("bob"), new WeComUserId("carl"));
        assertThat(found.links())
                .allSatisfy((member, details) -> assertThat(details.tags()).isEqualTo(Set.of("etX", "stX")));
        assertThat(found.profile().name()).isEqualTo("客户");
    }

    @Test
    void knowsNoContactWithoutALiveLink() {
        weCom.answer("externalcontact/get", Answer.error(84061), Answer.error(40096), Answer.error(48002));
        assertThat(contacts.contact(new ExternalUserId("wmA"))).isEmpty();
        assertThat(contacts.contact(new ExternalUserId("wmA"))).isEmpty();
        assertThatThrownBy(() -> contacts.contact(new ExternalUserId("wmA"))).isInstanceOf(WeComFailure.class);
    }

    @Test
    void trustsNoAnswerAboutAnotherContact() {
        weCom.answer("externalcontact/get", ok(contact("\"follow_user\":[" + follower("Ada", 10) + "]")));
        WeComFailure failure =
                catchThrowableOfType(WeComFailure.class, () -> contacts.contact(new ExternalUserId("wmB")));
        assertThat(failure.kind()).isEqualTo(WeComFailure.Kind.MALFORMED);
    }

    @Test
    void saysWhoScannedTheCode() {
        weCom.answer(
                "auth/getuserinfo",
                ok("\"userid\":\"ZhangSan\""),
                ok("\"openid\":\"o1\",\"external_userid\":\"wmA\""),
                Answer.error(40029),
                Answer.error(50001));
        assertThat(signIn.memberOf("c1")).contains(new WeComUserId("zhangsan"));
        assertThat(signIn.memberOf("c2")).isEmpty();
        assertThat(signIn.memberOf("c3")).isEmpty();
        assertThatThrownBy(() -> signIn.memberOf("c4")).isInstanceOf(WeComSignInUnavailable.class);
        assertThat(signIn.memberOf("")).isEmpty();
    }

    @Test
    void leadsToTheSignInPage() {
        assertThat(signIn.available()).isTrue();
        assertThat(signIn.signInPage("s1", URI.create("https://scrm.bank.example/login/wecom?a=b")))
                .hasToString("https://login.work.weixin.qq.com/wwlogin/sso/login?login_type=CorpApp"
                        + "&appid=wwsimulator0000001&agentid=1000004"
                        + "&redirect_uri=https%3A%2F%2Fscrm.bank.example%2Flogin%2Fwecom%3Fa%3Db&state=s1");
    }

    private void department(long id, String name, long parent) {
        weCom.answer(
                "department/get",
                ok("\"department\":{\"id\":" + id + ",\"name\":\"" + name + "\",\"parentid\":" + parent
                        + ",\"order\":1}"));
        directory.department(id);
    }

    private static Answer member(String userId, String name) {
        return ok("\"userid\":\"" + userId + "\",\"name\":\"" + name
                + "\",\"department\":[1,2],\"position\":\"客户经理\",\"gender\":\"1\",\"status\":1");
    }

    private static String group(String id, String name, String... tags) {
        return "{\"group_id\":\"" + id + "\",\"group_name\":\"" + name + "\",\"order\":4294967295,\"tag\":["
                + tag(tags[0], tags[1]) + "," + tag(tags[2], tags[3]) + "]}";
    }

    private static String tag(String id, String name) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"create_time\":1,\"order\":1}";
    }

    private static String contact(String more) {
        return "\"external_contact\":{\"external_userid\":\"wmA\",\"name\":\"客户\",\"type\":1,\"gender\":2}," + more;
    }

    private static String follower(String userId, long created) {
        return "{\"userid\":\"" + userId + "\",\"remark\":\"\",\"createtime\":" + created
                + ",\"add_way\":1,\"tags\":[{\"tag_name\":\"熟客\",\"type\":2},"
                + "{\"tag_name\":\"资产\",\"tag_id\":\"etX\",\"type\":1},"
                + "{\"tag_name\":\"分行\",\"tag_id\":\"stX\",\"type\":3}]}";
    }

    private static Answer ok(String fields) {
        return Answer.json("{\"errcode\":0,\"errmsg\":\"ok\"," + fields + "}");
    }
}
