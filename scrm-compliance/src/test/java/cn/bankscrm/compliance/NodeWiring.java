package cn.bankscrm.compliance;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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

/** What every node of the tests has: a few connections, transactions, a data folder, a clock, and nobody signed in. */
public final class NodeWiring implements AutoCloseable {

    private final HikariDataSource source;
    private final AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();

    public NodeWiring(TestDatabase database, Path data, Clock clock) {
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
        application.registerBean(CurrentActor.class, () -> () -> Actor.system("test"));
        application.register(Transactions.class);
    }

    /** To be given what else the node has, and then to be refreshed. */
    public AnnotationConfigApplicationContext application() {
        return application;
    }

    @Override
    public void close() {
        application.close();
        source.close();
    }

    @EnableTransactionManagement
    static class Transactions {}
}
