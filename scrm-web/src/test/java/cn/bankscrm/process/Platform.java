package cn.bankscrm.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.frontdoor.DatabaseLost;
import cn.bankscrm.simulator.WeComSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One platform on a data folder of its own, started and killed as a process. */
final class Platform implements AutoCloseable {

    static final String CORP = "wwprocesstests00001";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final Path data;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final List<String> launcher;
    private final Map<String, String> settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    /**
     * Starts a platform that talks to this WeCom and returns when it is ready.
     *
     * @param launcher what stands before the command line of the JVM
     * @param more settings by their Spring names
     */
    Platform(String name, Path data, WeComSimulator weCom, List<String> launcher, Map<String, String> more) {
        this.name = name;
        this.data = data;
        this.launcher = launcher;
        this.settings = new LinkedHashMap<>(Map.of(
                "scrm.public-url",
                "http://127.0.0.1:" + port,
                "scrm.data-dir",
                data.toString(),
                "scrm.embedded-database.programs-dir",
                Program.postgresqlPrograms().toString(),
                "scrm.wecom.api-base-url",
                weCom.baseUri().toString(),
                "scrm.wecom.corp-id",
                CORP,
                "scrm.api.clients.everything.secret",
                "everything-test-secret",
                "scrm.api.clients.everything.scopes",
                "imports,reports,operations",
                "scrm.bootstrap.admin.username",
                "process-admin",
                "scrm.bootstrap.admin.password",
                "Aa1!process-tests-only"));
        for (String app : List.of("contact", "customer")) {
            settings.put("scrm.wecom.apps." + app + ".secret", "process-secret-of-" + app);
            settings.put("scrm.wecom.apps." + app + ".agent-id", "1000002");
            settings.put("scrm.wecom.apps." + app + ".token", "processTestsToken01");
            settings.put("scrm.wecom.apps." + app + ".encoding-aes-key", "processTestsKey0123456789abcdefghijklmnopqA");
        }
        settings.putAll(more);
        try {
            Files.deleteIfExists(Program.log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = launch();
        try {
            awaitReady();
        } catch (RuntimeException | Error failed) {
            end(); // nobody has this platform yet, so nobody would close it
            throw failed;
        }
        weCom.callbackTo("http://127.0.0.1:" + port + "/wecom/callback");
    }

    Platform(String name, Path data, WeComSimulator weCom) {
        this(name, data, weCom, List.of(), Map.of());
    }

    int port() {
        return port;
    }

    /** Starts it again after it was killed; does not wait. */
    void start() {
        process = launch();
    }

    /** As the launcher does with a platform that lost its database while it started. */
    void startAgainIfEnded() {
        if (!process.isAlive()) {
            assertThat(process.exitValue()).isEqualTo(DatabaseLost.EXIT_CODE);
            start();
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(Program.jvm());
        command.addAll(Program.startUpCache());
        command.addAll(List.of(
                "-jar",
                Program.jar().toString(),
                "--server.port=" + port,
                "--management.server.port=" + managementPort));
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(Program.log(name).toFile()));
        try {
            Files.createDirectories(data);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL to the application; its database lives on as an orphan, as after any such kill. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** SIGKILL to the postmaster of the embedded database. */
    void killDatabase() {
        ProcessHandle database = ProcessHandle.of(
                        Long.parseLong(postmaster().getFirst().strip()))
                .orElseThrow();
        List<ProcessHandle> connections = database.children().toList();
        assertThat(database.destroyForcibly()).isTrue();
        await("the end of its connections")
                .atMost(Duration.ofSeconds(10))
                .until(() -> connections.stream().noneMatch(ProcessHandle::isAlive));
    }

    void awaitReady() {
        HttpRequest health = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        await("the platform, see " + Program.log(name))
                .atMost(PATIENCE)
                .failFast("it ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> http.send(health, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    /** A figure straight from the embedded database. */
    long count(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    Connection connect() throws SQLException {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + postmaster().get(3).strip() + "/postgres",
                    "scrm",
                    Files.readString(data.resolve("pg.password")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> postmaster() {
        try {
            return Files.readAllLines(data.resolve("pg").resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it cleanly, so that its database ends too. */
    @Override
    public void close() {
        try {
            if (!process.isAlive()) {
                start();
                awaitReady();
            }
        } finally {
            end();
        }
    }

    private void end() {
        process.destroy();
        try {
            await("the platform's end, see " + Program.log(name))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
