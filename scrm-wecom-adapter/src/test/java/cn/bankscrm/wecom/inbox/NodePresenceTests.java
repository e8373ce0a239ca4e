package cn.bankscrm.wecom.inbox;

import static cn.bankscrm.wecom.callback.WeComSender.contactEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a dead node held is taken up at once, and what a living one holds is left to it. */
@WithoutWorkers
class NodePresenceTests {

    private static final Duration LONG = Duration.ofHours(1);

    @Autowired
    private DurableInbox inbox;

    @Autowired
    private InboxWork work;

    @Autowired
    private InboxBell bell;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient db;

    private NodePresence node;
    private NodePresence other;

    @BeforeEach
    void twoNodes() {
        db.sql("truncate wecom.inbox, wecom.inbox_work").update();
        node = new NodePresence(database, work, bell);
        other = new NodePresence(database, work, bell);
    }

    @AfterEach
    void end() {
        node.end();
        other.end();
    }

    @Test
    void takesUpAtItsStartWhatADeadNodeHeld() {
        arrives("wmA");
        assertThat(work.lease("0badcafe:1", 10, LONG)).hasSize(1);
        assertThat(work.lease(node.node() + ":1", 10, LONG)).isEmpty();

        node.begin();

        assertThat(work.lease(node.node() + ":1", 10, LONG)).hasSize(1);
    }

    @Test
    void leavesToANodeThatLivesWhatItHolds() {
        other.begin();
        arrives("wmA");
        assertThat(work.lease(other.node() + ":1", 10, LONG)).hasSize(1);

        node.begin();
        node.look();

        assertThat(work.lease(node.node() + ":1", 10, LONG)).isEmpty();
    }

    @Test
    void takesUpWhatANodeHeldThatDiesLater() throws InterruptedException {
        other.begin();
        node.begin();
        arrives("wmA");
        assertThat(work.lease(other.node() + ":1", 10, LONG)).hasSize(1);
        node.look();

        db.sql("""
                        select pg_terminate_backend(pid, 5000)
                        from pg_locks
                        where locktype = 'advisory' and lpad(to_hex(objid::bigint), 8, '0') = :node
                        """).param("node", other.node()).query(Boolean.class).list();
        node.look();

        assertThat(work.lease(node.node() + ":1", 10, LONG)).hasSize(1);
    }

    @Test
    void isThereAgainWhenTheDatabaseIs() {
        node.begin();
        db.sql("select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory'")
                .query(Boolean.class)
                .list();
        node.look();
        node.look();

        assertThat(holders()).containsExactly(node.node());
    }

    @Test
    void keepsNoLockAfterItsEnd() {
        node.begin();
        assertThat(holders()).containsExactly(node.node());

        node.end();

        assertThat(holders()).isEmpty();
    }

    private List<String> holders() {
        return db.sql("""
                        select lpad(to_hex(objid::bigint), 8, '0')
                        from pg_locks
                        where locktype = 'advisory'
                          and database = (select oid from pg_database where datname = current_database())
                        """).query((row, n) -> String.valueOf(row.getString(1))).list();
    }

    private void arrives(String contact) {
        inbox.store(
                "customer",
                contactEvent("add_external_contact", "zhangsan", contact, 1_700_000_000)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
