package cn.bankscrm.web.api;

import cn.bankscrm.web.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;

/** The API: a token with each request, a scope for each path, and no path without one. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    @Bean
    @Order(4)
    SecurityFilterChain api(HttpSecurity http, Problems problems, TokenIssuers issuers) {
        AuthenticationEntryPoint unauthorized = (request, response, failure) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(response, problems.of(HttpServletResponse.SC_UNAUTHORIZED, "not-authenticated"));
        };
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(ApiSecurity::scopes)
                .oauth2ResourceServer(
                        server -> server.authenticationManagerResolver(issuers).authenticationEntryPoint(unauthorized))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthorized)
                        .accessDeniedHandler((request, response, denied) -> problems.write(
                                response, problems.of(HttpServletResponse.SC_FORBIDDEN, "scope-missing"))))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .build();
    }

    private static void scopes(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers("/api/v1/imports/lexicon")
                .hasAuthority(ApiScope.COMPLIANCE.authority())
                .requestMatchers(HttpMethod.GET, "/api/v1/imports/*", "/api/v1/imports/*/rejected.csv")
                .hasAnyAuthority(ApiScope.IMPORTS.authority(), ApiScope.COMPLIANCE.authority())
                .requestMatchers("/api/v1/imports/**")
                .hasAuthority(ApiScope.IMPORTS.authority())
                .requestMatchers("/api/v1/real-name/**")
                .hasAuthority(ApiScope.REAL_NAME.authority())
                .requestMatchers(
                        "/api/v1/coverage/**", "/api/v1/adds/**", "/api/v1/assessments/**", "/api/v1/integrity/**")
                .hasAuthority(ApiScope.REPORTS.authority())
                .requestMatchers("/api/v1/compliance/**", "/api/v1/lexicon/**")
                .hasAuthority(ApiScope.COMPLIANCE.authority())
                .requestMatchers("/api/v1/sales/**")
                .hasAuthority(ApiScope.SALES.authority())
                .requestMatchers("/api/v1/wecom/**")
                .hasAuthority(ApiScope.OPERATIONS.authority())
                .anyRequest()
                .denyAll();
    }
}
