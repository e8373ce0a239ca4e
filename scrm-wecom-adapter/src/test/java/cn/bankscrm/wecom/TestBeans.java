package cn.bankscrm.wecom;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.wecom.client.MovingClock;
import cn.bankscrm.wecom.client.ReadableCipher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** What tests of the adapter set themselves: the time, keys that let one read what is stored, and meters. */
@Configuration(proxyBeanMethods = false)
public class TestBeans {

    @Bean
    @Primary
    public MovingClock movingClock() {
        return new MovingClock(Instant.parse("2026-11-20T00:00:00Z"));
    }

    @Bean
    public FieldCipher cipher() {
        return new ReadableCipher();
    }

    @Bean
    public MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }
}
