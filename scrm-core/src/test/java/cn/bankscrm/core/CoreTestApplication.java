package cn.bankscrm.core;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.CurrentActor;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;

/** The core alone, for its own tests; steps aside where the whole application is tested. */
@ConditionalOnMissingClass("cn.bankscrm.ScrmApplication")
@SpringBootApplication
class CoreTestApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CurrentActor currentActor() {
        return () -> Actor.system("test");
    }
}
