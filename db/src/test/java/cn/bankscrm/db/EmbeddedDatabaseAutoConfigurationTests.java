package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedDatabaseAutoConfigurationTests {

    @TempDir
    Path folder;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EmbeddedDatabaseAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    FlywayAutoConfiguration.class));

    @Test
    void runsTheEmbeddedDatabaseWhereNoOtherIsConfigured() {
        application
                .withPropertyValues(
                        "scrm.data-dir=" + folder,
                        "scrm.embedded-database.programs-dir=" + EmbeddedServer.sharedFolder(),
                        "spring.datasource.url=")
                .run(context -> {
                    assertThat(context).hasSingleBean(EmbeddedPostgresql.class);
                    assertThat(tables(context.getBean(DataSource.class))).isEqualTo(1);
                    assertThat(context.getBean(HikariDataSource.class).getInitializationFailTimeout())
                            .as("a server that dies right after its start is back within this time")
                            .isEqualTo(10_000);
                    assertThat(folder.resolve("pg")).isDirectory();
                });

        assertThat(new ClusterFiles(folder).cluster().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void startsNothingWhereAnotherIsConfigured() {
        TestDatabase outside = TestDatabase.empty();
        application
                .withPropertyValues(
                        "scrm.data-dir=" + folder,
                        "spring.datasource.url=" + outside.url(),
                        "spring.datasource.username=" + outside.username(),
                        "spring.datasource.password=" + outside.password())
                .run(context -> {
                    assertThat(context).doesNotHaveBean(EmbeddedPostgresql.class);
                    assertThat(tables(context.getBean(DataSource.class))).isEqualTo(1);
                    assertThat(context.getBean(HikariDataSource.class).getInitializationFailTimeout())
                            .as("a wrong address is told at once")
                            .isEqualTo(1);
                    assertThat(folder).isEmptyDirectory();
                });
    }

    private static long tables(DataSource source) {
        return JdbcClient.create(source)
                .sql("select count(*) from information_schema.tables where table_name = 'flyway_schema_history'")
                .query(Long.class)
                .single();
    }
}
