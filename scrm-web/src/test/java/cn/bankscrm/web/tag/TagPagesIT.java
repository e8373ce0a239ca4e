package cn.bankscrm.web.tag;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class TagPagesIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void twoOutlets() throws Exception {
        if (db.sql("select exists (select from core.institution where code = 'TAG-A')")
                .query(Boolean.class)
                .single()) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query(String.class)
                .optional()
                .orElse("TAG-ROOT");
        String head = root.equals("TAG-ROOT") ? "TAG-ROOT,标签总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + "TAG-A,标签甲支行," + root + ",2,440000\r\nTAG-B,标签乙支行,"
                        + root + ",2,440000\r\n");
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                TAG-C1,标甲客,13911120001,1980-01-01,true,1000.00,TAG-A,财富\r
                TAG-C2,标乙客,13911120002,1980-01-01,true,2000.00,TAG-A,财富\r
                TAG-C3,标丙客,13911120003,1980-01-01,true,3000.00,TAG-B,财富\r
                """);
    }

    @Test
    void aCorpTagIsAWishUntilWeComHasIt() {
        Visitor administrator = signedIn(Role.ADMINISTRATOR, null);
        HttpResponse<String> sent =
                administrator.post("/tags", "/tags/groups", "kind", "corp", "name", "页面组", "names", "页面标签一\n页面标签二");
        assertThat(Visitor.location(sent)).isEqualTo("/tags?kind=corp");
        assertThat(administrator.get("/tags").body()).doesNotContain(">页面标签一<").contains("等待企业微信确认");
        assertThat(administrator.get("/tags/wishes").body()).contains("在「页面组」新建标签「页面标签一」", "等待中");
        assertThat(count("select count(*) from core.tag where name like '页面标签%'"))
                .isZero();
        assertThat(count("select count(*) from core.audit_entry where action = 'TAG_CHANGED' and subject_id = '页面组'"))
                .isEqualTo(1);

        long wish = db.sql("select id from core.tag_wish where name = '页面标签一'")
                .query(Long.class)
                .single();
        administrator.post("/tags/wishes", "/tags/wishes/" + wish + "/withdraw");
        assertThat(administrator.get("/tags/wishes").body()).contains("提出人撤回");
    }

    @Test
    void aNameThatDoesNotFitIsSaidBesideNoChange() {
        Visitor administrator = signedIn(Role.ADMINISTRATOR, null);
        administrator.post("/tags", "/tags/groups", "kind", "corp", "name", "空组", "names", " ");
        assertThat(administrator.get("/tags?kind=corp").body()).contains("请至少写一个标签名称");
        administrator.post("/tags", "/tags/groups", "kind", "own", "name", "长".repeat(31), "names", "甲");
        assertThat(administrator.get("/tags?kind=own").body()).contains("也不能超过 30 个字");
    }

    @Test
    void theAuthorIsToldOfAnOverruledWishUntilTheyTakeNote() {
        String name = AccountFixture.account(db, Role.ADMINISTRATOR);
        Visitor author = Visitor.signedIn(port, name, AccountFixture.PASSWORD);
        db.sql("""
                        insert into core.tag_wish (kind, group_name, name, wished_by, wished_at, next_attempt_at, status,
                                                   settled_at, reason)
                        values ('CREATE', '被改组', '作废标签', :by, now(), now(), 'OVERRULED', now(), 'RENAMED_THERE')
                        """).param("by", name).update();
        assertThat(author.get("/tags").body()).contains("您提出的这些变更没有实现", "作废标签", "以企业微信为准");
        assertThat(signedIn(Role.ADMINISTRATOR, null).get("/tags").body()).doesNotContain("作废标签");
        author.post("/tags", "/tags/wishes/seen");
        assertThat(author.get("/tags").body()).doesNotContain("作废标签");
    }

    @Test
    void ownTagsArePutOnCustomersOfTheScopeAlone() {
        Visitor administrator = signedIn(Role.ADMINISTRATOR, null);
        administrator.post("/tags", "/tags/groups", "kind", "own", "name", "批量组", "names", "批量标签");
        Visitor ofA = signedIn(Role.MIDDLE_OFFICE, "TAG-A");
        HttpResponse<String> preview = ofA.post(
                "/tags/bulk",
                "/tags/bulk/preview",
                "tag",
                "批量组 / 批量标签",
                "on",
                "true",
                "numbers",
                "TAG-C1，TAG-C2 TAG-C3\nTAG-C1");
        assertThat(preview.body()).contains("将给 2 位客户打上「批量组 / 批量标签」", "有 1 个客户号不存在");
        assertThat(tagged("批量标签")).isEmpty();

        ofA.postWithToken(
                Visitor.token(preview),
                "/tags/bulk",
                "tag",
                "批量组 / 批量标签",
                "on",
                "true",
                "numbers",
                "TAG-C1 TAG-C2 TAG-C3");
        assertThat(tagged("批量标签")).containsExactly("TAG-C1", "TAG-C2");
        assertThat(
                        count(
                                "select count(*) from core.activity where kind = 'TAGGED' and details ->> 'tag' = '批量组 / 批量标签'"))
                .isEqualTo(2);
        assertThat(
                        count(
                                "select count(*) from core.audit_entry where action = 'CUSTOMER_TAGGED' and subject_id in ('TAG-C1', 'TAG-C2') and details ->> 'tag' = '批量组 / 批量标签'"))
                .isEqualTo(2);
        assertThat(ofA.get("/customers/TAG-C3/tags").statusCode()).isEqualTo(404);
        assertThat(ofA.postWithToken(Visitor.token(preview), "/customers/TAG-C3/tags", "tag", "批量组 / 批量标签")
                        .statusCode())
                .isEqualTo(404);

        String id = db.sql("select id::text from core.tag where name = '批量标签'")
                .query(String.class)
                .single();
        assertThat(ofA.get("/customers/TAG-C1/tags").body()).contains("批量组 / 批量标签");
        ofA.post("/customers/TAG-C1/tags", "/customers/TAG-C1/tags", "tagId", id);
        assertThat(tagged("批量标签")).containsExactly("TAG-C2");
    }

    @Test
    void listsOfTenThousandTagsAreSearchedAndPaged() {
        db.sql("""
                        with g as (
                            insert into core.tag_group (wecom_group_id, name, sort_order, kind)
                            select 'etGmany' || n, '大组' || n, 0, 'CORP' from generate_series(1, 200) n returning id, name)
                        insert into core.tag (group_id, wecom_tag_id, name, sort_order)
                        select id, 'etTmany' || id || '-' || n, name || '标签' || n, 0 from g, generate_series(1, 50) n
                        """).update();
        try {
            Visitor administrator = signedIn(Role.ADMINISTRATOR, null);
            HttpResponse<String> first = administrator.get("/tags?q=大组");
            assertThat(first.body()).contains("大组1<", "after=").doesNotContain("大组21<");
            assertThat(administrator.get("/tags?q=大组77标签50").body())
                    .contains("大组77标签50")
                    .doesNotContain("大组78");
            String group = db.sql("select id::text from core.tag_group where name = '大组7'")
                    .query(String.class)
                    .single();
            assertThat(administrator.get("/tags/groups/" + group).body()).contains("大组7标签50");
            assertThat(administrator.get("/tags/groups/" + group + "?q=标签49").body())
                    .contains("大组7标签49")
                    .doesNotContain("大组7标签48");
        } finally {
            db.sql("delete from core.tag where wecom_tag_id like 'etTmany%'").update();
            db.sql("delete from core.tag_group where wecom_group_id like 'etGmany%'")
                    .update();
        }
    }

    private Visitor signedIn(Role role, @Nullable String institution) {
        Long id = institution == null
                ? null
                : db.sql("select id from core.institution where code = :code")
                        .param("code", institution)
                        .query(Long.class)
                        .single();
        return Visitor.signedIn(port, AccountFixture.account(db, role, id, null), AccountFixture.PASSWORD);
    }

    private List<String> tagged(String tag) {
        return db.sql("""
                        select c.customer_no from core.customer_tag x
                        join core.tag t on t.id = x.tag_id join core.customer c on c.id = x.customer_id
                        where t.name = :tag order by 1
                        """).param("tag", tag).query((row, n) -> row.getString(1)).list();
    }

    private int count(String sql) {
        return db.sql(sql).query(Integer.class).single();
    }
}
