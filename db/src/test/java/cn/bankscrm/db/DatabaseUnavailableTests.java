package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What stands in the way of a start, said in one sentence. */
class DatabaseUnavailableTests {

    @TempDir
    Path folder;

    @Test
    void namesTheProcessThatUsesTheFolder() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsFolder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");

            assertThatThrownBy(() -> start(PostgresqlSettings.durable(0)))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessage("数据目录 %1$s 正被进程 %2$d 使用 / The data folder %1$s is in use by process %2$d"
                            .formatted(folder.toRealPath(), other.pid()));
        } finally {
            other.destroyForcibly().waitFor();
        }

        start(PostgresqlSettings.durable(0)).close();
    }

    @Test
    void refusesTheFolderThatThisProcessUsesAlready() {
        try (EmbeddedPostgresql database = start(PostgresqlSettings.durable(0))) {
            assertThatThrownBy(() -> start(PostgresqlSettings.durable(0)))
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
            assertThat(database.pid()).isPositive();
        }
    }

    @Test
    void namesThePortThatWasAskedForAndIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(PostgresqlSettings.durable(taken.getLocalPort())))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessage("内嵌数据库的端口 %1$d 已被占用 / The port %1$d of the embedded database is taken"
                            .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void namesTheVersionThatMadeTheFolder() throws IOException {
        Files.createDirectories(folder.resolve("pg"));
        Files.writeString(folder.resolve("pg").resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(() -> start(PostgresqlSettings.durable(0)))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("belongs to PostgreSQL 16, this program runs 18");
    }

    @Test
    void leavesAFolderAloneThatIsNoCluster() throws IOException {
        Files.createDirectories(folder.resolve("pg"));
        Files.writeString(folder.resolve("pg").resolve("diary.txt"), "dear diary");

        assertThatThrownBy(() -> start(PostgresqlSettings.durable(0))).hasMessageContaining("is no data folder");
        assertThat(folder.resolve("pg").resolve("diary.txt")).exists();
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        assertThatThrownBy(() -> EmbeddedPostgresql.start(file.resolve("data"), PostgresqlSettings.durable(0)))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("不能写入")
                .hasMessageContaining("cannot be written");
    }

    @Test
    void quotesTheServersOwnReasonForNotStarting() {
        PostgresqlSettings wrong = new PostgresqlSettings(0, Map.of("shared_buffers", "a lot"));

        assertThatThrownBy(() -> start(wrong))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"a lot\"")
                .hasMessageContaining("pg.log");
    }

    @Test
    void givesTheSentenceToTheOneWhoStartsTheApplication() {
        var unavailable = new DatabaseUnavailable("坏了", "broken");

        var analysis = new DatabaseUnavailableAnalyzer().analyze(new IllegalStateException(unavailable));

        assertThat(analysis).extracting(FailureAnalysis::getDescription).isEqualTo("坏了 / broken");
    }

    private EmbeddedPostgresql start(PostgresqlSettings settings) {
        return EmbeddedPostgresql.start(folder, EmbeddedServer.sharedFolder(), settings);
    }

    /** Another application on the folder, until it is killed. */
    static final class HoldsFolder {

        @SuppressWarnings("SystemOut") // the parent waits for this line
        public static void main(String[] args) throws Exception {
            DataFolderLock lock = DataFolderLock.take(Path.of(args[0]).toRealPath());
            System.out.println("held");
            Thread.sleep(java.time.Duration.ofMinutes(1));
            lock.close();
        }
    }
}
