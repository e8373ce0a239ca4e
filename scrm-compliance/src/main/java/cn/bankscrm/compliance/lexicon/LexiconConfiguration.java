package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.core.worker.DatabaseNotices;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has each node look at once when a version was published on any. */
@Configuration(proxyBeanMethods = false)
class LexiconConfiguration {

    @Bean
    DatabaseNotices lexiconNotices(DataSource database, LexiconInForce inForce) {
        return new DatabaseNotices("lexicon", database, inForce::wake);
    }
}
