package cn.bankscrm.web.importing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.api.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class ImportApiIT {

    private static final String HEADER =
            "customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r\n";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    Environment environment;

    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";
    private String institution = "";

    @BeforeEach
    void signsInAndHasAnInstitution() throws Exception {
        token = TokenRequest.token(TokenRequest.of("everything", "imports").send(http, port));
        db.sql("""
                insert into core.institution (id, code, name, level, province, version)
                select nextval('core.institution_seq'), 'IMP-ROOT', '导入测试总行', 1, '440000', 0
                where not exists (select from core.institution where parent_id is null)
                """).update();
        institution = db.sql("select code from core.institution where parent_id is null")
                .query((row, n) -> row.getString("code"))
                .single();
    }

    @Test
    void takesAFileInAndTellsWhatBecameOfIt() throws Exception {
        HttpResponse<String> accepted = upload(
                "customers",
                HEADER + "IMP-1,张三,13800000001,1980-01-01,true,100.00," + institution + ",导入客群\r\n"
                        + "IMP-2,李四,138,1980-13-01,yes,-1," + institution + ",\r\n"
                        + "IMP-3,王五,,,false,0," + institution + ",\r\n");

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(location).matches("/api/v1/imports/\\d+");

        String status = finished(location);
        assertThat(status)
                .contains("\"status\":\"DONE\"", "\"read\":3", "\"applied\":2", "\"rejected\":1")
                .contains("{\"line\":3,\"column\":\"mobile\",\"reason\":\"手机号应为 1 开头的 11 位数字\"}")
                .contains("\"column\":\"birthday\"", "\"column\":\"has_account\"", "\"column\":\"aum\"")
                .doesNotContain("李四");
        HttpResponse<String> rejected = get(location + "/rejected.csv");
        assertThat(rejected.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(rejected.body())
                .startsWith("\uFEFF行号,列,原因,customer_no,name")
                .contains("3,mobile,手机号应为 1 开头的 11 位数字,IMP-2,李四,138,1980-13-01,yes,-1");
        assertThat(Path.of(environment.getRequiredProperty("scrm.data-dir"), "imports"))
                .isDirectoryNotContaining("glob:**.enc");
    }

    @Test
    void saysWhatIsWrongWithTheRequest() throws Exception {
        assertThat(get("/api/v1/imports/987654321").statusCode()).isEqualTo(404);
        assertThat(upload("nonsense", "a").statusCode()).isEqualTo(404);

        HttpResponse<String> noFile =
                send("customers", "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x--\r\n");
        assertThat(noFile.statusCode()).isEqualTo(400);
        assertThat(noFile.body()).contains("urn:bankscrm:problem:file-missing");

        HttpResponse<String> broken = send(
                "customers", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n1,2");
        assertThat(broken.statusCode()).as(broken.body()).isEqualTo(400);
        assertThat(broken.body()).contains("urn:bankscrm:problem:malformed-upload");

        HttpResponse<String> noForm = http.send(
                request("/api/v1/imports/customers")
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(HEADER))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(noForm.statusCode()).isEqualTo(415);
    }

    @Test
    void tellsALargeFailureByLineAndColumn() throws Exception {
        HttpResponse<String> accepted = upload("customers", "customer_no,name\r\nIMP-9,张三\r\n");
        assertThat(finished(accepted.headers().firstValue("Location").orElseThrow()))
                .contains("\"status\":\"FAILED\"", "\"line\":1", "\"column\":\"mobile\"", "表头缺少此列");
    }

    private String finished(String location) throws Exception {
        Instant end = Instant.ofEpochMilli(System.currentTimeMillis()).plus(Duration.ofSeconds(60));
        while (true) {
            String status = get(location).body();
            if (!status.contains("\"RUNNING\"") || System.currentTimeMillis() > end.toEpochMilli()) {
                return status;
            }
            Thread.sleep(100);
        }
    }

    private HttpResponse<String> upload(String kind, String csv) throws IOException, InterruptedException {
        return send(
                kind,
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + kind
                        + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + csv + "\r\n--x--\r\n");
    }

    private HttpResponse<String> send(String kind, String body) throws IOException, InterruptedException {
        return http.send(
                request("/api/v1/imports/" + kind)
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
    }
}
