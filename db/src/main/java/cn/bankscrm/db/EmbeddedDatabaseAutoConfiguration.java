package cn.bankscrm.db;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * The embedded PostgreSQL, where {@code spring.datasource.url} names no other. Pool, Flyway and all that follows are
 * Spring Boot's own and the same in both cases.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@Conditional(EmbeddedDatabaseAutoConfiguration.NoOtherDatabase.class)
@ConditionalOnMissingBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(EmbeddedDatabaseProperties.class)
class EmbeddedDatabaseAutoConfiguration {

    private static final Duration COMES_BACK = Duration.ofSeconds(10);

    @Bean
    EmbeddedPostgresql embeddedPostgresql(EmbeddedDatabaseProperties properties) {
        return EmbeddedPostgresql.start(
                properties.dataDir(),
                properties.programsDir(),
                PostgresqlSettings.durable(properties.embeddedDatabase().port()));
    }

    @Bean
    JdbcConnectionDetails embeddedPostgresqlConnection(EmbeddedPostgresql database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return database.username();
            }

            @Override
            public String getPassword() {
                return database.password();
            }

            @Override
            public String getJdbcUrl() {
                return database.jdbcUrl();
            }
        };
    }

    /** It may die right after its start, and is back within seconds: the pool waits for that, as it does later on. */
    @Bean
    static BeanPostProcessor patientFirstConnection() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    pool.setInitializationFailTimeout(COMES_BACK.toMillis());
                }
                return bean;
            }
        };
    }

    /** An address that is set but empty, as in an unfilled environment variable, counts as none. */
    static class NoOtherDatabase implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
