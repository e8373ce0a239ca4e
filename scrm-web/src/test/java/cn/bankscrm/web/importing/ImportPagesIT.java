package cn.bankscrm.web.importing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.account.AccountFixture;
import cn.bankscrm.web.security.Role;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page without JavaScript: plain forms and links. */
@ScrmWebTest
class ImportPagesIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    Environment environment;

    private Visitor administrator = new Visitor(0);

    @BeforeEach
    void signsInAsAdministrator() {
        administrator = Visitor.signedIn(port, AccountFixture.account(db, Role.ADMINISTRATOR), AccountFixture.PASSWORD);
    }

    @Test
    void takesAFileAndShowsWhatWasWrongWithIt() throws InterruptedException {
        HttpResponse<String> list = administrator.get("/imports");
        String page = list.body();
        assertThat(page.indexOf("name=\"_csrf\"", page.indexOf("import-form")))
                .as("the token is sent before the file")
                .isBetween(0, page.indexOf("name=\"file\""));

        HttpResponse<String> sent = upload(Visitor.token(list), "customers", "customer_no,name\r\nP-1,张三\r\n");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        String location =
                URI.create(sent.headers().firstValue("Location").orElseThrow()).getPath();
        assertThat(location).matches("/imports/\\d+");

        String shown = finished(location);
        assertThat(shown)
                .contains("未导入，原有数据没有变动", "第 1 行「mobile」列：表头缺少此列", "<code>mobile</code>")
                .doesNotContain("张三", "hx-trigger");
        HttpResponse<String> fragment = administrator.send(location, request -> request.header("HX-Request", "true"));
        assertThat(fragment.body()).startsWith("<div id=\"progress\"").doesNotContain("<html");
        assertThat(administrator.get(location + "/rejected.csv").body()).startsWith("\uFEFF行号,列,原因");
        assertThat(db.sql("""
                        select count(*) from core.audit_entry
                        where action = 'CUSTOMERS_EXPORTED' and subject_kind = 'IMPORT' and subject_id = :id
                        """)
                        .param("id", location.replaceAll("\\D", ""))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(administrator.get("/imports").body()).contains("未导入");
    }

    @Test
    void refusesAFormWithoutItsToken() {
        assertThat(upload("forged", "customers", "x").statusCode()).isEqualTo(403);
        assertThat(upload(null, "customers", "x").statusCode()).isEqualTo(403);
    }

    @Test
    void saysThatAFileIsMissing() {
        HttpResponse<String> sent = upload(Visitor.token(administrator.get("/imports")), "nonsense", "x");
        assertThat(sent.headers().firstValue("Location").orElseThrow()).endsWith("/imports");
        assertThat(administrator.get("/imports").body()).contains("请选择种类和一份 CSV 文件");
    }

    @Test
    void saysSoWhenNoFileWasChosen() {
        String token = Visitor.token(administrator.get("/imports"));
        HttpResponse<String> sent = send(
                "multipart/form-data; boundary=x",
                part("_csrf", "", token)
                        + part("kind", "", "customers")
                        + part("file", "; filename=\"\"", "")
                        + "--x--\r\n");
        assertThat(sent.headers().firstValue("Location").orElseThrow()).endsWith("/imports");
        assertThat(administrator.get("/imports").body())
                .contains("请选择种类和一份 CSV 文件")
                .contains("role=\"alert\"");
    }

    @Test
    void saysWhenTheDiskDoesNotTakeTheFileAndTakesItOnceItDoes() throws Exception {
        Path folder = Path.of(environment.getRequiredProperty("scrm.data-dir"), "imports");
        Path aside = folder.resolveSibling("imports-aside");
        String token = Visitor.token(administrator.get("/imports"));
        long before = runs();
        Files.move(folder, aside);
        try {
            HttpResponse<String> sent = upload(token, "customers", "customer_no,name\r\nP-2,李四\r\n");
            assertThat(sent.headers().firstValue("Location").orElseThrow()).endsWith("/imports");
        } finally {
            Files.move(aside, folder);
        }

        assertThat(administrator.get("/imports").body()).contains("文件没有存下来", "原有数据没有变动", "role=\"alert\"");
        assertThat(runs()).isEqualTo(before);
        assertThat(upload(token, "customers", "customer_no,name\r\nP-2,李四\r\n")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .matches(".*/imports/\\d+");
    }

    private long runs() {
        return db.sql("select count(*) from core.import_run").query(Long.class).single();
    }

    @Test
    void answersWhatIsNoUploadWithAPageInTheReadersLanguage() {
        HttpResponse<String> sent = send("application/x-www-form-urlencoded", "kind=customers&file=x");
        assertThat(sent.statusCode()).isEqualTo(415);
        assertThat(sent.body()).contains("这个请求无法处理").doesNotContain("Exception", "Unsupported");

        assertThat(send("multipart/form-data; boundary=x", "no parts at all").statusCode())
                .isEqualTo(302);
        assertThat(administrator.get("/imports").body()).contains("请选择种类和一份 CSV 文件");
    }

    @Test
    void knowsNoOtherImport() {
        assertThat(administrator.get("/imports/987654321").statusCode()).isEqualTo(404);
    }

    private String finished(String location) throws InterruptedException {
        for (int i = 0; ; i++) {
            String page = administrator.get(location).body();
            if (!page.contains("hx-trigger") || i == 300) {
                return page;
            }
            Thread.sleep(100);
        }
    }

    private HttpResponse<String> upload(@Nullable String token, String kind, String csv) {
        String body = (token == null ? "" : part("_csrf", "", token))
                + part("kind", "", kind)
                + part("file", "; filename=\"a.csv\"", csv)
                + "--x--\r\n";
        return send("multipart/form-data; boundary=x", body);
    }

    private HttpResponse<String> send(String type, String body) {
        return administrator.send(
                "/imports",
                request -> request.header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String part(String name, String more, String content) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + content + "\r\n";
    }
}
