package cn.bankscrm.web.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A manager's own day, by plain forms; a colleague's is another. */
@ScrmWebTest
class WorkbenchIT {

    private static final String DAY = "/workbench";
    private static final Pattern OFFER = Pattern.compile("/workbench/offers/([0-9a-f-]{36})/sent");

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
    void aDay() throws Exception {
        branch = new WorkBranch(port, db);
        branch.load();
        if (lexicon.get().isEmpty()) {
            publish();
        }
        manager = branch.manager("WORK-S1");
    }

    @AfterEach
    void over() {
        branch.leaveNothing();
    }

    @Test
    void showsOwnTasksByWorthMaskedAndToNobodyElse() {
        long less = branch.task(branch.content("SCRIPT", "问候一句", "天冷了，注意添衣。"), "10");
        long more = branch.task(branch.content("SCRIPT", "到期提醒", "您的定存快到期了，有空聊聊吗？"), "99");

        String page = manager.get(DAY).body();
        assertThat(page)
                .contains("晨**", "WORK-C1", "资产 128 万", "附内容：「到期提醒」", "今天生日", "新加 1 位好友，1 位已有效")
                .doesNotContain("晨客户", "13933330001", "暮");
        assertThat(page.indexOf("touch-" + more)).isPositive().isLessThan(page.indexOf("touch-" + less));
        assertThat(Visitor.location(manager.get("/"))).endsWith("/workbench");
        assertThat(branch.manager("WORK-S2").get(DAY).body()).contains("今天没有待办").doesNotContain("晨*", "touch-" + more);
        assertThat(db.sql("""
                        select count(*) from core.audit_entry where action = 'CUSTOMERS_LISTED' and subject_id = 'workbench'
                        """).query(Long.class).single()).isPositive();
    }

    @Test
    void handsOutClearedWordsAndRecordsTheSendingOnce() {
        long task = branch.task(branch.content("ARTICLE", "三年的钱怎么存", "您好，三年不用的钱怎么存，我写了一页。"), "10");
        String page = post(manager, task, "words");
        assertThat(page).contains("已筛查，可以原文发送", "您好，三年不用的钱怎么存，我写了一页。\n", "/l/");
        String key = offer(page);
        assertThat(db.sql(
                                "select count(*) from compliance.verdict v join engagement.offer o on o.verdict_id = v.id and o.verdict_at = v.at where o.key = :key::uuid")
                        .param("key", key)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        Visitor colleague = branch.manager("WORK-S2");
        colleague.post(DAY, DAY + "/offers/" + key + "/sent");
        assertThat(branch.state(task)).isEqualTo("PLANNED");
        manager.post(DAY, DAY + "/offers/" + key + "/sent");
        manager.post(DAY, DAY + "/offers/" + key + "/sent");
        assertThat(branch.state(task)).isEqualTo("SENT");
        assertThat(db.sql("select way from engagement.offer where sent_at is not null and touch_id = :id")
                        .param("id", task)
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("COPIED"));
        assertThat(manager.get(DAY).body()).contains("今天已做完 1 件").doesNotContain("touch-" + task);
    }

    @Test
    void aColleagueDoesNothingWithIt() {
        long task = branch.task(branch.content("SCRIPT", "问候一句", "天冷了，注意添衣。"), "10");
        Visitor colleague = branch.manager("WORK-S2");
        assertThat(post(colleague, task, "words")).contains("已经不在待办里").doesNotContain("天冷了");
        for (String act : List.of("done", "draft")) {
            post(colleague, task, act);
        }
        colleague.post(DAY, DAY + "/tasks/touch-" + task + "/decline", "reason", "DISLIKED");
        assertThat(branch.state(task)).isEqualTo("PLANNED");
    }

    @Test
    void whatDoesNotPassIsHeldAndCanBeReworded() {
        publish();
        long task = branch.task(branch.content("SCRIPT", "推荐", "这款产品保本保收益。"), "10");
        assertThat(post(manager, task, "words")).contains("没有通过筛查", "这款产品保本保收益").doesNotContain("/offers/");
        String mended = manager.post(DAY, DAY + "/tasks/touch-" + task + "/words", "text", "这款产品您可以看看。")
                .body();
        assertThat(mended).contains("已筛查，可以原文发送", "这款产品您可以看看。");
    }

    @Test
    void whatWasWithdrawnIsNotHandedOut() {
        long content = branch.content("SCRIPT", "旧话术", "您好");
        long task = branch.task(content, "10");
        db.sql("update engagement.content_version set state = 'WITHDRAWN' where content_id = :id")
                .param("id", content)
                .update();
        assertThat(post(manager, task, "words")).contains("内容已下线").doesNotContain("/offers/");
        assertThat(branch.state(task)).isEqualTo("WITHDRAWN");
    }

    @Test
    void keysThatNameNoTaskAreNotFound() {
        assertThat(manager.post(DAY, DAY + "/tasks/touch-0/done").statusCode()).isEqualTo(302);
        assertThat(manager.post(DAY, DAY + "/tasks/send-7/done").statusCode()).isEqualTo(404);
        assertThat(manager.post(DAY, DAY + "/tasks/certify-7/words").statusCode())
                .isEqualTo(404);
    }

    private void publish() {
        drafts.publish(drafts.draft(StarterLexicon.lines(), "今日", "work-author"), null, "work-publisher");
        lexicon.look();
    }

    private String post(Visitor visitor, long task, String act) {
        return visitor.post(DAY, DAY + "/tasks/touch-" + task + "/" + act).body();
    }

    private static String offer(String page) {
        Matcher found = OFFER.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
