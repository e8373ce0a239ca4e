package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithDatabaseTests {

    @TempDir
    Path folder;

    @AfterEach
    void forgetTheDatabase() {
        for (String part : new String[] {"url", "username", "password"}) {
            System.clearProperty("spring.datasource." + part);
        }
    }

    /** A command that ends with what it finds in the database, or 90 and more where it is told something else. */
    public static final class Reading {

        private Reading() {}

        public static int run(String[] arguments) {
            try (Connection connection = DriverManager.getConnection(
                            System.getProperty("spring.datasource.url"),
                            System.getProperty("spring.datasource.username"),
                            System.getProperty("spring.datasource.password"));
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id from kept")) {
                rows.next();
                return arguments.length == 1 && arguments[0].equals("--word") ? rows.getInt(1) : 90;
            } catch (SQLException e) {
                return 91;
            }
        }
    }

    @Test
    void runsACommandOnTheDatabaseOfAPlatformThatRunsOrIsStopped() throws Throwable {
        try (EmbeddedPostgresql database =
                        EmbeddedPostgresql.start(folder, EmbeddedServer.sharedFolder(), PostgresqlSettings.durable(0));
                Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept (id bigint primary key)");
            statement.execute("insert into kept values (42)");

            assertThat(run()).as("while it runs").isEqualTo(42);
        }
        assertThat(run()).as("when it is stopped").isEqualTo(42);
        assertThat(run()).as("and stopped again").isEqualTo(42);
    }

    @Test
    void saysThatThereIsNoDatabaseInAFolderWithoutOne() throws Throwable {
        assertThat(run()).isEqualTo(2);
    }

    private int run() throws Throwable {
        return WithDatabase.run(
                new String[] {Reading.class.getName(), "--word"},
                Map.of(
                        "SCRM_DATA_DIR", folder.toString(),
                        "SCRM_EMBEDDEDDATABASE_PROGRAMSDIR",
                                EmbeddedServer.sharedFolder().toString()));
    }
}
