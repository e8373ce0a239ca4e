package cn.bankscrm.web.sop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A plan from the chooser to its template, as a browser without scripts sends it. */
@ScrmWebTest
class SopPagesIT {

    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    LexiconDrafts drafts;

    @Autowired
    LexiconInForce inForce;

    @BeforeEach
    void twoBranches() throws Exception {
        if (inForce.get().isEmpty()) {
            drafts.publish(drafts.draft(StarterLexicon.lines(), "计划", "sop-lexicon"), null, "sop-publisher");
            inForce.look();
        }
        if (count("core.customer where customer_no = 'SOP-C1'") > 0) {
            return;
        }
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, number) -> row.getString("code"))
                .optional()
                .orElse("SOP-ROOT");
        String head = root.equals("SOP-ROOT") ? "SOP-ROOT,计划总行,,1,440000\r\n" : "";
        ImportedFile.load(
                port,
                "institutions",
                "code,name,parent_code,level,province\r\n" + head + "SOP-A,计划分行," + root + ",2,440000\r\n"
                        + "SOP-A1,计划支行,SOP-A,3,440000\r\nSOP-B,别家分行," + root + ",2,440000\r\n");
        ImportedFile.load(port, "staff", """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to\r
                SOP-S1,计划经理,sop.s1,客户经理,SOP-A1,2024-01-01,\r
                """);
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                SOP-C1,玖客户,,%s,true,1000.00,SOP-A1,\r
                SOP-C2,拾客户,,1990-01-01,true,7000000.00,SOP-A1,\r
                """.formatted(today.minusYears(50).minusDays(3)));
        ImportedFile.load(port, "assignments", """
                customer_no,staff_no,valid_from,valid_to\r
                SOP-C1,SOP-S1,2024-01-01,\r
                SOP-C2,SOP-S1,2024-01-01,\r
                """);
    }

    @AfterEach
    void noPlanGoesOn() {
        db.sql(
                        "update engagement.sop_plan set state = 'ENDED', resumes_as = null, paused_why = null where name like '页面%'")
                .update();
    }

    @Test
    void goesFromTheChooserThroughFourEyesToAPilotAndATemplate() {
        Visitor author = as(Role.MIDDLE_OFFICE, "SOP-A");
        assertThat(author.get("/sop/choose?wecom=FRIENDS&aim=AUM&people=ELDER").body())
                .contains("养老规划五日课", "生日问候")
                .doesNotContain("代发客户开户三步");
        assertThat(author.get("/sop/new?template=act-birthday").body())
                .contains("生日问候", "0:words", "计划支行")
                .doesNotContain("别家分行");

        assertThat(author.post("/sop/new?template=act-birthday", "/sop/draft", plan("preview"))
                        .body())
                .contains("SOP-C1")
                .doesNotContain("SOP-C2", "玖客户");
        assertThat(author.post("/sop/new", "/sop/draft", plan("add")).body()).contains("id=\"step-1\"");

        String plan = Visitor.location(author.post("/sop/new?template=act-birthday", "/sop/draft", plan("save")));
        assertThat(plan).matches("/sop/\\d+");
        assertThat(author.get(plan).body()).contains("草稿", "还没有客户进入计划", "当天", "亲手写一句", "观察 30 天");

        assertThat(act(author, plan, "dry-run").body()).contains("会有 1 位客户入组", "共 1 次触达");
        assertThat(act(author, plan, "submit").body()).contains("等待另一位同事审批").doesNotContain("id=\"approve-plan\"");
        Visitor colleague = as(Role.MIDDLE_OFFICE, "SOP-A");
        assertThat(colleague.get(plan).body()).contains("id=\"approve-plan\"", "会有 1 位客户入组");
        assertThat(act(colleague, plan, "approve").body()).contains("试点中", "id=\"promote-plan\"");
        assertThat(act(author, plan, "promote").body()).contains("不能自己批准");

        assertThat(act(colleague, plan, "keep", "name", "页面模板", "reason", "先打电话再发")
                        .body())
                .contains("已存为模板");
        Visitor elsewhere = as(Role.MIDDLE_OFFICE, "SOP-B");
        assertThat(elsewhere.get("/sop/choose").body()).contains("页面模板", "先打电话再发");
        assertThat(elsewhere.get(plan).statusCode()).as("another branch's plan").isEqualTo(404);
        assertThat(elsewhere.get("/sop").body()).doesNotContain("页面生日");
        assertThat(as(Role.BRANCH_MANAGER, "SOP-A1").get(plan).body())
                .as("it reaches this outlet, which reads it and changes nothing")
                .contains("页面生日")
                .doesNotContain("id=\"edit-plan\"", "id=\"do-pause\"");

        assertThat(act(colleague, plan, "pause").body()).contains("请写明原因");
        assertThat(act(colleague, plan, "pause", "reason", "客户有意见").body()).contains("暂停了计划：客户有意见");
        db.sql("delete from engagement.sop_template where name = '页面模板'").update();
    }

    @Test
    void forbiddenWordsAndWhatCannotBeReadAreRefusedBesideWhatWasTyped() {
        Visitor author = as(Role.MIDDLE_OFFICE, "SOP-A");
        String[] wrong = with(plan("save"), "0:at", "", "0:words", "亲手写");
        assertThat(author.post("/sop/new", "/sop/draft", wrong).body()).contains("第 1 步：请写几点", "亲手写");

        String plan = Visitor.location(
                author.post("/sop/new", "/sop/draft", with(plan("save"), "0:words", "这款产品保本保收益，稳赚不赔")));
        assertThat(act(author, plan, "submit").body()).contains("第 1 步：用语没有通过敏感词检查", "草稿");
    }

    @Test
    void headOfficeAloneChangesTheRulesAgainstFatigue() {
        Visitor administrator = as(Role.ADMINISTRATOR, null);
        assertThat(administrator.get("/sop/fatigue").body()).contains("国庆节", "save-fatigue");
        assertThat(as(Role.MIDDLE_OFFICE, "SOP-A").get("/sop/fatigue").body())
                .contains("国庆节")
                .doesNotContain("save-fatigue");
        assertThat(administrator
                        .post("/sop/fatigue", "/sop/fatigue/holidays", "act", "add", "day", "2031-02-03", "name", "春节")
                        .statusCode())
                .isEqualTo(302);
        assertThat(administrator.get("/sop/fatigue").body()).contains("2031-02-03 春节");
        administrator.post("/sop/fatigue", "/sop/fatigue/holidays", "act", "remove", "day", "2031-02-03");
        assertThat(administrator.get("/sop/fatigue").body()).doesNotContain("2031-02-03");

        String[] rules = {
            "from",
            "20:30",
            "to",
            "09:00",
            "complaintDays",
            "30",
            "deletionDays",
            "90",
            "channel",
            "",
            "days",
            "1",
            "most",
            "1",
            "channel",
            "",
            "days",
            "7",
            "most",
            "3",
            "channel",
            "",
            "days",
            "30",
            "most",
            "8",
            "channel",
            "MASS_SEND",
            "days",
            "7",
            "most",
            "1",
            "channel",
            "MASS_SEND",
            "days",
            "30",
            "most",
            "4",
            "channel",
            "",
            "days",
            "",
            "most",
            ""
        };
        administrator.post("/sop/fatigue", "/sop/fatigue", rules);
        assertThat(administrator.get("/sop/fatigue").body()).contains("已保存");
        assertThat(count("engagement.fatigue_cap")).isEqualTo(5);
        administrator.post("/sop/fatigue", "/sop/fatigue", with(rules, "complaintDays", "400"));
        assertThat(administrator.get("/sop/fatigue").body()).contains("没有保存");
    }

    private HttpResponse<String> act(Visitor who, String plan, String act, String... more) {
        String page = who.get(plan).body();
        Matcher revision = Pattern.compile("name=\"revision\" value=\"(\\d+)\"").matcher(page);
        String seen = revision.find() ? revision.group(1) : "0";
        who.post(
                plan,
                plan,
                Stream.concat(Stream.of("act", act, "revision", seen), Arrays.stream(more))
                        .toArray(String[]::new));
        return who.get(plan);
    }

    private static String[] plan(String act) {
        return new String[] {
            "act",
            act,
            "id",
            "",
            "revision",
            "0",
            "name",
            "页面生日",
            "scene",
            "ACTIVATION",
            "trigger",
            "birthday",
            "step",
            "0",
            "0:side",
            "same",
            "0:at",
            "09:30",
            "0:channel",
            "TASK",
            "0:worth",
            "60",
            "0:words",
            "亲手写一句生日问候",
            "goal",
            "assets",
            "goalBy",
            "10000",
            "days",
            "30",
            "atGoal",
            "on",
            "control",
            "0",
            "pilot",
            "SOP-A1"
        };
    }

    /** The fields with some of them changed. */
    private static String[] with(String[] fields, String... changed) {
        String[] all = fields.clone();
        for (int i = 0; i < changed.length; i += 2) {
            for (int k = 0; k < all.length; k += 2) {
                if (all[k].equals(changed[i])) {
                    all[k + 1] = changed[i + 1];
                }
            }
        }
        return all;
    }

    private Visitor as(Role role, @Nullable String institution) {
        Long id = institution == null
                ? null
                : db.sql("select id from core.institution where code = :code")
                        .param("code", institution)
                        .query(Long.class)
                        .single();
        return Visitor.signedIn(port, AccountFixture.account(db, role, id, null), AccountFixture.PASSWORD);
    }

    private long count(String from) {
        return db.sql("select count(*) from " + from).query(Long.class).single();
    }
}
