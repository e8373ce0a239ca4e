package cn.bankscrm.web.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page behind a tracked link, over HTTP. */
@ScrmWebTest
class LinkPagesIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    TrackedLinks links;

    private TrackedBranch branch;
    private ExternalContactId customer;

    @BeforeEach
    void loaded() throws Exception {
        branch = new TrackedBranch(port, db);
        branch.load();
        customer = branch.contact("wm-track-1");
    }

    @Test
    void showsWhatWasPublishedWithTheManagersCardAndTheRisk() {
        String code = branch.link(links, branch.content("三年怎么存"), Optional.of(customer));
        Phone phone = Phone.outside(port);
        HttpResponse<String> page = phone.get("/l/" + code);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>三年怎么存</h1>", "再看用途</h3>", "路经理", "客户经理", "追踪支行", "市场有风险", "不再接收", "继续了解")
                .doesNotContain("13922220001", "路客户", "TRACK-C1", "wm-track-1", "union-track-1");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
                .contains("scrm-reader=", "HttpOnly", "SameSite=Lax", "Path=/l")
                .doesNotContain("SCRM=");
        assertThat(phone.isMarked()).isTrue();
    }

    @Test
    void refusesGuessesWithoutALook() {
        Phone phone = Phone.outside(port);
        assertThat(phone.get("/l/0000000000000000000000000").statusCode()).isEqualTo(404);
        assertThat(phone.get("/l/nothing").statusCode()).isEqualTo(404);
        assertThat(phone.post("/l/nothing/seen", "v=x&d=1").statusCode()).isEqualTo(404);
    }

    @Test
    void closesWithinTwoSecondsOfAWithdrawal() {
        ContentId content = branch.content("撤回的内容");
        String code = branch.link(links, content, Optional.of(customer));
        Phone phone = Phone.outside(port);
        assertThat(phone.get("/l/" + code).statusCode()).isEqualTo(200);
        branch.withdraw(content);
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> phone.get("/l/" + code).statusCode() == 410);
        assertThat(phone.get("/l/" + code).body()).contains("内容已下线").doesNotContain("再看用途");
        assertThat(phone.get("/l/" + code + "/go").statusCode()).isEqualTo(410);
    }

    @Test
    void writesDownWhatIsReadAndWhereItLeads() {
        ContentId content = branch.content("读到最后");
        String code = branch.link(links, content, Optional.of(customer));
        Phone phone = Phone.outside(port);
        String ticket = Phone.ticket(phone.get("/l/" + code));
        assertThat(phone.post("/l/" + code + "/seen", "v=" + ticket + "&d=1&s=80&n=0,1,99,x")
                        .statusCode())
                .isEqualTo(204);
        assertThat(phone.post("/l/" + code + "/seen", "v=" + ticket + "&d=0&s=20&n=")
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<String> away = phone.get("/l/" + code + "/go?v=" + ticket);
        assertThat(away.statusCode()).isEqualTo(302);
        assertThat(away.headers().firstValue("Location")).hasValue(TrackedBranch.TARGET);
        assertThat(visits(content)).containsExactly("true 0 80 {0,1} true");
    }

    @Test
    void leadsNowhereButToTheBanksOwnHosts() {
        for (String target : List.of(
                "https://bank.example.evil.test/",
                "http://m.bank.example/",
                "https://bank.example@evil.test/",
                "https://m.bank.example:8443/",
                "javascript:alert(1)")) {
            ContentId other = branch.content("去别处", TrackedBranch.BODY, target);
            String code = branch.link(links, other, Optional.of(customer));
            assertThat(Phone.outside(port).get("/l/" + code).body()).as(target).doesNotContain("继续了解");
            assertThat(Phone.outside(port).get("/l/" + code + "/go").statusCode())
                    .as(target)
                    .isEqualTo(410);
        }
    }

    @Test
    void givesPicturesOfWhatIsPublishedAndNoOthers() {
        String shown = file("link-shown");
        String hidden = file("link-hidden");
        ContentId content = branch.content("有图", "看图说话。\n\n![走势](file:" + shown + ")\n", TrackedBranch.TARGET);
        Phone phone = Phone.outside(port);
        String address = "/l/files/" + content.value() + "/";
        assertThat(phone.get("/l/" + branch.link(links, content, Optional.of(customer)))
                        .body())
                .contains(address + shown);
        HttpResponse<String> picture = phone.get(address + shown);
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(phone.get(address + hidden).statusCode()).isEqualTo(404);
        assertThat(phone.get("/l/files/0/" + shown).statusCode()).isEqualTo(404);
    }

    private String file(String text) {
        return db.sql("""
                        insert into engagement.content_file (sha256, media_type, width, height, bytes, kept_at)
                        values (sha256(:text::bytea), 'image/png', 1, 1, :text::bytea, now())
                        returning encode(sha256, 'hex')
                        """)
                .param("text", text)
                .query((row, number) -> row.getString(1))
                .single();
    }

    @Test
    void keepsPreviewsApart() {
        ContentId content = branch.content("预览");
        String code = branch.link(links, content, Optional.of(customer));
        Phone phone = Phone.outside(port);
        assertThat(phone.send(phone.request("/l/" + code).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> ahead = phone.send(phone.request("/l/" + code).header("Sec-Purpose", "prefetch"));
        assertThat(ahead.body()).contains("og:title").doesNotContain("data-ticket", "data-seen");
        assertThat(phone.isMarked()).isFalse();
        assertThat(visits(content)).isEmpty();
        assertThat(db.sql("""
                        select f.reason from engagement.link_fetch f join engagement.link l on l.id = f.link_id
                        where l.code = :code order by f.id
                        """).param("code", code).query(String.class).list()).containsExactly("NO_GET", "PREFETCH");
    }

    @Test
    void knowsByWeChatWhoOpensALinkThatWasMadeForNobody() {
        ContentId content = branch.content("朋友圈");
        String code = branch.link(links, content, Optional.empty());
        Phone phone = Phone.inWeChat(port);
        HttpResponse<String> page = phone.through("/l/" + code, "union-track-1");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(phone.get("/l/" + code).statusCode()).as("known again").isEqualTo(200);
        Phone stranger = Phone.inWeChat(port);
        assertThat(stranger.through(Phone.address(page), "union-nobody").statusCode())
                .isEqualTo(200);
        assertThat(db.sql("""
                        select coalesce((contact_id = :customer)::text, '-') || ' ' || depth from engagement.link_visit
                        where content_id = :content order by id
                        """)
                        .param("customer", customer.value())
                        .param("content", content.value())
                        .query(String.class)
                        .list())
                .containsExactly("true 0", "true 0", "- 1");
    }

    @Test
    void optsOutInOneTapAndBack() {
        String code = branch.link(links, branch.content("退订"), Optional.of(branch.contact("wm-track-2")));
        Phone phone = Phone.outside(port);
        String ticket = Phone.ticket(phone.get("/l/" + code));
        assertThat(phone.post("/l/" + code + "/opt-out", "v=" + ticket).body()).contains("已为您退订");
        assertThat(optedOut()).isEqualTo(1);
        assertThat(phone.post("/l/" + code + "/opt-in", "v=" + ticket).body()).contains("已恢复接收");
        assertThat(optedOut()).isZero();
        assertThat(phone.post("/l/" + code + "/opt-out", "v=guess").statusCode())
                .isEqualTo(410);
    }

    @Test
    void openingsStandOnTheCustomersTimeLine() {
        String code = branch.link(links, branch.content("时间线上的内容"), Optional.of(customer));
        Phone.outside(port).get("/l/" + code);
        TrackedPeople people = new TrackedPeople(port, db);
        Visitor manager = people.manager("TRACK-S1");
        assertThat(manager.get("/customers/TRACK-C1/timeline").body()).contains("打开内容", "「时间线上的内容」");
        assertThat(manager.get("/customers/TRACK-C1?kind=content").body()).contains("打开内容");
    }

    private long optedOut() {
        return db.sql("""
                        select count(*) from engagement.opt_out o join core.external_contact e on e.id = o.contact_id
                        where e.external_userid = 'wm-track-2' and o.revoked_at is null
                        """).query(Long.class).single();
    }

    private List<@Nullable String> visits(ContentId content) {
        return db.sql("""
                        select (contact_id is not null) || ' ' || depth || ' ' || scroll_percent || ' ' || sections::text || ' '
                            || (target_at is not null)
                        from engagement.link_visit where content_id = :content order by id
                        """).param("content", content.value()).query(String.class).list();
    }
}
