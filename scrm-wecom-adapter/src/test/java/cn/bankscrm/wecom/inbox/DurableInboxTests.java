package cn.bankscrm.wecom.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.db.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Group commit: what is acknowledged is in the database, and only that. */
class DurableInboxTests {

    private static final DataSource DATABASE = TestDatabase.fresh().dataSource();

    private final Switch source = new Switch(DATABASE);
    private final JdbcClient db = JdbcClient.create(DATABASE);
    private DurableInbox inbox = inbox(1_000, Duration.ofSeconds(10));

    @BeforeEach
    void empty() {
        db.sql("truncate wecom.inbox, wecom.inbox_work").update();
        inbox.start();
    }

    @AfterEach
    void close() {
        source.held.countDown();
        inbox.stop();
    }

    @Test
    void storesWhatItAcknowledges() {
        inbox.store("customer", payload("wmA"));

        assertThat(count("wecom.inbox")).isEqualTo(1);
        assertThat(count("wecom.inbox_work")).isEqualTo(1);
    }

    @Test
    void countsARepeatWithoutMakingWorkOfIt() {
        inbox.store("customer", payload("wmA"));
        db.sql("delete from wecom.inbox_work").update();
        inbox.store("customer", payload("wmA"));

        assertThat(count("wecom.inbox")).isEqualTo(1);
        assertThat(count("wecom.inbox_work")).isZero();
        assertThat(db.sql("select deliveries from wecom.inbox")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void storesManyAtOnceAndTheSameOnlyOnce() {
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] payload = payload("wm" + i / 3);
            requests.add(
                    CompletableFuture.runAsync(() -> inbox.store("customer", payload), Thread::startVirtualThread));
        }
        requests.forEach(CompletableFuture::join);

        assertThat(count("wecom.inbox")).isEqualTo(100);
        assertThat(count("wecom.inbox_work")).isEqualTo(100);
        assertThat(db.sql("select sum(deliveries) from wecom.inbox")
                        .query(Long.class)
                        .single())
                .isEqualTo(300);
    }

    @Test
    void oneBadEventDoesNotTakeOthersWithIt() throws InterruptedException {
        source.hold();
        List<CompletableFuture<Void>> good = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] payload = payload("wm" + i);
            good.add(CompletableFuture.runAsync(() -> inbox.store("customer", payload), Thread::startVirtualThread));
        }
        Arrival misshapen = new Arrival(
                "customer", "e", "r", Instant.ofEpochSecond(1700000000), Duration.ZERO, new byte[31], new byte[1]);
        CompletableFuture<Void> bad =
                CompletableFuture.runAsync(() -> inbox.store(misshapen), Thread::startVirtualThread);
        Thread.sleep(200);
        source.held.countDown();

        good.forEach(CompletableFuture::join);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(bad::join)
                .withCauseInstanceOf(InboxUnavailable.class);
        assertThat(count("wecom.inbox")).isEqualTo(20);
    }

    @Test
    void acknowledgesNothingWhileTheDatabaseIsAway() {
        source.away = true;
        Instant begin = Instant.now(Clock.systemUTC());

        assertThatExceptionOfType(InboxUnavailable.class).isThrownBy(() -> inbox.store("customer", payload("wmA")));

        assertThat(Duration.between(begin, Instant.now(Clock.systemUTC()))).isLessThan(Duration.ofSeconds(5));
        source.away = false;
        assertThat(count("wecom.inbox")).isZero();
        inbox.store("customer", payload("wmA"));
        assertThat(count("wecom.inbox")).isEqualTo(1);
    }

    @Test
    void refusesAtOnceWhenItsQueueIsFull() {
        inbox.stop();
        inbox = inbox(1, Duration.ofMillis(300));
        inbox.start();
        source.hold();
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byte[] payload = payload("wm" + i);
            requests.add(
                    CompletableFuture.runAsync(() -> inbox.store("customer", payload), Thread::startVirtualThread));
        }

        assertThat(requests)
                .allSatisfy(request -> assertThatExceptionOfType(CompletionException.class)
                        .isThrownBy(request::join)
                        .withCauseInstanceOf(InboxUnavailable.class));
    }

    @Test
    void refusesWhatComesAfterTheEnd() {
        inbox.stop();

        assertThatExceptionOfType(InboxUnavailable.class).isThrownBy(() -> inbox.store("customer", payload("wmA")));
    }

    private DurableInbox inbox(int queue, Duration within) {
        InboxProperties properties =
                new InboxProperties(2, queue, within, 0, 100, 1, Duration.ofMinutes(1), Duration.ofSeconds(1));
        return new DurableInbox(
                new InboxTable(new JdbcTemplate(source), Clock.systemUTC()),
                new InboxBell(),
                new Plain(),
                properties,
                new SimpleMeterRegistry());
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static byte[] payload(String contact) {
        return ("<xml><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event>"
                        + "<ChangeType>del_follow_user</ChangeType><UserID>zhangsan</UserID><ExternalUserID>" + contact
                        + "</ExternalUserID></xml>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A database that can be away, or slow. */
    private static final class Switch extends DelegatingDataSource {

        volatile boolean away;
        volatile CountDownLatch held = new CountDownLatch(0);

        Switch(DataSource target) {
            super(target);
        }

        void hold() {
            held = new CountDownLatch(1);
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (away) {
                throw new SQLException("Connection refused", "08001");
            }
            return super.getConnection();
        }
    }

    private static final class Plain implements FieldCipher {

        @Override
        public byte[] encrypt(String field, String plain) {
            return plain.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decrypt(String field, byte[] encrypted) {
            return new String(encrypted, StandardCharsets.UTF_8);
        }

        @Override
        public byte[] digest(String field, String plain) {
            return new byte[32];
        }
    }
}
