package cn.bankscrm.web.tag;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class BulkFriendTagsIT {

    private static final String ALL = "BFT-C1 BFT-C2 BFT-C3 BFT-C4 BFT-NOBODY";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void branches() throws Exception {
        TagBranches.load(port, db, "BFT");
    }

    @Test
    void aCorpTagIsWishedForOnTheFriendsOfChosenCustomersOfTheScopeAlone() {
        long tag = TagBranches.corpTag(db, "批量企业组", "重点客户");
        Visitor ofA = middleOfficeOf("BFT-A");
        assertThat(ofA.get("/tags?kind=corp").body()).contains("/tags/bulk?kind=corp");

        HttpResponse<String> preview = ofA.post("/tags/bulk?kind=corp", "/tags/bulk/preview", form("true"));
        assertThat(preview.body()).contains("将给 1 位好友打上「批量企业组 / 重点客户」", "有 1 位客户还不是您范围内员工的已认证好友", "有 3 个客户号不存在");
        assertThat(wishes(tag)).isEmpty();

        HttpResponse<String> done = ofA.postWithToken(Visitor.token(preview), "/tags/bulk", form("true"));
        assertThat(Visitor.location(done)).isEqualTo("/tags/bulk?kind=corp");
        assertThat(ofA.get("/tags/bulk?kind=corp").body()).contains("已提出给 1 位好友打上");
        assertThat(wishes(tag)).containsExactly("MARK BFT-C1 WAITING");
        assertThat(audited()).containsExactly("BFT-C1 true");
        assertThat(ofA.post("/tags/bulk?kind=corp", "/tags/bulk/preview", form("true"))
                        .body())
                .contains("另有 1 位好友已经是这样，或已提出");

        ofA.post("/tags/bulk?kind=corp", "/tags/bulk", form("false"));
        assertThat(wishes(tag)).containsExactly("UNMARK BFT-C1 WAITING");
        assertThat(audited()).containsExactly("BFT-C1 true", "BFT-C1 false");

        // Both branches' by head office.
        Visitor.signedIn(port, AccountFixture.account(db, Role.ADMINISTRATOR, null, null), AccountFixture.PASSWORD)
                .post("/tags/bulk?kind=corp", "/tags/bulk", form("true"));
        assertThat(wishes(tag)).containsExactly("MARK BFT-C1 WAITING", "MARK BFT-C3 WAITING");
    }

    private static String[] form(String on) {
        return new String[] {"kind", "corp", "tag", "批量企业组 / 重点客户", "on", on, "numbers", ALL};
    }

    private Visitor middleOfficeOf(String code) {
        Long institution = db.sql("select id from core.institution where code = :code")
                .param("code", code)
                .query(Long.class)
                .single();
        return Visitor.signedIn(
                port, AccountFixture.account(db, Role.MIDDLE_OFFICE, institution, null), AccountFixture.PASSWORD);
    }

    private List<String> wishes(long tag) {
        return db.sql("""
                        select w.kind || ' ' || c.customer_no || ' ' || w.status
                        from core.tag_wish w
                        join core.friend_link l on l.id = w.link_id
                        join core.binding b on b.contact_id = l.contact_id
                        join core.customer c on c.id = b.customer_id
                        where w.tag_id = :tag order by c.customer_no
                        """).param("tag", tag).query((row, n) -> row.getString(1)).list();
    }

    private List<String> audited() {
        return db.sql("""
                        select subject_id || ' ' || (details ->> 'on')
                        from core.audit_entry
                        where action = 'CUSTOMER_TAGGED' and details ->> 'tag' = '批量企业组 / 重点客户' order by id
                        """).query((row, n) -> row.getString(1)).list();
    }
}
