package cn.bankscrm.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that lives in a data folder and with the application.
 *
 * <p>The first start unpacks the programs and makes a cluster; every later one takes up what is there. While the
 * application runs, the server is watched: when it dies it is started again on the same port, and the connection pool
 * finds it by itself. A server left behind by a killed application is stopped and replaced. The folder belongs to one
 * application at a time. Closing stops the server cleanly.
 */
public final class EmbeddedPostgresql implements AutoCloseable {

    /** The owner of the database, which is also its name. */
    public static final String OWNER = "scrm";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresql.class);
    private static final Duration RETRY_LIMIT = Duration.ofSeconds(5);

    private final DataFolderLock lock;
    private final ClusterFiles files;
    private final Postmaster postmaster;
    private final PostgresqlSettings settings;
    private final String password;
    private final int port;
    private Process server;
    private boolean closed;

    private EmbeddedPostgresql(DataFolderLock lock, Path folder, Path programs, PostgresqlSettings settings)
            throws IOException {
        this.lock = lock;
        this.files = new ClusterFiles(folder);
        this.settings = settings;
        this.postmaster = new Postmaster(PostgresqlBinaries.in(programs), files);
        if (files.hasCluster()) {
            this.password = files.password();
        } else {
            this.password = files.newPassword();
            postmaster.createCluster(OWNER);
        }
        clearAway();
        this.port = Postmaster.port(settings.port());
        this.server = startUnhindered();
        watch(server);
    }

    /** Starts on {@code folder}, with the programs kept there too. */
    public static EmbeddedPostgresql start(Path folder, PostgresqlSettings settings) {
        return start(folder, folder, settings);
    }

    /**
     * Starts on a data folder and returns when connections are taken.
     *
     * @param folder the data folder; made when it does not exist
     * @param programs where PostgreSQL's programs are, or are to be unpacked
     * @throws DatabaseUnavailable when it cannot run, with the reason in one sentence
     */
    public static EmbeddedPostgresql start(Path folder, Path programs, PostgresqlSettings settings) {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(programs);
            DataFolderLock lock = DataFolderLock.take(folder.toRealPath());
            try {
                return new EmbeddedPostgresql(lock, folder.toRealPath(), programs.toRealPath(), settings);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "数据目录 %s 不能写入(%s)".formatted(folder, e.getMessage()),
                    "The data folder %s cannot be written (%s)".formatted(folder, e.getMessage()),
                    e);
        }
    }

    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /** The address of one of the server's databases. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public String username() {
        return OWNER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** The process id of the server as it runs now. */
    public synchronized long pid() {
        return server.pid();
    }

    /** Stops the server cleanly and gives the folder free; a second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            if (server.isAlive()) {
                postmaster.stop(server.toHandle());
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop cleanly", e);
        }
    }

    private void clearAway() throws IOException {
        var orphan = files.orphan();
        if (orphan.isPresent()) {
            log.atWarn()
                    .addKeyValue("pid", orphan.get().pid())
                    .log("Stopping a PostgreSQL left behind by a killed application");
            postmaster.stop(orphan.get());
        }
        files.forgetServer();
        files.leftovers().forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Tries again for a while when what hinders passes: a backend of the last server that has yet to die, or somebody
     * who killed the server before it stood.
     */
    private Process startUnhindered() throws IOException {
        long deadline = System.nanoTime() + RETRY_LIMIT.toNanos();
        while (true) {
            try {
                return postmaster.start(port, settings);
            } catch (DatabaseUnavailable e) {
                if (!e.isPassing() || System.nanoTime() > deadline) {
                    throw e;
                }
                clearAway();
                Postmaster.pause(Duration.ofMillis(100));
            }
        }
    }

    private void watch(Process watched) {
        CompletableFuture<Void> revived = watched.onExit()
                .thenAcceptAsync(
                        this::revive,
                        task -> Thread.ofPlatform()
                                .daemon()
                                .name("embedded-postgresql")
                                .start(task));
        if (revived.isCompletedExceptionally()) {
            log.atError().log("The embedded PostgreSQL is not watched");
        }
    }

    /** Brings the server back on its port, trying until it stands or the application stops. */
    private void revive(Process dead) {
        Duration pause = Duration.ofMillis(100);
        while (true) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                try {
                    log.atWarn().addKeyValue("exit", dead.exitValue()).log("PostgreSQL has died, starting it again");
                    clearAway();
                    server = startUnhindered();
                    watch(server);
                    log.atWarn().addKeyValue("pid", server.pid()).log("PostgreSQL is back");
                    return;
                } catch (IOException | DatabaseUnavailable e) {
                    log.atError().log("PostgreSQL does not start, trying again", e);
                }
            }
            Postmaster.pause(pause);
            pause = pause.compareTo(RETRY_LIMIT) < 0 ? pause.multipliedBy(2) : RETRY_LIMIT;
        }
    }
}
