package cn.bankscrm.web.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.api.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class CoverageApiIT {

    private static final String DAY = "2019-05-31";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void bank() {
        CoveredBranch.make(db);
    }

    @Test
    void givesOneCellAsOfTheLastSecondOfADay() throws Exception {
        HttpResponse<String> answer = get("?scope=institution&key=CVG&segment=%E5%85%A8%E9%83%A8&date=" + DAY, "*/*");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"scope\":\"institution\",\"key\":\"CVG\",\"segment\":\"全部\",\"date\":\"2019-05-31\",\"managed\":3,\"certifiedOwn\":1,\"certifiedAny\":1,\"coverage\":0.3333}");
        assertThat(get("?scope=staff&key=CVG1&date=2019-05-30", "*/*").body())
                .contains("\"managed\":3,\"certifiedOwn\":0,", "\"coverage\":0.0000}");
        assertThat(get("?scope=staff&key=CVG1&date=2020-01-01", "*/*").body())
                .contains("\"managed\":0,", "\"coverage\":null}");
    }

    @Test
    void givesEveryRowOfADayAsCsv() throws Exception {
        HttpResponse<String> answer = get("?date=" + DAY, "text/csv");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(answer.body().lines())
                .startsWith("scope,key,segment,managed,certified_own,certified_any,coverage")
                .contains("institution,CVG,全部,3,1,1,0.3333", "staff,CVG1,全部,3,1,1,0.3333");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?key=NOWHERE", "?scope=staff&key=CVG", "?key=CVG&segment=nobody"})
    void knowsNoSuchKeyOrSegment(String query) throws Exception {
        HttpResponse<String> answer = get(query, "application/json");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("urn:bankscrm:problem:not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?key=CVG&date=2019-02-30",
                "?key=CVG&date=yesterday",
                "?key=CVG&date=%2B12345-01-01",
                "?key=CVG&scope=bank",
                "?segment=CVG",
                "?date=31.5.2019"
            })
    void saysWhatIsWrongWithARequest(String query) throws Exception {
        HttpResponse<String> answer = get(query, "*/*");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:bankscrm:problem:malformed-request", "\"parameter\":", "\"detail\":");
    }

    @Test
    void isForThoseWhoMayReadReports() throws Exception {
        assertThat(get("?key=CVG", "*/*", "operations").statusCode()).isEqualTo(403);
        assertThat(get("?date=" + DAY, "text/csv", "operations").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> get(String query, String accept) throws IOException, InterruptedException {
        return get(query, accept, "reports");
    }

    private HttpResponse<String> get(String query, String accept, String scope)
            throws IOException, InterruptedException {
        String token = TokenRequest.token(TokenRequest.of("everything", scope).send(http, port));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/coverage" + query))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
