package cn.bankscrm.web.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.api.TokenRequest;
import cn.bankscrm.web.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bank's systems tell of orders, and pages show what links brought. */
@ScrmWebTest
class SalesApiIT {

    /** Both states at once, and after every link that was opened: within what a bank's clock may run ahead. */
    private final Instant now = Instant.now().plusSeconds(120).truncatedTo(ChronoUnit.SECONDS);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    TrackedLinks links;

    private TrackedBranch branch;

    @BeforeEach
    void loaded() throws Exception {
        branch = new TrackedBranch(port, db);
        branch.load();
    }

    @Test
    void takesOrdersOnceAndShowsWhatTheLinkBrought() throws Exception {
        ContentId content = branch.content("带来订单的内容");
        String code = branch.link(links, content, Optional.of(branch.contact("wm-track-1")));
        assertThat(Phone.outside(port).get("/l/" + code).statusCode()).isEqualTo(200);
        String orders = "[" + order("TRACK-O1", "RESERVED", "206000000.00") + ","
                + order("TRACK-O1", "CREDITED", "155000000.01") + "]";
        assertThat(post(orders).body()).isEqualTo("{\"received\":2,\"added\":2,\"known\":0}");
        assertThat(post(orders).body()).isEqualTo("{\"received\":2,\"added\":0,\"known\":2}");

        TrackedPeople people = new TrackedPeople(port, db);
        for (Visitor visitor :
                new Visitor[] {people.of(Role.BRANCH_MANAGER), people.of(Role.MIDDLE_OFFICE), people.manager("TRACK-S1")
                }) {
            assertThat(visitor.get("/sales").body())
                    .contains("TRACK-P1", "206,000,000.00", "155,000,000.01", "带来订单的内容");
            assertThat(visitor.get("/content/" + content.value() + "/funnel").body())
                    .contains("送达 1 位客户，1 位打开", "TRACK-P1", "206,000,000.00");
            assertThat(visitor.get("/content/" + content.value() + "/funnel/people?step=1")
                            .body())
                    .contains("路** TRACK-C1")
                    .doesNotContain("路客户");
            assertThat(visitor.get("/content/" + content.value() + "/funnel/export")
                            .headers()
                            .firstValue("Content-Type")
                            .orElse(""))
                    .contains("spreadsheetml");
        }
        assertThat(people.manager("TRACK-S2").get("/sales").body()).doesNotContain("TRACK-P1");
        assertThat(people.manager("TRACK-S2")
                        .get("/content/" + content.value() + "/funnel/people?step=0")
                        .body())
                .doesNotContain("TRACK-C1");
    }

    @Test
    void namesEveryFaultAndTakesNothing() throws Exception {
        HttpResponse<String> refused = post("[" + order("TRACK-O2", "USED", "1.00") + ","
                + order("TRACK-O3", "SOLD", "1.001").replace("TRACK-P1", "") + "]");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
        assertThat(refused.body())
                .contains("urn:bankscrm:problem:orders-refused")
                .containsPattern("\"index\":1[^}]*\"state\"|\"state\"[^}]*\"index\":1")
                .contains("\"amount\"", "\"productCode\"", "MISSING", "MALFORMED")
                .doesNotContain("SOLD", "1.001");
        HttpResponse<String> unknown = post("[" + order("TRACK-O2", "USED", "1.00") + ","
                + order("TRACK-O4", "USED", "5").replace("TRACK-C1", "NOBODY") + "]");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("UNKNOWN", "\"customerNo\"");
        assertThat(post("[]").statusCode()).isEqualTo(400);
        assertThat(post("{\"orders\": 1}").statusCode()).isEqualTo(400);
        assertThat(db.sql("select count(*) from engagement.sale where order_no in ('TRACK-O2', 'TRACK-O3', 'TRACK-O4')")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private String order(String number, String state, String amount) {
        return """
                {"orderNo": "%s", "customerNo": "TRACK-C1", "productCode": "TRACK-P1", "kind": "LOAN", "amount": %s,
                 "income": "12.30", "at": "%s", "state": "%s"}
                """.formatted(number, amount, now, state);
    }

    private HttpResponse<String> post(String body) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String token = TokenRequest.token(TokenRequest.of("sales", "sales").send(http, port));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/sales"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
