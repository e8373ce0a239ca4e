package cn.bankscrm.web.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.compliance.ReferenceLexicon.Line;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A lexicon comes in by one client, is published by another, and texts are judged by it. */
@ScrmWebTest
class LexiconApiIT {

    private static final String HEADER = "term,level,category,match,distance,safe_contexts\n";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    MeterRegistry metrics;

    private ApiClient author;
    private ApiClient publisher;

    @BeforeEach
    void clients() throws Exception {
        author = new ApiClient(port, "everything");
        publisher = new ApiClient(port, "compliance");
    }

    @Test
    void judgesEveryReferenceLineRightly() throws Exception {
        publish(ReferenceLexicon.csv());
        List<Line> lines = ReferenceLexicon.lines();
        assertThat(lines).hasSize(500);

        List<String> wrong = new ArrayList<>();
        for (Line line : lines) {
            JsonNode answer = publisher.check(line.text(), "CHAT");
            List<String> terms = answer.get("hits")
                    .valueStream()
                    .map(hit -> hit.get("term").asString())
                    .distinct()
                    .sorted()
                    .toList();
            boolean right = answer.get("verdict").asString().equals(line.verdict())
                    && terms.equals(line.terms().stream().sorted().toList())
                    && answer.get("hits").valueStream().allMatch(hit -> pointsAtIt(hit, line));
            if (!right) {
                wrong.add(line.id() + " " + line.kind() + " " + answer);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A hit's range, read plainly, is the term; one in traditional characters has as many of them. */
    private static boolean pointsAtIt(JsonNode hit, Line line) {
        String found = plain(
                line.text().substring(hit.get("start").asInt(), hit.get("end").asInt()));
        String[] parts = hit.get("term").asString().split("\\|", -1);
        String first = plain(parts[0]);
        String last = plain(parts[parts.length - 1]);
        if (line.kind().equals("traditional")) {
            return parts.length == 1 ? found.length() == first.length() : found.length() >= (first + last).length();
        }
        return parts.length == 1 ? found.equals(first) : found.startsWith(first) && found.endsWith(last);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }

    @Test
    void anImportWaitsForAnotherClientAndThenScreensAtOnce() throws Exception {
        publish(HEADER + "甲词,BLOCK,测试,literal,,\n");

        JsonNode status = author.deliver(HEADER + "乙词,WARN,测试,literal,,不是乙词\n");
        assertThat(status.get("status").asString()).isEqualTo("DONE");
        assertThat(status.get("applied").asInt()).isEqualTo(1);
        int version = status.get("version").asInt();
        assertThat(verdict("甲词乙词")).isEqualTo("BLOCK");

        assertThat(author.publish(version).statusCode()).isEqualTo(409);
        assertThat(author.publish(version).body()).contains("urn:bankscrm:problem:four-eyes");
        assertThat(publisher.publish(version).statusCode()).isEqualTo(200);

        assertThat(verdict("甲词乙词")).isEqualTo("WARN");
        assertThat(verdict("这不是乙词")).isEqualTo("PASS");
        assertThat(publisher.publish(version).statusCode()).isEqualTo(404);
        assertThat(publisher.publish(987_654_321).statusCode()).isEqualTo(404);
        assertThat(publisher.publish(0).statusCode()).isEqualTo(404);
    }

    @Test
    void aFileWithAFaultBecomesNothingAndEveryFaultIsNamed() throws Exception {
        publish(HEADER + "甲词,BLOCK,测试,literal,,\n");
        long versions = versions();

        JsonNode status = author.deliver(HEADER
                + "好词,BLOCK,测试,literal,,\n"
                + "坏词,STOP,测试,exact,,\n"
                + ",WARN,测试,literal,,\n"
                + "一|二,WARN,测试,combination,,\n"
                + "一二,WARN,测试,combination,3,\n"
                + "三,WARN,测试,literal,9,\n"
                + "！！,WARN,测试,literal,,\n"
                + "四,WARN,测试,literal,,，\n"
                + "五|六,WARN,测试,combination,9999,\n");

        assertThat(status.get("status").asString()).isEqualTo("FAILED");
        assertThat(status.has("version")).isFalse();
        assertThat(status.get("applied").asInt()).isZero();
        assertThat(status.get("errors")
                        .valueStream()
                        .map(error ->
                                error.get("line") + " " + error.get("column").asString()))
                .containsExactlyInAnyOrder(
                        "3 level",
                        "3 match",
                        "4 term",
                        "5 distance",
                        "6 term",
                        "7 distance",
                        "8 term",
                        "9 safe_contexts",
                        "10 distance");
        assertThat(status.get("errors")
                        .valueStream()
                        .map(error -> error.get("reason").asString()))
                .contains("应为 BLOCK、WARN 或 RECORD", "组合词应写明至多相隔的字数", "词中没有文字或数字", "不能为空");
        assertThat(author.deliver(HEADER).get("status").asString()).isEqualTo("FAILED");
        assertThat(author.deliver("term,level\n一,WARN\n").get("failure").asString())
                .contains("表头缺少此列");
        assertThat(versions()).isEqualTo(versions);
        assertThat(verdict("甲词")).isEqualTo("BLOCK");
    }

    @Test
    void readsTheColumnsThatOnlyThisPlatformHas() throws Exception {
        publish("""
                ground,term,level,category,match,distance,safe_contexts,outlets,readings
                内部制度,丙词,BLOCK,测试,literal,,,MOMENT|content,
                ,稳赚不赔,BLOCK,测试,literal,,,,INITIALS|PINYIN
                """);

        assertThat(verdict("丙词")).isEqualTo("PASS");
        assertThat(publisher.check("丙词", "MOMENT").get("verdict").asString()).isEqualTo("BLOCK");
        assertThat(verdict("wzbp，加我")).isEqualTo("BLOCK");
    }

    @Test
    void whoOnlyDeliversTheLexiconSeesNoOtherImports() throws Exception {
        long other = db.sql("""
                        insert into core.import_run
                            (kind, status, phase, file_name, file_size, file_digest, stored_as, node, started_by, started_at)
                        values ('customers', 'DONE', 'FINISHED', 'c.csv', 1, '\\x00', 's', 'n', 't', now())
                        returning id
                        """).query(Long.class).single();
        assertThat(publisher.get("/api/v1/imports/" + other).statusCode()).isEqualTo(404);
        assertThat(publisher.get("/api/v1/imports/" + other + "/rejected.csv").statusCode())
                .isEqualTo(404);
        long own = author.deliver(HEADER + "丁词,WARN,测试,literal,,\n").get("id").asLong();
        assertThat(publisher.get("/api/v1/imports/" + own).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsAVerdictOfEveryCheckButNotItsTextAndCountsIt() throws Exception {
        publish(HEADER + "戊词,BLOCK,测试,literal,,\n");
        double before = blocked();
        publisher.check("只此一次的戊词话术", "WELCOME");

        assertThat(blocked()).isEqualTo(before + 1);
        assertThat(db.sql("""
                        select v::text from compliance.verdict v where outlet = 'WELCOME' and verdict = 'BLOCK'
                        order by at desc limit 1
                        """).query(String.class).single())
                .contains("compliance", "\"\"start\"\": 5")
                .doesNotContain("只此一次");
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        publish(HEADER + "己词,BLOCK,测试,literal,,\n");
        for (Map<String, String> wrong : List.of(Map.of("text", "您好", "outlet", "FAX"), Map.of("text", "您好"))) {
            HttpResponse<String> answer = publisher.checked(wrong);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("urn:bankscrm:problem:invalid-field", "\"fields\":[\"outlet\"]");
        }
        assertThat(publisher
                        .checked(Map.of("text", "您好", "outlet", "CHAT", "staffNo", " "))
                        .body())
                .contains("\"fields\":[\"staffNo\"]");
        assertThat(publisher
                        .checked(Map.of("text", "您好", "outlet", "CHAT", "staffNo", "NOBODY-1"))
                        .body())
                .contains("urn:bankscrm:problem:invalid-field", "staffNo");
        assertThat(publisher
                        .checked(Map.of("text", "好".repeat(100_001), "outlet", "CHAT"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aWarnedSenderGoesOnWithThatTextAlone() throws Exception {
        publish(HEADER + "辛词,WARN,测试,literal,,\n壬词,BLOCK,测试,literal,,\n");
        Map<String, String> text = Map.of("text", "辛词来了", "outlet", "SOP");
        JsonNode warned = publisher.check("辛词来了", "SOP");
        String verdict = warned.get("verdictId").asString();
        assertThat(warned.get("verdict").asString()).isEqualTo("WARN");
        assertThat(warned.get("lexiconVersion").asInt())
                .isEqualTo(db.sql("select max(number) from compliance.lexicon_version where status = 'PUBLISHED'")
                        .query(Integer.class)
                        .single());

        assertThat(publisher
                        .goOn(verdict, Map.of("text", "辛词走了", "outlet", "SOP"))
                        .body())
                .contains("urn:bankscrm:problem:check-again");
        assertThat(publisher.goOn("nonsense", text).statusCode()).isEqualTo(404);
        HttpResponse<String> gone = publisher.goOn(verdict, text);
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);
        assertThat(gone.body()).contains("\"accepted\":true", verdict);
        assertThat(db.sql("""
                        select count(*) from compliance.warning_accepted a
                        join compliance.verdict v on v.at = a.verdict_at and v.id = a.verdict_id
                        where v.id = :id and a.actor = v.actor
                        """)
                        .param("id", Long.valueOf(verdict.replaceAll(".*-", "")))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        String blocked = publisher.check("壬词", "SOP").get("verdictId").asString();
        assertThat(publisher
                        .goOn(blocked, Map.of("text", "壬词", "outlet", "SOP"))
                        .statusCode())
                .isEqualTo(409);
        publish(HEADER + "辛词,WARN,换版,literal,,\n");
        assertThat(publisher.goOn(verdict, text).statusCode()).isEqualTo(409);
    }

    @Test
    void namesTheLineThatAnotherGetsInTheWayOf() throws Exception {
        JsonNode status = author.deliver("""
                term,level,category,match,distance,safe_contexts,outlets,roles
                癸词,BLOCK,测试,literal,,不是癸词,,
                子词,BLOCK,测试,literal,,丑词,,
                癸-词,WARN,测试,literal,,,,
                癸词,WARN,测试,literal,,,MOMENT,
                寅词,WARN,测试,literal,,,,宇航员
                """);

        assertThat(status.get("status").asString()).isEqualTo("FAILED");
        assertThat(status.get("errors")
                        .valueStream()
                        .map(error -> error.get("line") + " "
                                + error.get("column").asString() + " "
                                + error.get("reason").asString()))
                .containsExactlyInAnyOrder(
                        "3 safe_contexts 有安全语境里并不出现这个词",
                        "4 term 与第 2 行「癸词」重复：同一个词已有词条，适用范围重叠：两条都会命中，一条的安全语境保不住另一条",
                        "6 roles 有岗位没有人担任，词条不会命中");
    }

    @Test
    void tellsTrulyWhatAFileChanges() throws Exception {
        publish(HEADER + "甲词,BLOCK,测试,literal,,\n乙词,WARN,测试,literal,,\n丙词,WARN,测试,literal,,\n");
        JsonNode status = author.deliver(HEADER + "甲词,WARN,测试,literal,,\n丁词,WARN,测试,literal,,\n");
        assertThat(status.get("created").asInt()).isEqualTo(1);
        assertThat(status.get("changed").asInt()).isEqualTo(1);
        assertThat(status.get("note").asString()).contains("新增 1 个词条，修改 1 个，删除 2 个");
    }

    @Test
    void describesItsRefusals() throws Exception {
        JsonNode api =
                JsonMapper.shared().readTree(publisher.get("/v3/api-docs").body());
        for (String path : List.of("/api/v1/compliance/check", "/api/v1/compliance/check/{verdict}/go-on")) {
            JsonNode responses = api.path("paths").path(path).path("post").path("responses");
            for (String status : List.of("400", "401", "403", "409", "503")) {
                assertThat(responses
                                .path(status)
                                .path("content")
                                .path("application/problem+json")
                                .path("schema")
                                .path("$ref")
                                .asString())
                        .as(path + " " + status)
                        .isEqualTo("#/components/schemas/Problem");
            }
            assertThat(responses.has("200")).isTrue();
        }
        assertThat(api.path("components")
                        .path("schemas")
                        .path("Problem")
                        .path("properties")
                        .has("fields"))
                .isTrue();
    }

    private void publish(String csv) throws Exception {
        JsonNode status = author.deliver(csv);
        assertThat(status.get("status").asString()).as(status.toString()).isEqualTo("DONE");
        assertThat(publisher.publish(status.get("version").asInt()).statusCode())
                .isEqualTo(200);
    }

    private String verdict(String text) throws Exception {
        return publisher.check(text, "CHAT").get("verdict").asString();
    }

    private double blocked() {
        return metrics.counter("scrm.compliance.verdicts", "outlet", "WELCOME", "verdict", "BLOCK")
                .count();
    }

    private long versions() {
        return db.sql("select count(*) from compliance.lexicon_version")
                .query(Long.class)
                .single();
    }
}
