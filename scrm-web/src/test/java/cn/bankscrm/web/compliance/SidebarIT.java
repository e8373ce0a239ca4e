package cn.bankscrm.web.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Somebody asks before they send: the same door as everywhere, by plain forms. */
@ScrmWebTest
class SidebarIT {

    private static final String SIDEBAR = "/sidebar";
    private static final Pattern VERDICT = Pattern.compile("name=\"verdict\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    private Visitor manager = new Visitor(0);
    private long staff;

    @BeforeEach
    void aManagerAndALexicon() throws Exception {
        JsonNode status = new ApiClient(port, "everything").deliver("""
                term,level,category,match,distance,safe_contexts,ground
                侧边禁词,BLOCK,承诺收益,literal,,不说侧边禁词,内部制度
                侧边提示词,WARN,营销,literal,,,
                侧边记录词,RECORD,观察,literal,,,
                """);
        assertThat(new ApiClient(port, "compliance")
                        .publish(status.get("version").asInt())
                        .statusCode())
                .isEqualTo(200);
        staff = db.sql("""
                        insert into core.staff (id, staff_no, version)
                        select id, 'SIDE-' || id, 0 from (select nextval('core.staff_seq') as id) fresh
                        returning id
                        """).query(Long.class).single();
        manager = Visitor.signedIn(
                port, AccountFixture.account(db, Role.RELATIONSHIP_MANAGER, null, staff), AccountFixture.PASSWORD);
    }

    @Test
    void blocksWithReasonAndSaferWordsAndKeepsTheVerdict() {
        assertThat(check("老师好，\r\n侧 边 禁 词"))
                .contains("不能发送", "<mark class=\"block\"", "「侧 边 禁 词」", "这样说可以：不说侧边禁词", "依据：内部制度")
                .doesNotContain("id=\"copy\"", "id=\"go-on\"", "class=\"rail");
        assertThat(kept()).isEqualTo("BLOCK CHAT");
    }

    @Test
    void whoIsWarnedGoesOnWithThatText() {
        String page = check("侧边提示词\r\n明天见");
        assertThat(page).contains("请再看一眼", "请换一种说法", "id=\"go-on\"").doesNotContain("id=\"copy\"");
        Matcher verdict = VERDICT.matcher(page);
        assertThat(verdict.find()).isTrue();

        assertThat(goOn(verdict.group(1), "侧边提示词，后天见")).contains("请重新检查").doesNotContain("id=\"copy\"");
        assertThat(accepted()).isZero();
        assertThat(goOn(verdict.group(1), "侧边提示词\r\n明天见")).contains("仍要发送", "id=\"copy\"");
        assertThat(accepted()).isEqualTo(1);
        assertThat(goOn("1-1", "您好")).contains("请重新检查");
        assertThat(goOn("什么", "您好")).contains("请重新检查");
    }

    @Test
    void whatPassesCanBeCopiedAndWhatIsOnlyRecordedIsNotTold() {
        assertThat(check("侧边记录词您好")).contains("可以发送", "id=\"copy\"").doesNotContain("<mark", "观察");
        assertThat(kept()).isEqualTo("PASS CHAT");
    }

    @Test
    void badInputGetsASentence() {
        long before = verdicts();
        assertThat(check("  ")).contains("请先写下要检查的话");
        assertThat(check("长".repeat(4_001))).contains("一次至多检查 4,000 个字");
        assertThat(manager.post(SIDEBAR, SIDEBAR + "/check").body()).contains("请先写下要检查的话");
        assertThat(verdicts()).isEqualTo(before);
    }

    private String check(String text) {
        return manager.post(SIDEBAR, SIDEBAR + "/check", "text", text).body();
    }

    private String goOn(String verdict, String text) {
        return manager.post(SIDEBAR, SIDEBAR + "/go-on", "verdict", verdict, "text", text)
                .body();
    }

    private String kept() {
        return db.sql("select verdict || ' ' || outlet from compliance.verdict where staff_id = :staff")
                .param("staff", staff)
                .query(String.class)
                .single();
    }

    private long accepted() {
        return db.sql("""
                        select count(*) from compliance.warning_accepted a
                        join compliance.verdict v on v.at = a.verdict_at and v.id = a.verdict_id
                        where v.staff_id = :staff
                        """).param("staff", staff).query(Long.class).single();
    }

    private long verdicts() {
        return db.sql("select count(*) from compliance.verdict where staff_id = :staff")
                .param("staff", staff)
                .query(Long.class)
                .single();
    }
}
