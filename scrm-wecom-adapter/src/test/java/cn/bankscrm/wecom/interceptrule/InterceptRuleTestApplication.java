package cn.bankscrm.wecom.interceptrule;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.wecom.UnusedPorts;
import cn.bankscrm.wecom.client.MovingClock;
import cn.bankscrm.wecom.client.ReadableCipher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The lexicon, the door and the rules; the test says when they are compared. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(UnusedPorts.class)
@AutoConfigurationPackage(basePackages = "cn.bankscrm.core")
@ComponentScan(
        basePackages = {
            "cn.bankscrm.core.audit",
            "cn.bankscrm.core.privacy",
            "cn.bankscrm.compliance.interception",
            "cn.bankscrm.compliance.interceptrule",
            "cn.bankscrm.compliance.lexicon",
            "cn.bankscrm.wecom.client",
            "cn.bankscrm.wecom.interceptrule"
        },
        excludeFilters =
                @Filter(
                        type = FilterType.REGEX,
                        pattern = ".*(TestApplication|Tests|PrivacyConfiguration|InterceptRuleJob).*"))
class InterceptRuleTestApplication {

    @Bean
    @Primary
    MovingClock movingClock() {
        return new MovingClock(Instant.parse("2026-11-20T00:00:00Z"));
    }

    @Bean
    FieldCipher cipher() {
        return new ReadableCipher();
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }
}
