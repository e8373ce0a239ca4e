package cn.bankscrm.web.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.compliance.ReferenceLexicon.Line;
import io.micrometer.core.instrument.MeterRegistry;
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
        assertThat(publisher.checked(Map.of("text", "您好", "outlet", "FAX")).statusCode())
                .isEqualTo(400);
        assertThat(publisher.checked(Map.of("text", "您好")).statusCode()).isEqualTo(400);
        assertThat(publisher
                        .checked(Map.of("text", "您好", "outlet", "CHAT", "staffNo", "NOBODY-1"))
                        .body())
                .contains("urn:bankscrm:problem:invalid-field", "staffNo");
        assertThat(publisher
                        .checked(Map.of("text", "好".repeat(100_001), "outlet", "CHAT"))
                        .statusCode())
                .isEqualTo(400);
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
