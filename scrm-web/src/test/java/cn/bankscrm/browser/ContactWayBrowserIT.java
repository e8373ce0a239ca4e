package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.realname.Binding;
import cn.bankscrm.core.realname.BindingCustomers;
import cn.bankscrm.core.realname.WeChatPerson;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.generate.Customer;
import cn.bankscrm.simulator.generate.GeneratedBank;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.web.security.Role;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a plan over WeCom's code and a customer who scans it to the funnel. */
@BrowserTest
class ContactWayBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHANNEL = "浏览器测试渠道";

    @Autowired
    SmallBank bank;

    @Autowired
    GeneratedBank generated;

    @Autowired
    WeComSimulator weCom;

    @Autowired
    BindingCustomers bindings;

    @Autowired
    JdbcClient db;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private record Member(String staffNo, String userId) {}

    @Autowired
    LexiconDrafts lexicon;

    @Autowired
    LexiconInForce inForce;

    @BeforeEach
    void begin() throws Exception {
        bank.load(port);
        lexicon.publish(lexicon.draft(StarterLexicon.lines(), "示例词库", "way-author"), null, "way-publisher");
        inForce.look();
    }

    @AfterEach
    void leavesNothing() {
        db.sql("delete from engagement.contact_way where channel = :channel")
                .param("channel", CHANNEL)
                .update();
        db.sql("delete from engagement.branch_page where made_by = :by")
                .param("by", bank.account(Role.BRANCH_MANAGER))
                .update();
    }

    @Test
    void aCodeIsPlannedScannedAndItsFriendCountedUntilCertified() throws Exception {
        List<Member> members = members();
        try (Browser browser = new Browser(port)) {
            browser.on(Screen.DESK).as(bank.account(Role.BRANCH_MANAGER)).open("/contact-ways/new");
            browser.type(By.id("way-name"), "大堂海报一号");
            browser.type(By.id("way-channel"), CHANNEL);
            browser.type(By.id("way-places"), "锦绣花园、滨江路");
            browser.click(By.id("way-on-page"));
            for (Member member : members) {
                browser.click(By.cssSelector("#role-%s option[value=%s]"
                        .formatted(member.staffNo(), member.equals(members.getFirst()) ? "DUTY" : "STAND_IN")));
            }
            browser.follow(By.id("save-way"));
            long id = Long.parseLong(browser.address().replaceAll(".*/contact-ways/(\\d+).*", "$1"));
            // on duty at whatever hour this runs
            db.sql(
                            "update engagement.contact_way_member set days = 127, begins = '00:00', ends = '24:00' where way_id = :id")
                    .param("id", id)
                    .update();
            await().atMost(PATIENCE).until(() -> leadsTo(id, members.getFirst()));
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/contact-ways/" + id).holdsUp("contact-way-made");
                browser.on(screen).open("/contact-ways/" + id + "/edit").holdsUp("contact-way-edit");
            }

            browser.on(Screen.DESK).open("/contact-ways").follow(By.id("make-page"));
            String page = URI.create(browser.text(By.id("page-address"))).getPath();
            for (Screen screen : Screen.values()) {
                browser.on(screen).open(page).holdsUp("contact-way-choose");
            }
            browser.on(Screen.PHONE).open(page).follow(By.cssSelector("#managers a"));
            for (Screen screen : Screen.values()) {
                browser.on(screen).holdsUp("contact-way-add");
            }
            String address = db.sql("select address from engagement.contact_way where id = :id")
                    .param("id", id)
                    .query(String.class)
                    .single();
            assertThat(address).startsWith(weCom.baseUri() + "/sim/add/");

            Customer customer = uncertified();
            String contact = weCom.acts().newCustomer(customer.name(), 1).externalUserid();
            FriendLink link = weCom.acts().scansCode(contact, address.substring(address.lastIndexOf('/') + 1));
            assertThat(link.userid()).isEqualToIgnoringCase(members.getFirst().userId());
            await().atMost(PATIENCE)
                    .until(() -> browser.on(Screen.DESK)
                            .open("/contact-ways/" + id)
                            .text(By.id("tile-added"))
                            .equals("1"));
            assertThat(browser.text(By.id("tile-certified"))).isEqualTo("0");
            bindings.bind(new Binding(
                    WeChatPerson.of(new ExternalUserId(contact)),
                    new CustomerNo(customer.customerNo()),
                    customer.mobile(),
                    clock.instant(),
                    null,
                    "2026-01"));
            browser.open("/contact-ways/" + id);
            assertThat(browser.text(By.id("tile-certified"))).isEqualTo("1");
            assertThat(browser.text(By.id("tile-opened"))).isEqualTo("1");
            for (Screen screen : Screen.values()) {
                browser.on(screen).open("/contact-ways/" + id).holdsUp("contact-way-funnel");
                browser.on(screen).open("/contact-ways").holdsUp("contact-ways-list");
            }
            weCom.acts().customerDeletes(contact, link.userid());
            await().atMost(PATIENCE)
                    .until(() -> browser.on(Screen.DESK)
                            .open("/contact-ways/" + id)
                            .text(By.id("tile-deleted"))
                            .equals("1"));
            browser.click(By.id("end"));
            await().atMost(PATIENCE)
                    .until(() -> weCom.world().contactWays().all().stream()
                            .noneMatch(way -> way.remark().equals("大堂海报一号")));
        }
    }

    /** Two of the branch whom the form shows: its page holds a hundred. */
    private List<Member> members() {
        return db.sql("""
                        select s.staff_no, s.wecom_userid from core.staff s
                        join core.staff_post p on p.staff_id = s.id and p.valid_to is null
                        join core.institution_path u on u.institution_id = p.institution_id
                        join core.institution i on i.id = u.ancestor_id and i.code = :branch
                        where s.wecom_userid is not null and s.staff_no is not null
                        order by u.depth, s.staff_no limit 2
                        """)
                .param("branch", bank.branchCode())
                .query((row, n) -> new Member(row.getString("staff_no"), row.getString("wecom_userid")))
                .list();
    }

    private boolean leadsTo(long id, Member member) {
        return db.sql("""
                        select count(*) from engagement.contact_way
                        where id = :id and address is not null and told_users = array[:user]::text[]
                        """)
                        .param("id", id)
                        .param("user", member.userId())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private Customer uncertified() {
        String number = db.sql("""
                        select c.customer_no from core.customer c
                        where not exists (select from core.binding b where b.customer_id = c.id) order by c.aum limit 1
                        """).query(String.class).single();
        return generated.customers().stream()
                .filter(one -> one.customerNo().equals(number))
                .findFirst()
                .orElseThrow();
    }
}
