package cn.bankscrm.wecom.inbox;

import cn.bankscrm.wecom.UnusedPorts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The core and the inbound half of the adapter, with a stand-in for WeCom's API. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(UnusedPorts.class)
@AutoConfigurationPackage(basePackages = "cn.bankscrm.core")
@ComponentScan(
        basePackages = {
            "cn.bankscrm.core",
            "cn.bankscrm.wecom.callback",
            "cn.bankscrm.wecom.event",
            "cn.bankscrm.wecom.inbox"
        },
        excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*(TestApplication|Tests|AtHand).*"))
public class InboxTestApplication {

    @Bean
    @Primary
    public AdjustableClock adjustableClock() {
        return new AdjustableClock(Clock.systemUTC());
    }

    @Bean
    public MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    public StandInWeCom standInWeCom() {
        return new StandInWeCom();
    }
}
