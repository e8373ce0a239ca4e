package cn.bankscrm.web.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lexicon's pages by plain forms, as two officers of head office and others use them. */
@ScrmWebTest
class LexiconPagesIT {

    private static final String LEXICON = "/compliance/lexicon";
    private static final Pattern EDIT = Pattern.compile("entries/(\\d+)\"[^>]*aria-label=\"修改「([^」]+)」");
    private static final Pattern PROPOSAL = Pattern.compile("false-positives/(\\d+)/take");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    private Visitor anna = new Visitor(0);
    private Visitor boris = new Visitor(0);

    @BeforeEach
    void officersOfHeadOffice() {
        db.sql("""
                insert into core.institution (id, code, name, level, province, version)
                select nextval('core.institution_seq'), 'LEX-ROOT', '词库测试总行', 1, '440000', 0
                where not exists (select from core.institution where parent_id is null)
                """).update();
        db.sql("""
                insert into core.institution (id, code, name, parent_id, level, province, version)
                select nextval('core.institution_seq'), 'LEX-SUB', '词库测试支行', i.id, 2, '440000', 0
                from core.institution i
                where i.parent_id is null
                    and not exists (select from core.institution known where known.code = 'LEX-SUB')
                """).update();
        anna = officer("parent_id is null");
        boris = officer("parent_id is null");
    }

    @Test
    void anEntryGoesFromADraftIntoForceThroughTwoPeople() {
        String draft = begin(anna, "");
        assertThat(anna.get(draft).body()).contains("没有词条", "这是您的草稿");

        HttpResponse<String> faulty = anna.post(
                draft + "/entries/_new",
                draft + "/entries",
                "match",
                "combination",
                "term",
                "保证收益",
                "level",
                "BLOCK",
                "category",
                "承诺",
                "institutions",
                "NOWHERE");
        assertThat(faulty.statusCode()).isEqualTo(200);
        assertThat(faulty.body()).contains("组合词应为以一个竖线分开的两部分", "组合词应写明至多相隔的字数", "value=\"保证收益\"");

        add(
                anna,
                draft,
                "match",
                "literal",
                "term",
                "甲页词",
                "level",
                "BLOCK",
                "category",
                "页面",
                "contexts",
                "不是甲页词",
                "ground",
                "内部制度");
        add(
                anna,
                draft,
                "match",
                "combination",
                "term",
                "甲|乙页",
                "distance",
                "3",
                "level",
                "WARN",
                "category",
                "页面",
                "outlets",
                "CHAT");
        String page = anna.get(draft).body();
        assertThat(page).contains("甲页词", "相隔至多 3 字", "不是甲页词", "内部制度", "2 个词条符合");
        assertThat(anna.get(draft + "?level=WARN").body()).contains("1 个词条符合（共 2 个）");
        assertThat(anna.get(draft + "?q=%E4%B8%8D%E6%98%AF").body()).contains("1 个词条符合（共 2 个）");

        // nobody else works on it, and it is not published before it is submitted
        assertThat(boris.get(draft + "/entries/_new").statusCode()).isEqualTo(404);
        assertThat(boris.get(draft).body()).contains("正在起草").doesNotContain("id=\"publish\"");
        anna.post(draft, draft + "/submit");
        assertThat(anna.get(draft).body()).contains("须由另一位合规人员发布").doesNotContain("id=\"publish\"");
        anna.post(draft, draft + "/publish");
        assertThat(anna.get(draft).body()).contains("待发布");

        boris.post(draft, draft + "/send-back", "reason", "缺一个词");
        add(anna, draft, "match", "literal", "term", "丙页词", "level", "RECORD", "category", "页面");
        anna.post(draft, draft + "/entries/" + entry(draft, "丙页词") + "/remove");
        anna.post(draft, draft + "/submit");
        boris.post(draft, draft + "/publish", "from", "2020-01-01T00:00");
        assertThat(boris.get(draft).body()).contains("待发布");
        boris.post(draft, draft + "/publish");
        assertThat(boris.get(draft).body()).contains("已发布", "甲页词").doesNotContain("丙页词");
        assertThat(boris.get(LEXICON).body()).contains("生效中：2 个词条");
    }

    @Test
    void triesATextAndTellsWhatHitsAndWhatSavedIt() {
        published("丁页词", "不是丁页词");
        long before = verdicts();
        HttpResponse<String> tried = anna.post(LEXICON, LEXICON + "/try", "text", "丁 页 词，但这不是丁页词", "outlet", "CHAT");
        assertThat(tried.body()).contains("拦截，不能发出", "<mark class=\"block\"", "「丁 页 词」", "在安全语境「不是丁页词」之中", "内部制度");
        assertThat(verdicts()).isEqualTo(before);
        assertThat(anna.post(LEXICON, LEXICON + "/try", "text", "您好").body()).contains("可以发出", "没有词条命中");
    }

    @Test
    void refusesWhatWouldNotDoWhatItsAuthorMeans() {
        String draft = begin(anna, "");
        String[] first = {"match", "literal", "term", "辛页词", "level", "BLOCK", "category", "页面", "contexts", "不是辛页词"};
        add(anna, draft, first);

        assertThat(refused(draft, "辛 頁 词", "", "")).contains("草稿里已有同样的词", "已有词条「辛页词」：拦截，安全语境 不是辛页词");
        assertThat(refused(draft, "壬页词", "癸页", "")).contains("有安全语境里并不出现这个词");
        assertThat(refused(draft, "壬页词", "", "宇航员")).contains("有岗位没有人担任");

        add(anna, draft, "match", "literal", "term", "辛页词", "level", "WARN", "category", "页面", "outlets", "MOMENT");
        assertThat(anna.get(draft).body()).contains("同一个词有多个词条：1 对", "较宽", "较窄");
        assertThat(anna.get(draft + "/difference").body()).contains("同一个词有多个词条：1 对");
        anna.post(draft, draft + "/drop");
    }

    private String refused(String draft, String term, String contexts, String roles) {
        HttpResponse<String> answer = anna.post(
                draft + "/entries/_new",
                draft + "/entries",
                "match",
                "literal",
                "term",
                term,
                "level",
                "BLOCK",
                "category",
                "页面",
                "contexts",
                contexts,
                "roles",
                roles);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void triesATextAsSomebodyAtAnInstitution() {
        db.sql("""
                insert into core.institution_path (ancestor_id, institution_id, depth)
                select id, id, 0 from core.institution where code = 'LEX-SUB'
                on conflict do nothing
                """).update();
        String draft = begin(anna, "");
        String number = draft.replaceAll(".*/", "");
        add(
                anna,
                draft,
                "match",
                "literal",
                "term",
                "支行词",
                "level",
                "BLOCK",
                "category",
                "页面",
                "institutions",
                "LEX-SUB");
        add(anna, draft, "match", "literal", "term", "客户词", "level", "WARN", "category", "页面", "roles", "客户");

        assertThat(tried(number, "支行词", "", "")).contains("没有词条命中");
        assertThat(tried(number, "支行词", "LEX-SUB", "")).contains("拦截，不能发出");
        assertThat(tried(number, "客户词", "", "")).contains("没有词条命中");
        assertThat(tried(number, "客户词", "", "客户")).contains("提示发送人");
        assertThat(tried(number, "支行词", "NOWHERE", ""))
                .contains("没有编号为 NOWHERE 的机构")
                .doesNotContain("id=\"verdict\"");
        anna.post(draft, draft + "/drop");
    }

    private String tried(String version, String text, String institution, String post) {
        return anna.post(
                        LEXICON,
                        LEXICON + "/try",
                        "text",
                        text,
                        "version",
                        version,
                        "institution",
                        institution,
                        "post",
                        post)
                .body();
    }

    @Test
    void aWrongHitBecomesASafeContextOfADraft() {
        String version = published("戊页词", "不是戊页词");
        String number = version.replaceAll(".*/", "");
        String id = db.sql("""
                        select c.entry_id::text from compliance.lexicon_content c
                        join compliance.lexicon_entry e on e.id = c.entry_id
                        where c.version = :version
                        """)
                .param("version", Integer.valueOf(number))
                .query(String.class)
                .single();
        String wrong = "false-positives";
        assertThat(follow(anna, wrong, "entry", id, "phrase", "戊页词")).contains("处处不再命中");
        assertThat(follow(anna, wrong, "entry", id, "phrase", "别的话")).contains("并没有命中");
        assertThat(follow(anna, wrong, "entry", id, "phrase", "   ")).contains("语境应为");
        assertThat(follow(anna, wrong, "entry", id, "phrase", "防范戊页词")).contains("已记为误报");

        String draft = begin(boris, number);
        String hits = boris.get(LEXICON + "/hits").body();
        Matcher proposal = PROPOSAL.matcher(hits);
        assertThat(proposal.find()).isTrue();
        String last = proposal.group(1);
        assertThat(follow(boris, wrong + "/" + last + "/take", "draft", draft.replaceAll(".*/", "")))
                .contains("已加入草稿");
        assertThat(boris.get(draft).body()).contains("不是戊页词、防范戊页词");
        assertThat(boris.get(draft + "/difference").body()).contains("修改 1 个", "改前", "改后");
        assertThat(follow(boris, wrong + "/" + last + "/dismiss")).contains("已由他人处理");
    }

    @Test
    void countsHitsByEntryAndRollsBack() throws Exception {
        String first = published("己页词", "不是己页词");
        published("庚页词", "不是庚页词");
        new ApiClient(port, "compliance").check("庚页词和庚页词", "CHAT");
        assertThat(officer("parent_id is null").get(LEXICON + "/hits").body()).contains("庚页词", "内部制度");

        String like = first.replaceAll(".*/", "");
        HttpResponse<String> back =
                anna.post(first, LEXICON + "/versions", "like", like, "note", "恢复为第 " + like + " 版的内容");
        String draft = Visitor.location(back);
        assertThat(anna.get(draft + "/difference?with=" + like).body()).contains("没有差异");
        anna.post(draft, draft + "/submit");
        boris.post(draft, draft + "/publish");
        assertThat(new ApiClient(port, "compliance")
                        .check("己页词庚页词", "CHAT")
                        .get("hits")
                        .toString())
                .contains("己页词")
                .doesNotContain("庚页词");
        assertThat(anna.get(draft + "/entries.csv").body())
                .startsWith("\uFEFFterm,level,category,match,distance,safe_contexts")
                .contains("己页词,BLOCK,页面,literal,,不是己页词");
    }

    @Test
    void othersReadAndOfficersOfBranchesDoNotWrite() {
        Visitor branch = officer("code = 'LEX-SUB'");
        assertThat(branch.get(LEXICON).body()).contains("词库由总行合规人员起草").doesNotContain("id=\"note\"");
        assertThat(branch.post(LEXICON, LEXICON + "/versions", "note", "x", "like", "starter")
                        .statusCode())
                .isEqualTo(403);
        Visitor administrator =
                Visitor.signedIn(port, AccountFixture.account(db, Role.ADMINISTRATOR), AccountFixture.PASSWORD);
        assertThat(administrator.get(LEXICON).statusCode()).isEqualTo(200);
        assertThat(administrator
                        .post(LEXICON, LEXICON + "/versions", "note", "x")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void beginsWithTheStarterLexicon() {
        String draft = begin(anna, "starter");
        assertThat(anna.get(draft).body()).contains("银发〔2019〕316号", "这是您的草稿");
        assertThat(anna.get(LEXICON + "/versions/999999999").statusCode()).isEqualTo(404);
        assertThat(anna.get(LEXICON + "/versions/0").statusCode()).isEqualTo(404);
        anna.post(draft, draft + "/drop");
        assertThat(anna.get(draft).body()).contains("已放弃").doesNotContain("id=\"submit\"");
    }

    private long verdicts() {
        return db.sql("select count(*) from compliance.verdict")
                .query(Long.class)
                .single();
    }

    private String published(String term, String context) {
        String draft = begin(anna, "");
        add(
                anna,
                draft,
                "match",
                "literal",
                "term",
                term,
                "level",
                "BLOCK",
                "category",
                "页面",
                "contexts",
                context,
                "ground",
                "内部制度");
        anna.post(draft, draft + "/submit");
        boris.post(draft, draft + "/publish");
        assertThat(boris.get(draft).body()).contains("已发布");
        return draft;
    }

    private static String begin(Visitor author, String like) {
        HttpResponse<String> begun = author.post(LEXICON, LEXICON + "/versions", "note", "测试起草", "like", like);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(302);
        return Visitor.location(begun);
    }

    private static void add(Visitor author, String draft, String... fields) {
        HttpResponse<String> added = author.post(draft + "/entries/_new", draft + "/entries", fields);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(302);
    }

    private String entry(String draft, String term) {
        Matcher edit = EDIT.matcher(anna.get(draft).body());
        while (edit.find()) {
            if (edit.group(2).equals(term)) {
                return edit.group(1);
            }
        }
        throw new AssertionError("No entry " + term);
    }

    private static String follow(Visitor visitor, String path, String... fields) {
        HttpResponse<String> answer = visitor.post(LEXICON + "/hits", LEXICON + "/" + path, fields);
        assertThat(answer.statusCode()).isEqualTo(302);
        return visitor.get(Visitor.location(answer)).body();
    }

    private Visitor officer(String where) {
        @Nullable
        Long institution = db.sql("select min(id) from core.institution where " + where)
                .query(Long.class)
                .single();
        return Visitor.signedIn(
                port, AccountFixture.account(db, Role.COMPLIANCE, institution, null), AccountFixture.PASSWORD);
    }
}
