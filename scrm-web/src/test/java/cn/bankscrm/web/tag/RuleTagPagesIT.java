package cn.bankscrm.web.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tag follows a segment, on the pages, as a browser without scripts sends it. */
@ScrmWebTest
class RuleTagPagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    private Visitor administrator = new Visitor(0);

    @BeforeEach
    void branches() throws Exception {
        TagBranches.load(port, db, "RTP");
        administrator = Visitor.signedIn(
                port, AccountFixture.account(db, Role.ADMINISTRATOR, null, null), AccountFixture.PASSWORD);
    }

    @Test
    void ownAndCorpTagsFollowASegmentAndNoHandChangesThem() {
        String segment = segment("规则标签客群");
        administrator.post("/tags", "/tags/groups", "kind", "own", "name", "随群组", "names", "随群标签");
        long own = db.sql("select id from core.tag where name = '随群标签'")
                .query(Long.class)
                .single();
        administrator.post("/tags/bulk", "/tags/bulk", "tag", "随群组 / 随群标签", "on", "true", "numbers", "RTP-C2 RTP-C3");
        String page = "/tags/" + own + "/rule";
        assertThat(administrator
                        .get("/tags/groups/"
                                + db.sql("select group_id::text from core.tag where id = :id")
                                        .param("id", own)
                                        .query(String.class)
                                        .single())
                        .body())
                .contains(page);

        assertThat(administrator.get(page + "?segment=" + segment).body())
                .contains("客群「规则标签客群」现有 2 位客户", "将给其中 1 位客户打上", "有 1 位客户身上有这个标签但不在客群中，将去掉");
        administrator.post(page, page, "segment", segment);
        await().atMost(PATIENCE).until(() -> carrying(own).equals(List.of("RTP-C1", "RTP-C3")));
        assertThat(administrator.get(page).body()).contains("跟随客群「规则标签客群」", "停止跟随");
        assertThat(administrator.get("/segments/" + segment).body()).contains("跟随这个客群的标签", "随群组 / 随群标签");
        assertThat(administrator.get("/customers/RTP-C1/tags").body()).contains("按规则");

        administrator.post("/customers/RTP-C1/tags", "/customers/RTP-C1/tags", "tagId", Long.toString(own));
        administrator.post("/tags/bulk", "/tags/bulk", "tag", "随群组 / 随群标签", "on", "true", "numbers", "RTP-C2");
        assertThat(carrying(own)).containsExactly("RTP-C1", "RTP-C3");

        long corp = TagBranches.corpTag(db, "随群企业组", "企业随群");
        String ofCorp = "/tags/" + corp + "/rule";
        assertThat(administrator.get(ofCorp + "?segment=" + segment).body()).contains("将给其中客户的 2 位好友打上");
        administrator.post(ofCorp, ofCorp, "segment", segment);
        await().atMost(PATIENCE).until(() -> wishes(corp) == 2);
        assertThat(administrator.get("/tags/bulk?kind=corp").body()).doesNotContain("企业随群");

        administrator.post(page, page + "/end");
        assertThat(administrator.get(page).body()).doesNotContain("id=\"end-rule\"");
        administrator.post("/customers/RTP-C1/tags", "/customers/RTP-C1/tags", "tagId", Long.toString(own));
        assertThat(carrying(own)).containsExactly("RTP-C3");
        assertThat(db.sql("""
                                select details ->> 'change' from core.audit_entry
                                where action = 'TAG_CHANGED' and subject_id = '随群组 / 随群标签' order by id
                                """).query((row, n) -> row.getString(1)).list()).containsExactly("FOLLOW", "RELEASE");
    }

    @Test
    void onlyWhoSeesTheWholeBankMayDoIt() {
        long tag = TagBranches.corpTag(db, "越权组", "越权标签");
        Long branch = db.sql("select id from core.institution where code = 'RTP-A'")
                .query(Long.class)
                .single();
        Visitor ofBranch = Visitor.signedIn(
                port, AccountFixture.account(db, Role.MIDDLE_OFFICE, branch, null), AccountFixture.PASSWORD);

        assertThat(ofBranch.get("/tags/" + tag + "/rule").statusCode()).isEqualTo(404);
        assertThat(ofBranch.post("/tags", "/tags/" + tag + "/rule", "segment", "1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theCustomersPageSaysWhyTheyAreInASegment() {
        String segment = segment("说明客群");
        String why = "/customers/RTP-C1/segments/" + segment;
        await().atMost(PATIENCE)
                .until(() -> administrator.get("/customers/RTP-C1").body().contains(why));

        assertThat(administrator.get(why).body())
                .contains("为什么在客群「说明客群」", "符合规则，在客群中", "7,000,000.00", "属于「RTP甲支行」及下级机构")
                .contains("<nav class=\"crumbs\"");
        assertThat(db.sql("""
                                select count(*) from core.audit_entry
                                where action = 'CUSTOMER_OPENED' and subject_id = 'RTP-C1' and details ->> 'segment' = :segment
                                """).param("segment", segment).query(Integer.class).single())
                .isEqualTo(1);
        String delivered = db.sql("select id::text from core.segment where name = '财富' and kind = 'DELIVERED'")
                .query(String.class)
                .single();
        assertThat(administrator.get("/customers/RTP-C1/segments/" + delivered).body())
                .contains("名单由行内客户文件交付");
        assertThat(administrator
                        .get("/customers/RTP-NOBODY/segments/" + segment)
                        .statusCode())
                .isEqualTo(404);
    }

    /** Of the rich at home in either outlet. @return its number */
    private String segment(String name) {
        String[] rule = {
            "act",
            "save",
            "name",
            name,
            "from",
            LocalDate.now(ZoneId.of("Asia/Shanghai")).toString(),
            "comment",
            "试点",
            "mode:",
            "ALL",
            "part",
            "0",
            "kind:0",
            "assets",
            "0:from",
            "600万",
            "part",
            "1",
            "mode:1",
            "ANY",
            "part",
            "1.0",
            "kind:1.0",
            "institution",
            "1.0:code",
            "RTP-A",
            "part",
            "1.1",
            "kind:1.1",
            "institution",
            "1.1:code",
            "RTP-B"
        };
        String saved = Visitor.location(administrator.post("/segments/new", "/segments/draft", rule));
        await().atMost(PATIENCE)
                .until(() -> db.sql("select computed_on is not null from core.segment where name = :name")
                        .param("name", name)
                        .query(Boolean.class)
                        .single());
        return saved.substring(saved.lastIndexOf('/') + 1);
    }

    private List<String> carrying(long tag) {
        return db.sql("""
                        select c.customer_no from core.customer_tag t join core.customer c on c.id = t.customer_id
                        where t.tag_id = :tag order by 1
                        """).param("tag", tag).query((row, n) -> row.getString(1)).list();
    }

    private int wishes(long tag) {
        return db.sql("select count(*) from core.tag_wish where tag_id = :tag and kind = 'MARK' and by_rule")
                .param("tag", tag)
                .query(Integer.class)
                .single();
    }
}
