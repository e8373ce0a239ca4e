package cn.bankscrm.kpi.coverage;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What coverage is made with. */
@Configuration(proxyBeanMethods = false)
class CoverageConfiguration {

    @Bean
    BusinessDays businessDays(Clock clock) {
        return new BusinessDays(clock);
    }
}
