package cn.bankscrm.wecom.callback;

import static cn.bankscrm.wecom.callback.WeComSender.contactEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.wecom.callback.WeComSender.Answer;
import cn.bankscrm.wecom.inbox.InboxTestApplication;
import cn.bankscrm.wecom.inbox.StandInWeCom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** From WeCom's request to the friend link in the database, over HTTP, with the node's own threads at work. */
@SpringBootTest(classes = InboxTestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {TestDatabase.Initializer.class, CallbackSettings.class})
class CallbackFlowTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient db;

    @Autowired
    private StandInWeCom wecom;

    private WeComSender sender = new WeComSender(0);

    @BeforeEach
    void emptyInbox() {
        sender = new WeComSender(port);
        wecom.reset();
        db.sql(
                        "truncate wecom.inbox, wecom.inbox_work, core.friend_link, core.friend_link_ending, core.external_contact, core.staff cascade")
                .update();
    }

    @AfterEach
    void workersAreIdle() {
        await().atMost(Duration.ofSeconds(5)).until(() -> count("wecom.inbox_work") == 0);
    }

    @Test
    void anAddedFriendIsALinkWithinASecond() {
        wecom.befriend("zhangsan", "wmA", Instant.ofEpochSecond(1700000000));

        Answer answer = sender.deliver("customer", contactEvent("add_external_contact", "ZhangSan", "wmA", 1700000000));

        assertThat(answer).isEqualTo(new Answer(200, "success"));
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(db.sql("""
                        select l.added_at = to_timestamp(1700000000) and l.add_way = 1 and c.name_enc is not null
                        from core.friend_link l join core.external_contact c on c.id = l.contact_id
                        where l.ended_at is null
                        """).query(Boolean.class).list()).containsExactly(true));
        await().atMost(Duration.ofSeconds(1)).until(() -> count("wecom.inbox_work") == 0);
    }

    @Test
    void fourDeliveriesAreOneEvent() {
        wecom.befriend("zhangsan", "wmA", Instant.ofEpochSecond(1700000000));
        for (int i = 0; i < 4; i++) {
            assertThat(sender.deliver("customer", contactEvent("add_external_contact", "zhangsan", "wmA", 1700000000))
                            .status())
                    .isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(2)).until(() -> count("wecom.inbox_work") == 0);
        assertThat(count("wecom.inbox")).isEqualTo(1);
        assertThat(db.sql("select deliveries from wecom.inbox")
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
        assertThat(count("core.friend_link")).isEqualTo(1);
        assertThat(wecom.asked).hasValue(1);
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }
}
