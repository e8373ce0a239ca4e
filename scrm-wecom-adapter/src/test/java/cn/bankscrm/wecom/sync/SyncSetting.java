package cn.bankscrm.wecom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.friendlink.RecordingFriendLinks;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.wecom.client.MovingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A platform without data, and a port at which each test puts a WeCom of its own. */
@SpringBootTest(
        classes = SyncTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.flyway.enabled=false",
            "db-scheduler.enabled=false",
            "scrm.wecom.corp-id=wwsimulator0000001",
            "scrm.wecom.apps.contact.secret=contact-secret",
            "scrm.wecom.apps.customer.secret=customer-secret",
            "scrm.wecom.apps.workbench.secret=workbench-secret",
            "scrm.wecom.apps.workbench.agent-id=1000004"
        })
abstract class SyncSetting {

    static final int PORT = freePort();

    @Autowired
    JdbcClient db;

    @Autowired
    SyncRuns runs;

    @Autowired
    CarryingOutSync carryingOut;

    @Autowired
    RecordingFriendLinks links;

    @Autowired
    MovingClock clock;

    @Autowired
    FieldCipher cipher;

    final List<Duration> rests = new ArrayList<>();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
        registry.add("scrm.wecom.api-base-url", () -> "http://127.0.0.1:" + PORT);
    }

    @BeforeEach
    void empty() {
        db.sql("""
                        truncate core.friend_link, core.friend_link_ending, core.external_contact, core.staff,
                                 core.tag_group, core.institution, wecom.department, wecom.member, wecom.sync_run,
                                 wecom.access_token, wecom.api_limit, wecom.inbox_work
                        cascade
                        """).update();
        // What earlier tests were told to wait for is over.
        clock.advance(Duration.ofHours(2));
    }

    /** Carries out a run to its end. */
    SyncProgress sync(Kind kind) throws InterruptedException {
        assertThat(runs.begin(kind, "test")).isTrue();
        carryingOut.carryOut(runs.claim().orElseThrow(), new Resting(Integer.MAX_VALUE));
        return runs.latest().orElseThrow();
    }

    /** Member, contact, begin and way of every link that is live here. */
    Set<String> liveHere() {
        return new TreeSet<>(db.sql("""
                        select lower(s.wecom_userid) || ' ' || c.external_userid || ' '
                               || extract(epoch from l.added_at)::bigint || ' ' || l.add_way
                        from core.friend_link l
                        join core.staff s on s.id = l.staff_id
                        join core.external_contact c on c.id = l.contact_id
                        where l.ended_at is null
                        """).query((row, n) -> row.getString(1)).list());
    }

    int count(String sql) {
        return db.sql(sql).query((row, n) -> row.getInt(1)).single();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rests by moving the clock; is struck dead after so many steps. */
    final class Resting implements CarryingOutSync.Pause {
        private int steps;

        Resting(int steps) {
            this.steps = steps;
        }

        @Override
        public boolean stopping() {
            if (steps-- == 0) {
                throw new Killed();
            }
            return false;
        }

        @Override
        public void rest(Duration time) {
            rests.add(time);
            clock.advance(time);
        }
    }

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
