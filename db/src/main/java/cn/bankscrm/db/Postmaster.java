package cn.bankscrm.db;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's server process on one cluster: creates the cluster, starts the server and stops it.
 *
 * <p>The server is a child of ours (so its end is known at once) in a session of its own (so Ctrl-C in a terminal
 * reaches the application alone, which then stops its database last). PostgreSQL refuses to run as root; there, as in a
 * container, it runs in a user namespace in which we are nobody.
 */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final long LOG_LIMIT = 10L << 20;
    private static final int ENDED_BY_SIGNAL = 128;

    private final PostgresqlBinaries binaries;
    private final ClusterFiles files;

    Postmaster(PostgresqlBinaries binaries, ClusterFiles files) {
        this.binaries = binaries;
        this.files = files;
    }

    /**
     * Makes a new cluster; it appears under its name only when complete, so a kill in the middle leaves nothing behind.
     */
    void createCluster(String superuser) throws IOException {
        Path fresh = files.folder().resolve("pg.new");
        PostgresqlBinaries.deleteTree(fresh);
        List<String> command = asNobodyIfRoot();
        command.add(binaries.program("initdb").toString());
        // one order of characters on every machine, whatever its C library
        command.addAll(List.of(
                "--pgdata=" + fresh,
                "--username=" + superuser,
                "--pwfile=" + files.passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        Process process = quiet(command).start();
        if (waitFor(process, START_LIMIT) != 0) {
            throw failure("initdb");
        }
        Files.move(fresh, files.cluster());
    }

    /** Starts the server and returns when it takes connections. */
    Process start(int port, PostgresqlSettings settings) throws IOException {
        if (Files.exists(files.log()) && Files.size(files.log()) > LOG_LIMIT) {
            Files.move(files.log(), files.folder().resolve("pg.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>();
        Path setsid = Path.of("/usr/bin/setsid");
        if (Files.isExecutable(setsid)) {
            command.add(setsid.toString());
        }
        command.addAll(asNobodyIfRoot());
        command.addAll(List.of(
                binaries.program("postgres").toString(),
                "-D",
                files.cluster().toString(),
                "-p",
                Integer.toString(port)));
        settings.server().forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        Process process = quiet(command).start();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!files.saysReady(process.pid())) {
            if (!process.isAlive()) {
                throw failure("postgres", process.exitValue() > ENDED_BY_SIGNAL);
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw failure("postgres");
            }
            pause(Duration.ofMillis(15));
        }
        return process;
    }

    /** Stops a server, ours or one left behind: cleanly, or at once when it does not obey. */
    void stop(ProcessHandle server) throws IOException {
        signal("INT", server);
        if (ended(server, STOP_LIMIT)) {
            return;
        }
        log.atWarn().addKeyValue("pid", server.pid()).log("PostgreSQL does not stop, ending it at once");
        signal("QUIT", server);
        if (!ended(server, Duration.ofSeconds(10))) {
            server.destroyForcibly();
            ended(server, Duration.ofSeconds(5));
        }
    }

    private void signal(String name, ProcessHandle server) throws IOException {
        List<String> command = asNobodyIfRoot();
        command.addAll(List.of(binaries.program("pg_ctl").toString(), "kill", name, Long.toString(server.pid())));
        if (waitFor(quiet(command).start(), Duration.ofSeconds(10)) != 0) {
            server.destroy();
        }
    }

    private static boolean ended(ProcessHandle server, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (ClusterFiles.isRunning(server)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(Duration.ofMillis(15));
        }
        return true;
    }

    private ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .directory(files.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
    }

    private static List<String> asNobodyIfRoot() {
        List<String> command = new ArrayList<>();
        if (new UnixSystem().getUid() == 0
                && System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            if (!LinuxUtils.isUnshareAvailable()) {
                throw new DatabaseUnavailable(
                        "内嵌 PostgreSQL 不能以 root 身份运行,请换普通用户启动,或配置 spring.datasource.url",
                        "The embedded PostgreSQL does not run as root here: start as an ordinary user, or set spring.datasource.url");
            }
            command.addAll(List.of("unshare", "-U"));
        }
        return command;
    }

    private DatabaseUnavailable failure(String program) throws IOException {
        return failure(program, false);
    }

    private DatabaseUnavailable failure(String program, boolean killed) throws IOException {
        String reason = files.lastComplaint();
        if (reason.contains("No space left on device")) {
            return new DatabaseUnavailable(
                    "数据目录 %s 所在磁盘已满".formatted(files.folder()),
                    "The disk that holds the data folder %s is full".formatted(files.folder()));
        }
        return new DatabaseUnavailable(
                "内嵌 PostgreSQL 的 %s 未能启动(%s),详见 %s".formatted(program, reason, files.log()),
                "%s of the embedded PostgreSQL failed (%s), see %s".formatted(program, reason, files.log()),
                // a backend of the last server holds the memory until it dies
                killed || reason.contains("shared memory block"));
    }

    private static int waitFor(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** A server that starts, or is not our child, tells nobody how far it is: one looks again. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a free port of the loopback interface, or {@code wanted} when that is free */
    static int port(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new DatabaseUnavailable(
                    "内嵌数据库的端口 %d 已被占用".formatted(wanted),
                    "The port %d of the embedded database is taken".formatted(wanted),
                    e);
        }
    }
}
