package cn.bankscrm.compliance;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** A node with the lexicon and the door alone, as all nodes have them. Several may share a database. */
public final class ComplianceNode implements AutoCloseable {

    private final HikariDataSource source;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();

    public ComplianceNode(TestDatabase database, Path data, Clock clock) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(database.dataSource());
        pool.setMaximumPoolSize(4);
        source = new HikariDataSource(pool);
        application
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("scrm.data-dir", data.toString())));
        JdbcTemplate template = new JdbcTemplate(source);
        application.registerBean(DataSource.class, () -> source);
        application.registerBean(JdbcTemplate.class, () -> template);
        application.registerBean(JdbcClient.class, () -> JdbcClient.create(template));
        application.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source));
        application.registerBean(Clock.class, () -> clock);
        application.registerBean(MeterRegistry.class, () -> meters);
        application.registerBean(CurrentActor.class, () -> () -> Actor.system("test"));
        application.register(Transactions.class);
        application.scan(
                "cn.bankscrm.compliance.lexicon",
                "cn.bankscrm.compliance.interception",
                "cn.bankscrm.core.audit",
                "cn.bankscrm.core.privacy");
        application.refresh();
    }

    public <T> T get(Class<T> type) {
        return application.getBean(type);
    }

    @Override
    public void close() {
        application.close();
        source.close();
    }

    @EnableTransactionManagement
    static class Transactions {}
}
