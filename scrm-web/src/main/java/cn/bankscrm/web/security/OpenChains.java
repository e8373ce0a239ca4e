package cn.bankscrm.web.security;

import java.util.List;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** What is open on purpose, each with its own guard elsewhere. */
@Configuration(proxyBeanMethods = false)
class OpenChains {

    /** WeCom signs what it sends, and the protocol checks that; no filter may cost it time. */
    @Bean
    @Order(1)
    SecurityFilterChain callbacks() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/wecom/callback/**"), List.of());
    }

    /** The management port is guarded by the network: it listens on the loopback interface unless told otherwise. */
    @Bean
    @Order(2)
    SecurityFilterChain management(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .securityContext(context -> context.disable())
                .build();
    }
}
