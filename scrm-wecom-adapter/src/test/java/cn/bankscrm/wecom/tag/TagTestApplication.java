package cn.bankscrm.wecom.tag;

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

/** The core and the whole adapter but its threads: the test says when wishes are carried out and syncs run. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(UnusedPorts.class)
@AutoConfigurationPackage(basePackages = "cn.bankscrm.core")
@ComponentScan(
        basePackages = {
            "cn.bankscrm.core",
            "cn.bankscrm.wecom.callback",
            "cn.bankscrm.wecom.client",
            "cn.bankscrm.wecom.contact",
            "cn.bankscrm.wecom.directory",
            "cn.bankscrm.wecom.event",
            "cn.bankscrm.wecom.inbox",
            "cn.bankscrm.wecom.tag",
            "cn.bankscrm.wecom.sync"
        },
        excludeFilters =
                @Filter(
                        type = FilterType.REGEX,
                        pattern =
                                ".*(TestApplication|Tests|PrivacyConfiguration|TagWishWorker|SyncWorker|RequestedWeComSync|SyncSchedule).*"))
class TagTestApplication {

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
