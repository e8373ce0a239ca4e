package cn.bankscrm.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

class DatabaseLostTests {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P03"})
    void findsADatabaseThatWentAwayBelowOtherFailures(String state) {
        assertThat(lost(new RuntimeException("no bean", new SQLException("gone", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "42P01", "23505", "57014", "53300"})
    void leavesOtherFaultsOfTheDatabaseAlone(String state) {
        assertThat(lost(new SQLException("refused", state))).isFalse();
    }

    @Test
    void leavesAFaultOfAnotherKindAlone() {
        assertThat(lost(new IllegalArgumentException("wrong setting"))).isFalse();
        assertThat(lost(new SQLException("without a state"))).isFalse();
    }

    @Test
    void tellsAConnectionThatTheServerEnded() throws SQLException {
        DataSource database = TestDatabase.empty().dataSource();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            Throwable ended = catchThrowable(
                    () -> statement.execute("select pg_terminate_backend(pg_backend_pid()), pg_sleep(10)"));

            assertThat(lost(ended)).isTrue();
        }
    }

    @Test
    void tellsAConnectionThatBrokeFromTheRollbackThatFailedInItsPlace() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestDatabase.empty().dataSource());
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                assertThat(catchThrowable(
                                () -> statement.execute("select pg_terminate_backend(pg_backend_pid()), pg_sleep(10)")))
                        .isInstanceOf(SQLException.class);
            }

            assertThat(lost(catchThrowable(connection::rollback))).isTrue();
        }
    }

    @Test
    void tellsADatabaseThatThePoolHadReachedAndReachesNoMore() throws Exception {
        AtomicReference<DataSource> database =
                new AtomicReference<>(TestDatabase.empty().dataSource());
        HikariConfig config = new HikariConfig();
        config.setDataSource(new Moving(database));
        config.setConnectionTimeout(250);
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcClient.create(pool).sql("select 1").query().singleValue();
            database.set(nobodyThere());
            try (Connection held = pool.getConnection()) {
                pool.evictConnection(held);
            }

            Throwable failure = catchThrowable(
                    () -> JdbcClient.create(pool).sql("select 1").query().singleValue());

            assertThat(lost(failure)).isTrue();
        }
    }

    @Test
    void leavesADatabaseAloneThatWasNeverThere() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            // as with Spring Boot, the first connection is tried when one is asked for
            pool.setDataSource(nobodyThere());
            Throwable failure = catchThrowable(
                    () -> Flyway.configure().dataSource(pool).load().migrate());

            assertThat(failure).hasRootCauseInstanceOf(java.net.ConnectException.class);
            assertThat(lost(failure)).isFalse();
        }
    }

    @Test
    void isKnownToTheLauncher() throws Exception {
        assertThat(Files.readString(Path.of("..", ".scrm", "run.sh")))
                .contains(DatabaseLost.EXIT_CODE + ") ;;")
                .contains("(" + DatabaseLost.class.getSimpleName() + ")");
    }

    private static boolean lost(Throwable cause) {
        return DatabaseLost.isCauseOf(new IllegalStateException("The platform does not start", cause));
    }

    private static DataSource nobodyThere() throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            source.setUrl("jdbc:postgresql://127.0.0.1:" + free.getLocalPort() + "/postgres");
        }
        source.setUser("scrm");
        source.setPassword("scrm");
        return source;
    }

    /** A database whose place can be taken by another. */
    private static final class Moving extends AbstractDataSource {
        private final AtomicReference<DataSource> now;

        Moving(AtomicReference<DataSource> now) {
            this.now = now;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return now.get().getConnection();
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }
}
