package cn.bankscrm.wecom.inbox;

import static cn.bankscrm.wecom.callback.WeComSender.contactEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An inbox that no worker works off but the test, with a WeCom of the test behind it. */
@WithoutWorkers
abstract class ProcessedInbox {

    static final long T0 = 1_700_000_000L;
    static final String WORKER = "test:1";

    @Autowired
    DurableInbox inbox;

    @Autowired
    InboxProcessing processing;

    @Autowired
    InboxWork work;

    @Autowired
    StandInWeCom wecom;

    @Autowired
    AdjustableClock clock;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void empty() {
        wecom.reset();
        db.sql("""
                        truncate wecom.inbox, wecom.inbox_work, core.friend_link, core.friend_link_ending,
                            core.external_contact, core.staff cascade
                        """).update();
    }

    void arrives(String payload) {
        inbox.store("customer", payload.getBytes(StandardCharsets.UTF_8));
    }

    void workOff() {
        try {
            while (processing.workOnce(WORKER) > 0) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void assertNothingLeft() {
        assertThat(text("select relation || ' ' || status from wecom.inbox_work"))
                .isEmpty();
    }

    /** Times are in seconds after T0. */
    List<String> links() {
        return text("""
                select s.wecom_userid || ' ' || c.external_userid || ' ' || extract(epoch from l.added_at)::bigint - 1700000000
                    || '-' || coalesce(extract(epoch from l.ended_at)::bigint - 1700000000 || ' ' || l.ended_by, '')
                    || ' way=' || coalesce(l.add_way::text, 'null') || ' state=' || coalesce(l.state, 'null')
                from core.friend_link l
                join core.staff s on s.id = l.staff_id
                join core.external_contact c on c.id = l.contact_id
                order by s.wecom_userid, c.external_userid, l.added_at
                """);
    }

    List<String> text(String sql) {
        return db.sql(sql).query((row, n) -> String.valueOf(row.getString(1))).list();
    }

    static String added(String member, String contact, long time) {
        return event("add_external_contact", member, contact, time);
    }

    static String event(String change, String member, String contact, long time) {
        return contactEvent(change, member, contact, time);
    }

    static String directory(String change, String fields) {
        return "<xml><CreateTime>" + T0
                + "</CreateTime><MsgType>event</MsgType><Event>change_contact</Event><ChangeType>" + change
                + "</ChangeType>" + fields + "</xml>";
    }

    static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
