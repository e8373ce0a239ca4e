package cn.bankscrm.frontdoor;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Has the web server take the socket that is open already, and let in nobody but WeCom until the platform stands. */
@Configuration(proxyBeanMethods = false)
class FrontDoorConfiguration {

    private final StartingDoor starting = new StartingDoor();

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> waitingDoor() {
        return factory -> {
            factory.setProtocol(WaitingDoorProtocol.class.getName());
            factory.addEngineValves(starting);
        };
    }

    /** Before anybody else hears of it, and before the platform is called ready. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void open() {
        starting.open();
    }
}
