package cn.bankscrm.web.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Beside a chat: a friend's manager sees who it is and what fits; nobody else does. */
@ScrmWebTest
class ChatIT {

    private static final String SIDEBAR = "/sidebar";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    LexiconDrafts drafts;

    @Autowired
    LexiconInForce lexicon;

    private WorkBranch branch;
    private Visitor manager;

    @BeforeEach
    void aChat() throws Exception {
        branch = new WorkBranch(port, db);
        branch.load();
        if (lexicon.get().isEmpty()) {
            drafts.publish(drafts.draft(StarterLexicon.lines(), "侧边", "chat-author"), null, "chat-publisher");
            lexicon.look();
        }
        manager = branch.manager("WORK-S1");
    }

    @AfterEach
    void over() {
        branch.leaveNothing();
    }

    @Test
    void tellsWhoItIsMaskedAndWhatFitsToTheirManagerAlone() {
        long content = branch.content("ARTICLE", "存款怎么选", "您好，存款怎么选我写了一页。");
        branch.task(branch.content("SCRIPT", "今日问候", "您好，今天降温。"), "10");
        assertThat(customer(manager, "wm-work-1"))
                .contains("晨**", "已认证", "WORK-C1", "财富", "今日问候", "存款怎么选")
                .doesNotContain("晨客户", "13933330001");
        for (String stranger : new String[] {"wm-nobody", "", "x' or 'y"}) {
            assertThat(customer(manager, stranger)).contains("不是您名下的好友").doesNotContain("WORK-C1");
        }
        Visitor colleague = branch.manager("WORK-S2");
        assertThat(customer(colleague, "wm-work-1")).contains("不是您名下的好友").doesNotContain("晨", "WORK-C1");
        assertThat(colleague
                        .post(SIDEBAR, SIDEBAR + "/contents/" + content + "/offer", "userId", "wm-work-1")
                        .body())
                .contains("已经不在待办里")
                .doesNotContain("/offers/");
    }

    @Test
    void contentThatWasSentIsNotProposedAgain() {
        long content = branch.content("ARTICLE", "存款怎么选", "您好，存款怎么选我写了一页。");
        String offered = manager.post(SIDEBAR, SIDEBAR + "/contents/" + content + "/offer", "userId", "wm-work-1")
                .body();
        assertThat(offered).contains("您好，存款怎么选我写了一页。\n", "/l/");
        String key = db.sql("select key::text from engagement.offer where content_id = :id")
                .param("id", content)
                .query(String.class)
                .single();
        manager.post(SIDEBAR, SIDEBAR + "/offers/" + key + "/sent", "way", "CLIENT");
        assertThat(customer(manager, "wm-work-1")).doesNotContain("存款怎么选");
    }

    @Test
    void whileOneTypesNothingIsKeptAndWhatIsAskedForIs() {
        long before = verdicts();
        assertThat(manager.post(SIDEBAR, SIDEBAR + "/check", "live", "true", "text", "明天见")
                        .body())
                .contains("还没有留存结论")
                .doesNotContain("id=\"copy\"", "id=\"go-on\"");
        assertThat(verdicts()).isEqualTo(before);
        assertThat(manager.post(SIDEBAR, SIDEBAR + "/check", "userId", "wm-work-1", "text", "明天见")
                        .body())
                .contains("id=\"copy\"", "id=\"sending\"")
                .doesNotContain("还没有留存结论");
        assertThat(verdicts()).isEqualTo(before + 1);
    }

    @Test
    void aNoteEntersTheTimeLine() {
        assertThat(manager.post(SIDEBAR, SIDEBAR + "/notes", "userId", "wm-work-1", "text", "想了解三年期")
                        .body())
                .contains("id=\"noted\"");
        assertThat(manager.get("/customers/WORK-C1").body()).contains("想了解三年期");
        assertThat(manager.post(SIDEBAR, SIDEBAR + "/notes", "userId", "wm-work-1", "text", "长".repeat(1_001))
                        .body())
                .doesNotContain("id=\"noted\"");
    }

    @Test
    void signsAsWeComsExamplesDo() {
        assertThat(ClientSignatureController.signature(
                        "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg",
                        "Wm3WZYTPz0wzccnW",
                        1_414_587_457,
                        "http://mp.weixin.qq.com?params=value"))
                .isEqualTo("0f9de62fce790f9a083d5c99e95740ceb90c27ed");
    }

    private String customer(Visitor visitor, String userId) {
        return visitor.post(SIDEBAR, SIDEBAR + "/customer", "userId", userId).body();
    }

    private long verdicts() {
        return db.sql("""
                        select count(*) from compliance.verdict v join core.staff s on s.id = v.staff_id where s.staff_no = 'WORK-S1'
                        """).query(Long.class).single();
    }
}
