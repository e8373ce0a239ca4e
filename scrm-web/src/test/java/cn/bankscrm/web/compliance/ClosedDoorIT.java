package cn.bankscrm.web.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.web.ScrmWebTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where nothing can be screened nothing may leave: whoever asks is told so, and no verdict is given or kept. */
@ScrmWebTest
class ClosedDoorIT {

    private static final Map<String, String> TEXT = Map.of("text", "关门时的话术", "outlet", "MOMENT");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    DataSource database;

    @Autowired
    LexiconInForce inForce;

    @Autowired
    MeterRegistry metrics;

    private ApiClient client;

    @BeforeEach
    void aLexiconIsInForce() throws Exception {
        client = new ApiClient(port, "compliance");
        JsonNode status = new ApiClient(port, "everything").deliver("""
                term,level,category,match,distance,safe_contexts
                关门词,BLOCK,测试,literal,,
                """);
        assertThat(client.publish(status.get("version").asInt()).statusCode()).isEqualTo(200);
    }

    @Test
    void isClosedBeforeThisNodeHasReadALexicon() throws Exception {
        double closed = closed();
        long verdicts = verdicts();
        inForce.stop();
        try {
            ReflectionTestUtils.setField(inForce, "built", null);

            HttpResponse<String> answer = client.checked(TEXT);

            assertProblem(answer, "urn:bankscrm:problem:no-lexicon-in-force");
            assertThat(verdicts()).isEqualTo(verdicts);
            assertThat(closed()).isEqualTo(closed + 1);
        } finally {
            inForce.start();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> inForce.get().isPresent());
        assertOpen(verdicts);
    }

    @Test
    void isClosedWithinSecondsWhileTheDatabaseDoesNotAnswer() throws Exception {
        long verdicts = verdicts();
        try (Connection busy = database.getConnection();
                Statement statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("lock table compliance.verdict in access exclusive mode");
            try {
                long began = System.nanoTime();
                HttpResponse<String> answer = client.checked(TEXT);

                assertProblem(answer, "urn:bankscrm:problem:unavailable");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            } finally {
                busy.rollback();
            }
        }
        assertOpen(verdicts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk_full", "raise_exception"})
    void isClosedWhileNoVerdictCanBeKept(String reason) throws Exception {
        long verdicts = verdicts();
        db.sql("""
                        create function public.verdicts_have_no_room() returns trigger language plpgsql as $$
                        begin
                            raise exception 'no room' using errcode = '%s';
                        end
                        $$
                        """.formatted(reason)).update();
        try {
            db.sql("""
                            create trigger no_room before insert on compliance.verdict
                            for each row execute function public.verdicts_have_no_room()
                            """).update();

            HttpResponse<String> answer = client.checked(TEXT);

            assertProblem(answer, "urn:bankscrm:problem:unavailable");
            assertThat(answer.body()).doesNotContain("no room");
            assertThat(verdicts()).isEqualTo(verdicts);
        } finally {
            db.sql("drop function public.verdicts_have_no_room() cascade").update();
        }
        assertOpen(verdicts);
    }

    private static void assertProblem(HttpResponse<String> answer, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo(type);
        assertThat(problem.path("status").asInt()).isEqualTo(503);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.has("verdict")).isFalse();
    }

    private void assertOpen(long verdictsBefore) throws Exception {
        HttpResponse<String> answer = client.checked(TEXT);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("verdict").asString())
                .isEqualTo("PASS");
        assertThat(verdicts()).isEqualTo(verdictsBefore + 1);
    }

    private long verdicts() {
        return db.sql("select count(*) from compliance.verdict where outlet = 'MOMENT'")
                .query(Long.class)
                .single();
    }

    private double closed() {
        return metrics.counter("scrm.compliance.closed", "outlet", "MOMENT").count();
    }
}
