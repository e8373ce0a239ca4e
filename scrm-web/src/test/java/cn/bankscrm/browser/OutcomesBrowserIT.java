package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.web.ImportedFile;
import cn.bankscrm.web.api.TokenRequest;
import cn.bankscrm.web.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every outcome of a certification, by link and by app, as customer, manager and compliance see it. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomesBrowserIT {

    @Autowired
    SmallBank bank;

    @Autowired
    WeComSimulator weCom;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private Browser browser;

    @BeforeAll
    void begins() throws Exception {
        bank.load(port);
        browser = new Browser(port);
    }

    @AfterAll
    void ends() {
        browser.close();
    }

    @Test
    void theAppsReportMovesTheCoverageThatSomebodyLooksAt() throws Exception {
        SmallBank.Newcomer friend = bank.newcomer();
        browser.on(Screen.DESK).as(bank.account(Role.BRANCH_MANAGER)).open("/coverage");
        long covered = number(browser.text(By.id("tile-covered")));
        browser.mark();

        assertThat(told(friend.contact(), friend.customerNo(), friend.mobile()).statusCode())
                .isEqualTo(201);
        long reported = System.nanoTime();

        browser.untilText(By.id("tile-covered"), text -> number(text) == covered + 1);
        assertThat(Duration.ofNanos(System.nanoTime() - reported)).isLessThan(Duration.ofSeconds(5));
        assertThat(browser.stillMarked()).as("without a reload").isTrue();
        browser.open("/customers/" + friend.customerNo() + "/bindings");
        assertThat(browser.text(By.id("content"))).contains("手机银行");
    }

    @Test
    void noSuchCustomerByTheApp() throws Exception {
        SmallBank.Newcomer friend = bank.newcomer();
        HttpResponse<String> answer = told(friend.contact(), friend.customerNo(), "13299990001");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("NO_SUCH_CUSTOMER");

        assertThat(newestReview("没有相符的客户")).contains("应用报送：" + friend.customerNo(), "不一致");
    }

    @Test
    void ambiguousByTheLink() throws Exception {
        bank.newcomer();
        ImportedFile.load(port, "customers", """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\r
                TWIN-1,双子星,13299990002,1980-01-01,true,100.00,%1$s,\r
                TWIN-2,双子星,13299990002,1980-01-01,true,100.00,%1$s,\r
                """.formatted(bank.branchCode()));

        received("双子星", "13299990002");

        assertThat(newestReview("不止一位客户相符")).contains("TWIN-1", "TWIN-2", "一致");
        for (Screen screen : Screen.values()) {
            browser.on(screen).holdsUp("review-ambiguous");
        }
    }

    @Test
    void boundElsewhereByTheLinkIsDecidedByTwo() throws Exception {
        SmallBank.Newcomer first = bank.newcomer();
        assertThat(told(first.contact(), first.customerNo(), first.mobile()).statusCode())
                .isEqualTo(201);
        bank.newcomer();

        received(first.name(), first.mobile());

        assertThat(newestReview("已另有认证")).contains(first.customerNo());
        String review = browser.path();
        browser.click(By.cssSelector("input[name=customer]")).click(By.cssSelector("input[name=endOthers]"));
        browser.type("reason", "客户换了微信");
        browser.click(By.id("certify"));
        browser.untilText(By.id("status"), text -> text.equals("待第二人确认"));
        assertThat(browser.shown(By.id("agree"))).isFalse();
        browser.holdsUp("review-proposed");

        browser.as(bank.account(Role.BRANCH_MANAGER)).open(review);
        browser.type("reason", "已电话核实");
        browser.click(By.id("agree"));
        browser.untilText(By.id("status"), text -> text.equals("已通过"));
        browser.open("/customers/" + first.customerNo() + "/bindings").holdsUp("certifications-two");
        assertThat(browser.text(By.id("content"))).contains("复核经手", "已解除");
    }

    /** The newest friend answers on the phone, and reads what all read whom a person has to look at. */
    private void received(String name, String mobile) throws Exception {
        browser.on(Screen.DESK).as(bank.account(Role.BRANCH_MANAGER)).open("/friends");
        browser.follow(By.cssSelector("#friends tbody tr:first-child button"));
        browser.on(Screen.PHONE).openLink(browser.value("link"));
        browser.type("name", name);
        browser.type("mobile", mobile);
        browser.click(By.id("send-code"));
        browser.untilText(By.id("sent"), text -> text.contains("验证码已发送"));
        browser.type("code", weCom.sms().newestCode(mobile).orElseThrow());
        browser.click(By.id("agreed")).click(By.id("certify"));
        browser.untilText(By.tagName("h1"), text -> text.equals("已收到"));
        assertThat(browser.text(By.tagName("main"))).doesNotContain(name, mobile, "客户号");
    }

    /** @return what stands on the newest review of the queue, which is of this kind */
    private String newestReview(String kind) {
        browser.on(Screen.DESK).as(bank.account(Role.COMPLIANCE)).open("/reviews");
        assertThat(browser.text(By.cssSelector("#reviews tbody tr"))).contains(kind, "待处理");
        browser.follow(By.cssSelector("#reviews tbody a"));
        assertThat(browser.text(By.tagName("h1"))).isEqualTo(kind);
        return browser.text(By.id("content"));
    }

    private HttpResponse<String> told(String contact, String customerNo, String mobile) throws Exception {
        String token =
                TokenRequest.token(TokenRequest.of("realname", "real-name").send(http, port));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/real-name/bindings"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"externalUserId": "%s", "customerNo": "%s", "mobile": "%s", "boundAt": "%s",
                                 "consentVersion": "app-7"}
                                """.formatted(
                                        contact,
                                        customerNo,
                                        mobile,
                                        clock.instant().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
