package cn.bankscrm.kpi.coverage;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What coverage is made with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CoverageProperties.class)
class CoverageConfiguration {

    @Bean
    BusinessDays businessDays(Clock clock) {
        return new BusinessDays(clock);
    }
}
