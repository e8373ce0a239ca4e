package cn.bankscrm.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A database of one's own for a test: migrated, empty, ready in a blink.
 *
 * <p>One PostgreSQL runs for all tests of a JVM, and Flyway migrates it once; each {@link #fresh()} copies that. The
 * server is the embedded one, or a container with {@code -Dscrm.db=testcontainers}. Its time zone is
 * America/Los_Angeles and the JVM's is Pacific/Auckland, which is what JDBC sessions take: what works only in Shanghai,
 * or in UTC, fails.
 *
 * <p>With Spring: a static {@code @DynamicPropertySource} method that calls
 * {@code TestDatabase.fresh().register(registry)}, or {@code @ContextConfiguration(initializers =
 * TestDatabase.Initializer.class)}. Without: {@link #dataSource()}.
 */
public final class TestDatabase {

    private static final String TEMPLATE = "scrm_migrated";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestServer server;
    private final String name;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A new database with every migration applied and no other row. */
    public static TestDatabase fresh() {
        return create(Migrated.SERVER, "template " + TEMPLATE);
    }

    /** A new database without any table of ours. */
    public static TestDatabase empty() {
        return create(Running.SERVER, "template template0");
    }

    public String url() {
        return server.url(name);
    }

    public String username() {
        return server.username();
    }

    public String password() {
        return server.password();
    }

    /** Opens a connection for each call, without a pool. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(username());
        source.setPassword(password());
        return source;
    }

    /** Tells Spring's data source where this database is. */
    public void register(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", this::url);
        registry.add("spring.datasource.username", this::username);
        registry.add("spring.datasource.password", this::password);
    }

    /** The other way into a Spring test: a fresh database for each new context. */
    public static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestDatabase database = fresh();
            TestPropertyValues.of(
                            "spring.datasource.url=" + database.url(),
                            "spring.datasource.username=" + database.username(),
                            "spring.datasource.password=" + database.password())
                    .applyTo(context);
        }
    }

    private static TestDatabase create(TestServer server, String template) {
        String name = "test_" + COUNT.incrementAndGet();
        execute(server, "create database " + name + " " + template);
        return new TestDatabase(server, name);
    }

    private static void execute(TestServer server, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(server.url("postgres"), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Failed: " + sql, e);
        }
    }

    private static final class Running {
        static final TestServer SERVER = "testcontainers".equals(System.getProperty("scrm.db"))
                ? ContainerServer.start()
                : EmbeddedServer.start();
    }

    private static final class Migrated {
        static final TestServer SERVER = migrated(Running.SERVER);

        private static TestServer migrated(TestServer server) {
            execute(server, "create database " + TEMPLATE + " template template0");
            Flyway.configure()
                    .dataSource(server.url(TEMPLATE), server.username(), server.password())
                    .load()
                    .migrate();
            return server;
        }
    }
}
