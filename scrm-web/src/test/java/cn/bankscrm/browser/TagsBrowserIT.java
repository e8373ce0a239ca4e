package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.segment.SegmentOutcome;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.core.segment.SegmentRule.Certified;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.world.CorpTags;
import cn.bankscrm.web.security.Role;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tags go to WeCom and come back; the bank's own are put on customers; every page of tags on desk and phone. */
@BrowserTest
class TagsBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    SmallBank bank;

    @Autowired
    WeComSimulator weCom;

    @Autowired
    JdbcClient db;

    @Autowired
    SegmentRegister segments;

    @LocalServerPort
    int port;

    @Test
    void aGroupIsMadeInWeComAndWhatWasRenamedThereOverrulesAWish() throws Exception {
        bank.load(port);
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.account(Role.ADMINISTRATOR)).open("/tags");
            browser.type("group-name", "资产规模");
            browser.type("group-tags", "50万以上\n100万以上\n300万以上");
            browser.follow(By.id("make-group"));
            await().atMost(PATIENCE).until(() -> tags("资产规模").size() == 3);
            await().atMost(PATIENCE)
                    .until(() -> browser.open("/tags")
                            .texts(By.cssSelector(".tag-group h2"))
                            .contains("资产规模"));

            // Renamed in WeCom's console while the page is open: what the page proposes is refused or overruled.
            String id = tags("资产规模").getFirst().id();
            String old = tags("资产规模").getFirst().name();
            browser.follow(By.linkText("资产规模"));
            long wish = db.sql("""
                            insert into core.tag_wish (kind, tag_id, name, known_name, wished_by, wished_at, next_attempt_at)
                            select 'RENAME', id, '我们的名称', '旧名称', :by, now(), now() from core.tag where wecom_tag_id = :tag
                            returning id
                            """)
                    .param("by", bank.account(Role.ADMINISTRATOR))
                    .param("tag", id)
                    .query(Long.class)
                    .single();
            await().atMost(PATIENCE).until(() -> status(wish).equals("OVERRULED"));
            assertThat(tags("资产规模").getFirst().name()).isEqualTo(old);
            browser.open("/tags");
            assertThat(browser.text(By.id("untold"))).contains("我们的名称", "以企业微信为准");
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/tags").holdsUp("tags");
                browser.follow(By.linkText("资产规模")).holdsUp("tag-group");
                browser.open("/tags/wishes").holdsUp("tag-wishes");
            }
            browser.on(Screen.DESK).open("/tags").click(By.id("untold-seen"));
            await().atMost(PATIENCE).until(() -> !browser.shown(By.id("untold")));
        }
    }

    @Test
    void ownTagsArePutOnCustomersOneByOneAndManyAtATime() throws Exception {
        bank.load(port);
        List<String> numbers = db.sql("select customer_no from core.customer order by customer_no limit 12")
                .query((row, n) -> row.getString(1))
                .list();
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.account(Role.ADMINISTRATOR)).open("/tags?kind=own");
            browser.type("group-name", "偏好");
            browser.type("group-tags", "喜欢黄金\n关注养老");
            browser.click(By.id("make-group"));
            browser.untilText(By.tagName("main"), text -> text.contains("关注养老"));
            assertThat(browser.texts(By.cssSelector(".tag-group .chip"))).contains("喜欢黄金", "关注养老");

            browser.open("/tags/bulk");
            browser.type("tag", "偏好 / 喜欢黄金");
            browser.type("numbers", String.join("\n", numbers) + "\n不存在的号");
            browser.follow(By.id("preview-button"));
            assertThat(browser.text(By.id("preview"))).contains("12", "不存在的号");
            for (Screen screen : Screen.values()) {
                browser.on(screen).holdsUp("tag-bulk");
            }
            browser.on(Screen.DESK).follow(By.id("apply"));

            String page = "/customers/" + certified() + "/tags";
            browser.open(page);
            browser.type("own-tag", "偏好 / 关注养老");
            browser.click(By.id("put-own"));
            browser.untilText(By.id("own-tags"), text -> text.contains("关注养老"));
            assertThat(browser.text(By.id("own-tags"))).contains("关注养老");
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(page).holdsUp("customer-tags");
            }
            assertThat(db.sql("select count(*) from core.customer_tag")
                            .query(Integer.class)
                            .single())
                    .isGreaterThanOrEqualTo(12);
        }
    }

    @Test
    void aTagFollowsASegmentAndTheCustomersPageSaysWhy() throws Exception {
        bank.load(port);
        String customer = certified();
        SegmentOutcome written =
                segments.create("已认证客户", "", new Certified(true), LocalDate.now(ZoneId.of("Asia/Shanghai")), "试点");
        assertThat(written).isInstanceOf(SegmentOutcome.Written.class);
        SegmentId segment = ((SegmentOutcome.Written) written).segment();
        await().atMost(PATIENCE)
                .until(() -> segments.find(segment).orElseThrow().computed());
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.account(Role.ADMINISTRATOR)).open("/tags?kind=own");
            browser.type("group-name", "自动");
            browser.type("group-tags", "自动认证");
            browser.click(By.id("make-group"));
            browser.untilText(By.cssSelector("main"), text -> text.contains("自动认证"));
            browser.follow(By.linkText("自动"));
            browser.click(By.cssSelector("#tags summary"));
            browser.follow(By.linkText("按客群自动打标…"));
            browser.click(By.cssSelector("#segment option[value='" + segment.value() + "']"));
            browser.follow(By.id("preview-button"));
            assertThat(browser.text(By.id("preview-title"))).contains("已认证客户");
            String rule = browser.path().replaceAll("\\?.*", "");
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(rule + "?segment=" + segment.value()).holdsUp("tag-rule");
            }
            browser.on(Screen.DESK).follow(By.id("follow"));
            assertThat(browser.text(By.id("followed-title"))).contains("跟随客群「已认证客户」");
            await().atMost(PATIENCE)
                    .until(() -> db.sql("select count(*) from core.customer_tag where by_rule")
                                    .query(Long.class)
                                    .single()
                            == segments.find(segment).orElseThrow().members());
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(rule).holdsUp("tag-rule-followed");
                browser.open("/tags/bulk?kind=corp").holdsUp("tag-bulk-corp");
                browser.open("/segments/" + segment.value()).holdsUp("segment-followed");
                browser.open("/customers/" + customer).click(By.partialLinkText("已认证客户（规则）"));
                browser.untilText(By.id("segment-why"), text -> text.contains("符合规则，在客群中"));
                browser.holdsUp("customer-why");
                browser.open("/customers/" + customer + "/segments/" + segment.value())
                        .holdsUp("customer-segment");
            }
        }
    }

    private String certified() {
        return db.sql("""
                        select c.customer_no from core.customer c
                        join core.binding b on b.customer_id = c.id and b.unbound_at is null
                        join core.friend_link l on l.contact_id = b.contact_id and l.ended_at is null
                        order by c.customer_no desc limit 1
                        """).query(String.class).single();
    }

    private String status(long wish) {
        return db.sql("select status from core.tag_wish where id = :id")
                .param("id", wish)
                .query(String.class)
                .single();
    }

    private List<CorpTags.Tag> tags(String group) {
        return weCom.world()
                .tags()
                .groupNamed(group)
                .map(found -> weCom.world().tags().tagsOf(found.id()))
                .orElse(List.of());
    }
}
