package cn.bankscrm.core;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The core alone, for its own tests. */
@SpringBootApplication
class CoreTestApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
