package cn.bankscrm.web.importing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page without JavaScript: plain forms and links. */
@ScrmWebTest
class ImportPagesIT {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeEach
    void signsInAsAdministrator() throws Exception {
        String form = "username=root-admin&password="
                + URLEncoder.encode("Root-admin-1 of tests", StandardCharsets.UTF_8)
                + "&_csrf="
                + URLEncoder.encode(token(get("/sign-in").body()), StandardCharsets.UTF_8);
        HttpResponse<String> signedIn = http.send(
                request("/sign-in")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(signedIn.headers().firstValue("Location").orElse("")).doesNotContain("refused");
    }

    @Test
    void takesAFileAndShowsWhatWasWrongWithIt() throws Exception {
        String page = get("/imports").body();
        assertThat(page.indexOf("name=\"_csrf\"", page.indexOf("import-form")))
                .as("the token is sent before the file")
                .isBetween(0, page.indexOf("name=\"file\""));

        HttpResponse<String> sent = upload(token(page), "customers", "customer_no,name\r\nP-1,张三\r\n");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        String location =
                URI.create(sent.headers().firstValue("Location").orElseThrow()).getPath();
        assertThat(location).matches("/imports/\\d+");

        String shown = finished(location);
        assertThat(shown)
                .contains("未导入，原有数据没有变动", "第 1 行「mobile」列：表头缺少此列", "<code>mobile</code>")
                .doesNotContain("张三", "hx-trigger");
        HttpResponse<String> fragment =
                http.send(request(location).header("HX-Request", "true").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(fragment.body()).startsWith("<div id=\"progress\"").doesNotContain("<html");
        assertThat(get(location + "/rejected.csv").body()).startsWith("\uFEFF行号,列,原因");
        assertThat(get("/imports").body()).contains("未导入");
    }

    @Test
    void refusesAFormWithoutItsToken() throws Exception {
        assertThat(upload("forged", "customers", "x").statusCode()).isEqualTo(403);
        assertThat(upload(null, "customers", "x").statusCode()).isEqualTo(403);
    }

    @Test
    void saysThatAFileIsMissing() throws Exception {
        HttpResponse<String> sent = upload(token(get("/imports").body()), "nonsense", "x");
        assertThat(sent.headers().firstValue("Location").orElseThrow()).endsWith("/imports");
        assertThat(get("/imports").body()).contains("请选择种类和一份 CSV 文件");
    }

    @Test
    void knowsNoOtherImport() throws Exception {
        assertThat(get("/imports/987654321").statusCode()).isEqualTo(404);
    }

    private String finished(String location) throws Exception {
        for (int i = 0; ; i++) {
            String page = get(location).body();
            if (!page.contains("hx-trigger") || i == 300) {
                return page;
            }
            Thread.sleep(100);
        }
    }

    private HttpResponse<String> upload(@org.jspecify.annotations.Nullable String token, String kind, String csv)
            throws IOException, InterruptedException {
        String body = (token == null ? "" : part("_csrf", "", token)) + part("kind", "", kind)
                + part("file", "; filename=\"a.csv\"", csv) + "--x--\r\n";
        return http.send(
                request("/imports")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String part(String name, String more, String content) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + content + "\r\n";
    }

    private static String token(String page) {
        Matcher found = TOKEN.matcher(page);
        if (!found.find()) {
            throw new AssertionError("No form token on the page");
        }
        return found.group(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
