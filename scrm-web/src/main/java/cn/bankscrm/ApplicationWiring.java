package cn.bankscrm;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What all modules share and none of them owns. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BusinessTime.class)
class ApplicationWiring {

    /** The one source of "now", in the zone of the business: {@code LocalDate.now(clock)} is the bank's day. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock(BusinessTime time) {
        return Clock.system(ZoneId.of(time.zone()));
    }

    /** Jobs keep their data as JSON: readable, and independent of classes that change between releases. */
    @Bean
    DbSchedulerCustomizer jobDataAsJson(JsonMapper json) {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<Serializer> serializer() {
                return Optional.of(new Jackson3Serializer(json));
            }
        };
    }
}
