package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.sales.SaleKind;
import cn.bankscrm.engagement.sales.SaleOrder;
import cn.bankscrm.engagement.sales.SaleState;
import cn.bankscrm.engagement.sales.Sales;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import cn.bankscrm.web.security.Role;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A customer reads on the phone, goes on, and wants no more. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrackedLinkBrowserIT {

    private static final String BODY = """
            很多人把钱一次存满三年，用到时才发现要提前支取。先想三件事，再决定怎么存。

            ## 一、多久不用

            %s

            ## 二、想要什么

            %s

            - 要稳：整存整取，利率存入时就定下来。
            - 要活：通知存款，提前一天或七天通知即可支取。
            - 要省心：到期自动转存，不必惦记。

            ## 三、找谁办

            > 产品、期限与利率以网点和手机银行当日公示为准。

            有拿不准的，回一句话给客户经理，说说打算什么时候用钱。
            """.formatted(
            "半年内要用的留作活期，一两年内用的选短期，三年以上不动的再考虑长期。".repeat(6), "同样一笔钱，用途不同，放法就不同：孩子的学费、父母的医药、自己的养老，各有各的时间表。".repeat(6));

    @Autowired
    SmallBank bank;

    @Autowired
    TrackedLinks links;

    @Autowired
    Sales sales;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Browser browser;
    private ContentId content;
    private String customer;
    private String code;

    @BeforeAll
    void begins() throws Exception {
        bank.load(port);
        content = published();
        customer = customerOf(bank.account(Role.RELATIONSHIP_MANAGER));
        code = links.linkFor(
                        content,
                        new StaffId(number("select staff_id from platform.account where username = '"
                                + bank.account(Role.RELATIONSHIP_MANAGER) + "'")),
                        Optional.of(new ExternalContactId(number("""
                                select b.contact_id from core.binding b join core.customer c on c.id = b.customer_id
                                where b.unbound_at is null and c.customer_no = '%s' order by b.id limit 1
                                """.formatted(customer)))),
                        Optional.empty())
                .code();
        browser = new Browser(port);
    }

    @AfterAll
    void ends() {
        browser.close();
    }

    @Test
    void isReadOnThePhoneLeadsOnAndCanBeDeclined() {
        browser.on(Screen.DESK).open("/l/" + code).holdsUp("link-page");
        browser.on(Screen.PHONE).open("/l/" + code).holdsUp("link-page");
        assertThat(browser.address()).contains("?f=");
        browser.click(By.id("opt-out"));
        browser.untilText(By.tagName("h1"), text -> text.equals("已为您退订"));
        browser.holdsUp("link-opted-out");
        browser.click(By.id("opt-in"));
        browser.untilText(By.tagName("h1"), text -> text.equals("已恢复接收"));

        browser.open("/l/" + code);
        int before = scrolled();
        assertThat(before).isLessThan(100);
        browser.scrollUntilGone(By.id("nothing"));
        browser.click(By.id("go-on"));
        await("what was read").atMost(Duration.ofSeconds(20)).until(() -> scrolled() == 100);
        assertThat(number("""
                        select count(*) from engagement.link_visit
                        where content_id = %d and target_at is not null and sections = '{0,1,2}'
                        """.formatted(content.value()))).isEqualTo(1);

        browser.on(Screen.DESK).as(bank.account(Role.RELATIONSHIP_MANAGER));
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/leads").holdsUp("leads");
            browser.on(screen).open("/content/" + content.value() + "/funnel");
            browser.untilTrue("return document.querySelector('[data-funnel] canvas') !== null");
            browser.holdsUp("content-funnel");
            browser.on(screen)
                    .open("/content/" + content.value() + "/funnel/people?step=1")
                    .holdsUp("content-funnel-people");
        }
        browser.on(Screen.DESK).open("/leads");
        assertThat(browser.text(By.cssSelector("#leads .lead"))).contains(customer, "三年的钱怎么存", "已点去办理", "二、想要什么");
        browser.follow(By.cssSelector("#leads .take"));
        assertThat(browser.texts(By.cssSelector("#leads .take"))).isEmpty();
        browser.holdsUp("leads-taken");
        orders();
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/sales").holdsUp("sales");
        }
        assertThat(browser.text(By.id("headline"))).contains("预约 3 笔");
    }

    /** As the bank's systems tell of them: three reserved, two credited, one used. */
    private void orders() {
        List<SaleState> came = List.of(
                SaleState.RESERVED,
                SaleState.RESERVED,
                SaleState.RESERVED,
                SaleState.CREDITED,
                SaleState.CREDITED,
                SaleState.USED);
        for (int at = 0; at < came.size(); at++) {
            sales.take(List.of(new SaleOrder(
                    "LINK-" + at % 3,
                    new CustomerNo(customer),
                    "稳享三年",
                    SaleKind.DEPOSIT,
                    new BigDecimal("126300.50"),
                    new BigDecimal("830.00"),
                    clock.instant(),
                    came.get(at))));
        }
    }

    @Test
    void saysPolitelyThatItIsOver() {
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/l/" + code.replaceFirst("^..", "00")).isRefused("link-closed");
        }
        assertThat(browser.text(By.tagName("h1"))).isEqualTo("内容已下线");
    }

    private int scrolled() {
        return (int) number(
                "select coalesce(max(scroll_percent), 0) from engagement.link_visit where target_at is not null and content_id = "
                        + content.value());
    }

    private ContentId published() {
        long id = db.sql("""
                        insert into engagement.content (kind, institution_id, author, made_at)
                        select 'ARTICLE', id, 'link-writer', now() from core.institution where parent_id is null returning id
                        """).query(Long.class).single();
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, target_url,
                            valid_from, verdict_id, written_by, written_at, submitted_by, decided_by)
                        values (:content, 1, 'PUBLISHED', '三年的钱怎么存，先想清楚三件事', '', :body,
                            'https://m.bank.example/deposit', '2024-01-01', 1, 'link-writer', now(), 'link-writer', 'link-officer')
                        """).param("content", id).param("body", BODY).update();
        return new ContentId(id);
    }

    /** A customer of theirs who is certified. */
    private String customerOf(String username) {
        return db.sql("""
                        select c.customer_no from kpi.coverage_customer k
                        join core.customer c on c.id = k.customer_id
                        join platform.account a on a.staff_id = k.staff_id
                        where a.username = :username and k.certified_own order by c.id limit 1
                        """).param("username", username).query(String.class).single();
    }

    private long number(String sql) {
        return db.sql(sql).query(Long.class).single();
    }
}
