package cn.bankscrm.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/** The embedded PostgreSQL of a test JVM: in a folder of its own that goes with it. */
final class EmbeddedServer {

    private EmbeddedServer() {}

    /** Where PostgreSQL's programs stay from one test run to the next, and the folders of those that run. */
    static Path sharedFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"), "bankscrm-test-" + System.getProperty("user.name"));
    }

    static TestServer start() {
        try {
            Files.createDirectories(sharedFolder());
            removeLeftovers();
            Path folder = Files.createTempDirectory(sharedFolder(), "run-");
            EmbeddedPostgresql database =
                    EmbeddedPostgresql.start(folder, sharedFolder(), PostgresqlSettings.forgetful());
            // after the applications: one that ends without its database waits half a minute for a connection
            SpringApplication.getShutdownHandlers().add(() -> stop(database, folder));
            return new TestServer(database.jdbcUrl(""), database.username(), database.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgresql database, Path folder) {
        database.close();
        try {
            PostgresqlBinaries.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test JVM that was killed leaves a folder, perhaps with a server on it; the lock tells which ones those are. */
    private static void removeLeftovers() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(sharedFolder())) {
            folders = all.filter(path -> path.getFileName().toString().startsWith("run-"))
                    .toList();
        }
        for (Path folder : folders) {
            try {
                // a folder without a cluster is one that another JVM is making this moment
                if (Files.exists(new ClusterFiles(folder.toRealPath()).cluster())) {
                    removeUnlessInUse(folder.toRealPath());
                }
            } catch (NoSuchFileException e) {
                // its own JVM has ended and removed it meanwhile
            }
        }
    }

    private static void removeUnlessInUse(Path folder) throws IOException {
        try (DataFolderLock lock = DataFolderLock.take(folder)) {
            ClusterFiles files = new ClusterFiles(lock.folder());
            files.orphan().ifPresent(ProcessHandle::destroyForcibly);
            files.leftovers().forEach(ProcessHandle::destroyForcibly);
        } catch (DatabaseUnavailable inUse) {
            return;
        }
        try {
            PostgresqlBinaries.deleteTree(folder);
        } catch (NoSuchFileException | UncheckedIOException e) {
            // its own JVM is just ending and removes it too; what stays is for the next run
        }
    }
}
