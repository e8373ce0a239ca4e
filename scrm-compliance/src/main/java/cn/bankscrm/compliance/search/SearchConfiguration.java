package cn.bankscrm.compliance.search;

import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Where the index of chats lies. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

    @Bean
    SearchProperties searchProperties(Environment environment) {
        String own = environment.getProperty("scrm.search.folder", "");
        return new SearchProperties(
                own.isBlank()
                        ? Path.of(environment.getProperty("scrm.data-dir", ".data"), "chat-index")
                        : Path.of(own));
    }
}
