package cn.bankscrm.bench;

import cn.bankscrm.db.EmbeddedPostgresql;
import cn.bankscrm.db.PostgresqlSettings;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** A PostgreSQL with the platform's tables and durable commits, thrown away when closed. */
final class BenchDatabase implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgresql server;
    private final HikariDataSource source;

    BenchDatabase(int connections) throws IOException {
        folder = Files.createTempDirectory("scrm-bench");
        Path programs = Optional.ofNullable(System.getProperty("bench.programs"))
                .map(Path::of)
                .orElse(folder);
        server = EmbeddedPostgresql.start(folder.resolve("db"), programs, PostgresqlSettings.durable(0));
        Flyway.configure()
                .dataSource(server.jdbcUrl(), server.username(), server.password())
                .load()
                .migrate();
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(server.jdbcUrl());
        pool.setUsername(server.username());
        pool.setPassword(server.password());
        pool.setMaximumPoolSize(connections);
        source = new HikariDataSource(pool);
    }

    HikariDataSource source() {
        return source;
    }

    EmbeddedPostgresql server() {
        return server;
    }

    /** For whatever else the benchmark needs. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        source.close();
        server.close();
        List<Path> paths;
        try (Stream<Path> files = Files.walk(folder)) {
            paths = files.sorted(Comparator.reverseOrder()).toList();
        }
        paths.forEach(BenchDatabase::delete);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
