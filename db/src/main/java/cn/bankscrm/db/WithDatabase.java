package cn.bankscrm.db;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs a command of the platform on its database, wherever that is: the outside one that {@code SPRING_DATASOURCE_URL}
 * names, the embedded one of a platform that runs, or the embedded one of a platform that is stopped, which is then
 * started for as long as the command takes. The command is a class with {@code public static int run(String[])} and
 * finds the database in the system properties {@code spring.datasource.url}, {@code .username} and {@code .password}.
 */
public final class WithDatabase {

    private static final int NO_DATABASE = 2;

    private WithDatabase() {}

    /** @param arguments the command's class, and what it is told */
    public static void main(String[] arguments) throws Throwable {
        System.exit(run(arguments, System.getenv()));
    }

    static int run(String[] arguments, Map<String, String> environment) throws Throwable {
        if (!environment.getOrDefault("SPRING_DATASOURCE_URL", "").isBlank()) {
            return call(arguments);
        }
        Path folder = Path.of(environment.getOrDefault("SCRM_DATA_DIR", ".data"));
        ClusterFiles files = new ClusterFiles(folder.toAbsolutePath().normalize());
        try {
            if (!files.hasCluster()) {
                throw new DatabaseUnavailable(
                        "数据目录 %s 中没有数据库".formatted(folder), "There is no database in the data folder " + folder);
            }
            Optional<String> running = running(files);
            if (running.isPresent()) {
                tell(running.get(), EmbeddedPostgresql.OWNER, files.password());
                return call(arguments);
            }
            Path programs = Path.of(environment.getOrDefault("SCRM_EMBEDDEDDATABASE_PROGRAMSDIR", folder.toString()));
            try (EmbeddedPostgresql server =
                    EmbeddedPostgresql.start(folder, programs, PostgresqlSettings.durable(0))) {
                tell(server.jdbcUrl(), server.username(), server.password());
                return call(arguments);
            }
        } catch (DatabaseUnavailable e) {
            try (PrintStream out =
                    new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
                out.println(e.getMessage());
            }
            return NO_DATABASE;
        }
    }

    /** The address of the server that runs on this cluster and takes our password. */
    private static Optional<String> running(ClusterFiles files) throws IOException {
        OptionalInt port = files.port();
        if (port.isEmpty()) {
            return Optional.empty();
        }
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port.getAsInt());
        try (Connection connection = DriverManager.getConnection(url, EmbeddedPostgresql.OWNER, files.password())) {
            return connection.isValid(5) ? Optional.of(url) : Optional.empty();
        } catch (SQLException e) {
            // what was left behind by a server that was killed: it is started again below
            return Optional.empty();
        }
    }

    private static void tell(String url, String username, String password) {
        System.setProperty("spring.datasource.url", url);
        System.setProperty("spring.datasource.username", username);
        System.setProperty("spring.datasource.password", password);
    }

    private static int call(String[] arguments) throws Throwable {
        Class<?> command = Class.forName(arguments[0]);
        String[] told = Arrays.copyOfRange(arguments, 1, arguments.length);
        return (int) MethodHandles.publicLookup()
                .findStatic(command, "run", MethodType.methodType(int.class, String[].class))
                .invokeExact(told);
    }
}
