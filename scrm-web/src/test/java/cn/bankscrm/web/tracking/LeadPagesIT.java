package cn.bankscrm.web.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A customer goes on to the product; their manager finds a lead, and nobody else does. */
@ScrmWebTest
class LeadPagesIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    TrackedLinks links;

    private TrackedBranch branch;
    private TrackedPeople people;

    @BeforeEach
    void loaded() throws Exception {
        branch = new TrackedBranch(port, db);
        branch.load();
        people = new TrackedPeople(port, db);
    }

    @Test
    void comesToTheManagerAndIsFollowedToItsEnd() {
        String lead = lead("线索来自这篇");
        Visitor manager = people.manager("TRACK-S1");
        String page = manager.get("/leads").body();
        assertThat(page)
                .contains("看了「线索来自这篇」", "路** TRACK-C1", "打开 1 次", "先看期限", "再看用途", "已点去办理", "我来跟进")
                .doesNotContain("路客户", "13922220001");
        assertThat(people.of(Role.BRANCH_MANAGER).get("/leads").body()).contains("线索来自这篇");
        Visitor colleague = people.manager("TRACK-S2");
        assertThat(colleague.get("/leads").body()).doesNotContain("线索来自这篇");

        post(colleague, "/leads/" + lead + "/take");
        assertThat(state(lead)).isEqualTo("NEW");
        post(manager, "/leads/" + lead + "/take");
        assertThat(state(lead)).isEqualTo("TAKEN");
        post(manager, "/leads/" + lead + "/done", "reason", "已约周三到店");
        assertThat(state(lead)).isEqualTo("DONE");
        assertThat(manager.get("/leads?state=DONE").body()).contains("已约周三到店");
        assertThat(Visitor.location(post(manager, "/leads/" + lead + "/drop", "reason", "太晚")))
                .startsWith("/leads");
        assertThat(state(lead)).isEqualTo("DONE");
    }

    @Test
    void isDroppedForAReasonOnly() {
        String lead = lead("放弃的线索");
        Visitor manager = people.manager("TRACK-S1");
        post(manager, "/leads/" + lead + "/drop", "reason", " ");
        assertThat(state(lead)).isEqualTo("NEW");
        post(manager, "/leads/" + lead + "/drop", "reason", "客户已在他行办理");
        assertThat(state(lead)).isEqualTo("DROPPED");
    }

    /** The customer opens the link, reads two sections, and goes on. */
    private String lead(String title) {
        ContentId content = branch.content(title);
        String code = branch.link(links, content, Optional.of(branch.contact("wm-track-1")));
        Phone phone = Phone.outside(port);
        String ticket = Phone.ticket(phone.get("/l/" + code));
        phone.post("/l/" + code + "/seen", "v=" + ticket + "&d=1&s=70&n=0,1");
        phone.get("/l/" + code + "/go?v=" + ticket);
        return db.sql("select id::text from engagement.lead where content_id = :content")
                .param("content", content.value())
                .query((row, number) -> row.getString(1))
                .single();
    }

    private String state(String lead) {
        return db.sql("select state from engagement.lead where id = :id::bigint")
                .param("id", lead)
                .query((row, number) -> row.getString(1))
                .single();
    }

    private static HttpResponse<String> post(Visitor visitor, String path, String... fields) {
        return visitor.post("/account/password", path, fields);
    }
}
