package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ChatConsents;
import cn.bankscrm.core.privacy.FieldCipher;
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
import org.springframework.context.annotation.Primary;

/** The client and what keeps consents. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "cn.bankscrm.core")
@ComponentScan(
        basePackages = "cn.bankscrm.wecom.client",
        excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*(TestApplication|Tests).*"))
@ComponentScan(
        basePackageClasses = ChatConsents.class,
        useDefaultFilters = false,
        includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ChatConsents.class))
class ConsentTestApplication {

    @Bean
    @Primary
    MovingClock movingClock() {
        return new MovingClock(Instant.parse("2026-11-20T02:00:00Z"));
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
