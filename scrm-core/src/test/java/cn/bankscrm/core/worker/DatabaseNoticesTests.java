package cn.bankscrm.core.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DatabaseNoticesTests {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final HikariDataSource pool = pool();
    private final JdbcClient db = JdbcClient.create(pool);
    private final AtomicInteger told = new AtomicInteger();
    private final DatabaseNotices notices = new DatabaseNotices("test_channel", pool, told::incrementAndGet);

    private static HikariDataSource pool() {
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(TestDatabase.fresh().dataSource());
        settings.setMaximumPoolSize(2);
        return new HikariDataSource(settings);
    }

    @AfterEach
    void end() {
        notices.stop();
        pool.close();
    }

    @Test
    void looksWhenItBeginsAndAtEachNotice() {
        begin();
        tell();
        awaitTold(2);
        tell();
        awaitTold(3);
    }

    @Test
    void hearsOfWhatIsCommittedAlone() {
        begin();
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.executeWithoutResult(status -> {
            tell();
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> tell());
        awaitTold(2);
        await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> told.get() == 2);
    }

    @Test
    void listensAgainWhenItsConnectionWasEndedAndLooksForWhatWasToldMeanwhile() {
        begin();
        assertThat(endConnections()).isEqualTo(1);
        awaitTold(2);
        tell();
        awaitTold(3);
    }

    @Test
    void givesItsConnectionBackDeafAndListensAgainWhenItIsStartedAgain() {
        begin();
        notices.stop();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThat(db.sql("select count(*) from pg_listening_channels()")
                        .query(Long.class)
                        .single())
                .isZero();
        tell();
        notices.start();
        awaitTold(2);
    }

    @Test
    void takesNoNameThatIsMoreThanAName() {
        assertThatThrownBy(() -> new DatabaseNotices("a; drop schema core", pool, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void begin() {
        notices.start();
        awaitTold(1);
    }

    private void tell() {
        db.sql("select pg_notify('test_channel', '')")
                .query((row, number) -> number)
                .list();
    }

    private void awaitTold(int times) {
        await().pollInterval(Duration.ofMillis(10)).atMost(SOON).until(() -> told.get() == times);
    }

    /** All that listen here. */
    private long endConnections() {
        return db.sql("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen test_channel'
                        """).query(Long.class).single();
    }
}
