package cn.bankscrm.frontdoor;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the web server take the socket that is open already. */
@Configuration(proxyBeanMethods = false)
class FrontDoorConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> waitingDoor() {
        return factory -> factory.setProtocol(WaitingDoorProtocol.class.getName());
    }
}
