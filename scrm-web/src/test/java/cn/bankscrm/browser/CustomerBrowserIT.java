package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.core.activity.Activities;
import cn.bankscrm.core.activity.Activity;
import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.web.security.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A relationship manager with a phone: sees a customer whole, asks for the full number, writes down a call, scrolls
 * back.
 */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerBrowserIT {

    private static final By LINES = By.cssSelector("#lines .line-at");
    private static final int CHATS = 5_000;
    private static final int CHATS_A_DAY = 12;
    private static final int OLDEST = 170;
    private static final int TAGS = 50;
    private static final Duration FAST = Duration.ofSeconds(2);

    @Autowired
    SmallBank bank;

    @Autowired
    Activities activities;

    @Autowired
    JdbcClient db;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private Browser browser;
    private String page;
    private Known known = new Known(0, "", 0);

    /** A customer whom their own manager has as a friend. */
    record Known(long customer, String no, long staff) {}

    @BeforeAll
    void signsIn() throws Exception {
        bank.load(port);
        browser = new Browser(port).as(bank.account(Role.RELATIONSHIP_MANAGER)).on(Screen.PHONE);
        known = db.sql("""
                        select c.id, c.customer_no, k.staff_id from kpi.coverage_customer k
                        join core.customer c on c.id = k.customer_id
                        join core.binding b on b.customer_id = c.id and b.unbound_at is null
                        join core.friend_link l on l.contact_id = b.contact_id and l.ended_at is null
                        where k.staff_id = (select staff_id from platform.account where username = :username)
                        order by c.id limit 1
                        """)
                .param("username", bank.account(Role.RELATIONSHIP_MANAGER))
                .query((row, number) ->
                        new Known(row.getLong("id"), row.getString("customer_no"), row.getLong("staff_id")))
                .single();
        page = "/customers/" + known.no();
        List<Activity> chats = new ArrayList<>();
        Instant now = clock.instant();
        for (int i = 1; i <= CHATS; i++) {
            chats.add(new Activity(
                    now.minus(Duration.ofHours(24L * i / CHATS_A_DAY)),
                    ActivityKind.CHATTED,
                    new CustomerId(known.customer()),
                    null,
                    new StaffId(known.staff()),
                    "browser:" + i,
                    Map.of()));
        }
        activities.record(chats);
        db.sql("""
                        insert into core.holding (customer_id, account_no, kind, product, amount, opened_on, matures_on) values
                            (:id, 'b1', 'WEALTH', '稳健理财 90 天', 500000, '2026-01-05', current_date + 9),
                            (:id, 'b2', 'TERM', '三年期定期存款', 300000, '2025-01-05', current_date + 400),
                            (:id, 'b3', 'DEMAND', '活期', 12345.67, null, null)
                        """).param("id", known.customer()).update();
        tags();
    }

    private void tags() {
        long group = db.sql("""
                        insert into core.tag_group (name, kind, sort_order) values ('偏好与需求', 'OWN', 1) returning id
                        """).query(Long.class).single();
        for (int i = 1; i <= TAGS; i++) {
            db.sql("""
                            with made as (
                                insert into core.tag (group_id, name, sort_order) values (:group, :name, 1) returning id)
                            insert into core.customer_tag (customer_id, tag_id, by_rule, tagged_by, tagged_at)
                            select :customer, id, false, 'browser', now() from made
                            """)
                    .param("group", group)
                    .param("name", i % 7 == 0 ? "关注稳健型理财产品第" + i + "期" : "偏好" + i)
                    .param("customer", known.customer())
                    .update();
        }
    }

    @AfterAll
    void leaves() {
        browser.close();
    }

    @Test
    void seesTheFullNumberForAReasonAndNeverAgain() {
        browser.open(page);
        String masked = browser.text(By.id("full-mobile"));
        assertThat(masked).contains("****");

        browser.click(By.id("reveal-open"));
        browser.type("reveal-reason", "客户来电，核对预留手机号");
        browser.click(By.id("reveal-show"));
        browser.untilText(By.id("revealed"), text -> text.contains("已记录"));
        assertThat(browser.text(By.id("full-mobile"))).matches("\\d{11}");

        browser.open(page);
        assertThat(browser.text(By.id("full-mobile"))).isEqualTo(masked);
    }

    @Test
    void writesDownACallThatAppearsOnTheTimeLine() {
        browser.open(page).click(By.id("channel-CALL"));
        browser.type("text", "约好下周三到店谈到期理财");
        browser.click(By.id("note-save"));

        browser.untilText(By.id("timeline"), text -> text.contains("约好下周三到店谈到期理财"));
        assertThat(browser.texts(By.cssSelector("#lines strong")).getFirst()).isEqualTo("电话联系");
    }

    @Test
    void scrollsBackToTheBeginningWithoutLeavingThePage() {
        String old = page + "?until=" + LocalDate.now(clock).minusDays((CHATS - OLDEST) / CHATS_A_DAY);
        browser.open(old).mark();
        assertThat(browser.texts(LINES)).hasSize(50);
        assertThat(browser.answered()).as("the oldest of 5,000").isLessThan(FAST);

        browser.scrollUntilGone(By.cssSelector("#lines .line-more"));

        assertThat(browser.texts(LINES)).hasSizeGreaterThan(OLDEST);
        assertThat(browser.stillMarked()).isTrue();
        assertThat(browser.path()).isEqualTo(old);
    }

    @Test
    void isReadableWithFiveThousandEntriesAndFiftyTags() {
        browser.on(Screen.PHONE).open(page);
        assertThat(browser.answered()).isLessThan(FAST);
        assertThat(browser.texts(By.cssSelector("#tags .tag"))).hasSizeGreaterThanOrEqualTo(TAGS);
        assertThat(db.sql("select count(*) from core.activity where customer_id = :id")
                        .param("id", known.customer())
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(CHATS);
        browser.holdsUp("customer-360-long");
    }

    @Test
    void theWholePictureHoldsUp() {
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(page).holdsUp("customer-360");
            browser.open(page + "?kind=friend").holdsUp("customer-360-filtered");
        }
        browser.on(Screen.PHONE);
    }
}
