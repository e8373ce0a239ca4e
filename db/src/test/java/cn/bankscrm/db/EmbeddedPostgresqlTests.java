package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedPostgresqlTests {

    private static final PostgresqlSettings DURABLE = PostgresqlSettings.durable(0);

    @TempDir
    Path folder;

    @Test
    void keepsItsDataOverARestart() {
        try (EmbeddedPostgresql database = start()) {
            client(database).sql("create table kept (id bigint primary key)").update();
            client(database).sql("insert into kept values (1), (2)").update();
        }
        try (EmbeddedPostgresql database = start()) {
            assertThat(rows(database, "kept")).isEqualTo(2);
        }
    }

    @Test
    void losesNothingThatWasCommittedAndKeepsItsPortWhenTheServerIsKilled() {
        try (EmbeddedPostgresql database = start()) {
            int port = database.port();
            long killed = database.pid();
            client(database).sql("create table kept (id bigint primary key)").update();
            client(database).sql("insert into kept values (1), (2), (3)").update();

            kill(killed);

            assertThat(rowsSoon(database, "kept")).isEqualTo(3);
            assertThat(database.port()).isEqualTo(port);
            assertThat(database.pid()).isNotEqualTo(killed);
        }
    }

    @Test
    void comesBackAlthoughABackendOfTheKilledServerIsStillBusy() throws Exception {
        try (EmbeddedPostgresql database = start()) {
            client(database).sql("create table kept (id bigint primary key)").update();
            Thread busy = Thread.ofVirtual().start(() -> countForEver(database));
            while (active(database, "generate_series") == 0) {
                Thread.sleep(20);
            }

            kill(database.pid());

            assertThat(rowsSoon(database, "kept")).isZero();
            busy.join(Duration.ofSeconds(10));
            assertThat(busy.isAlive()).isFalse();
        }
    }

    @Test
    void startsAgainAServerThatIsKilledBeforeItStands() throws IOException {
        start().close();
        String cluster = new ClusterFiles(folder.toRealPath()).cluster().toString();
        AtomicBoolean killed = new AtomicBoolean();
        Thread killer = Thread.ofPlatform().start(() -> {
            while (!killed.get() && !Thread.currentThread().isInterrupted()) {
                ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().commandLine().orElse("").contains(cluster))
                        .findFirst()
                        .ifPresent(server -> killed.set(server.destroyForcibly()));
            }
        });
        try (EmbeddedPostgresql database = start()) {
            assertThat(killed).isTrue();
            assertThat(rowsSoon(database, "pg_database")).isPositive();
        } finally {
            killer.interrupt();
        }
    }

    @Test
    void replacesAServerThatAKilledApplicationLeftBehind() throws IOException {
        start().close();
        ClusterFiles files = new ClusterFiles(folder.toRealPath());
        Postmaster postmaster = new Postmaster(PostgresqlBinaries.in(EmbeddedServer.sharedFolder()), files);
        Process orphan = postmaster.start(Postmaster.port(0), DURABLE);

        try (EmbeddedPostgresql database = start()) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(client(database).sql("select 1").query(Integer.class).single())
                    .isEqualTo(1);
        }
    }

    @Test
    void isNotHinderedByThePidFileOfADeadServerWhosePidAnotherProcessHasNow() throws IOException {
        start().close();
        Path pidFile = new ClusterFiles(folder.toRealPath()).cluster().resolve("postmaster.pid");
        Files.writeString(
                pidFile, ProcessHandle.current().pid() + "\n" + folder + "\n0\n5432\n\n127.0.0.1\n1 2\nready\n");

        try (EmbeddedPostgresql database = start()) {
            assertThat(client(database).sql("select 1").query(Integer.class).single())
                    .isEqualTo(1);
        }
    }

    @Test
    void beginsAnewWhenTheFirstStartWasKilledHalfWay() throws IOException {
        Files.createDirectories(folder.resolve("pg.new").resolve("base"));
        Files.writeString(folder.resolve("pg.password"), "half");

        try (EmbeddedPostgresql database = start()) {
            assertThat(client(database).sql("select 1").query(Integer.class).single())
                    .isEqualTo(1);
        }
    }

    @Test
    void writesWhatItAcknowledgesToTheDisk() {
        try (EmbeddedPostgresql database = start()) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
                assertThat(client(database)
                                .sql("show " + setting)
                                .query(String.class)
                                .single())
                        .as(setting)
                        .isEqualTo("on");
            }
        }
    }

    @Test
    void asksForThePasswordThatOnlyItsOwnerCanRead() throws IOException {
        try (EmbeddedPostgresql database = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.username(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("pg.password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void putsNoRowValuesIntoItsLog() throws IOException {
        try (EmbeddedPostgresql database = start()) {
            client(database)
                    .sql("create table person (mobile text constraint person_pk primary key)")
                    .update();
            client(database).sql("insert into person values ('13800001234')").update();
            assertThatThrownBy(() -> client(database)
                            .sql("insert into person values ('13800001234')")
                            .update())
                    .hasMessageContaining("person_pk");
        }
        assertThat(Files.readString(folder.resolve("pg.log")))
                .contains("person_pk")
                .doesNotContain("13800001234");
    }

    @Test
    void closesTwiceWithoutHarmAndLeavesNoProcess() {
        EmbeddedPostgresql database = start();
        long pid = database.pid();

        database.close();
        database.close();

        // the system may name it for a moment longer
        await().untilAsserted(() -> assertThat(ProcessHandle.of(pid)).isEmpty());
    }

    @Test
    void runsTheVersionThatTheFolderOfItsProgramsNames() throws Exception {
        PostgresqlBinaries binaries = PostgresqlBinaries.in(folder);
        Process version = new ProcessBuilder(binaries.program("postgres").toString(), "--version").start();

        assertThat(new String(version.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip()
                        + ".0")
                .endsWith(" " + PostgresqlBinaries.VERSION)
                .contains(" " + PostgresqlBinaries.MAJOR + ".");
        assertThat(PostgresqlBinaries.in(folder)).isEqualTo(binaries);
    }

    private EmbeddedPostgresql start() {
        return EmbeddedPostgresql.start(folder, EmbeddedServer.sharedFolder(), DURABLE);
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static JdbcClient client(EmbeddedPostgresql database) {
        return JdbcClient.create(
                new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
    }

    private static long rows(EmbeddedPostgresql database, String table) {
        return client(database)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private static long active(EmbeddedPostgresql database, String text) {
        return client(database)
                .sql("select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()"
                        + " and query like :text")
                .params(Map.of("text", "%" + text + "%"))
                .query(Long.class)
                .single();
    }

    /** Asks again until the server answers, as a connection pool does; a server that stays away fails the test. */
    private static long rowsSoon(EmbeddedPostgresql database, String table) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                return rows(database, table);
            } catch (org.springframework.dao.DataAccessException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Postmaster.pause(Duration.ofMillis(50));
            }
        }
    }

    private static void countForEver(EmbeddedPostgresql database) {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from generate_series(1, 100000000000) where random() < 2");
        } catch (SQLException expectedWhenTheServerDies) {
            assertThat(expectedWhenTheServerDies.getSQLState()).isNotNull();
        }
    }
}
