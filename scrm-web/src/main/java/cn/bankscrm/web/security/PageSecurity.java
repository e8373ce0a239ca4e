package cn.bankscrm.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.session.SessionInformationExpiredStrategy;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.security.SpringSessionBackedSessionRegistry;

/** Pages: a sign-in form, sessions that all nodes share, and headers that keep foreign code out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublicAddress.class)
class PageSecurity {

    private static final int SESSIONS_A_PERSON = 2;

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    @Bean
    @Order(10)
    SecurityFilterChain pages(
            HttpSecurity http, SessionRegistry sessions, ObjectProvider<PageSecurityExtension> extensions) {
        extensions.orderedStream().forEach(extension -> http.with(extension, Customizer.withDefaults()));
        return http.authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                            .permitAll();
                    PageRules.apply(requests);
                })
                .formLogin(form -> form.loginPage(PublicAddress.SIGN_IN)
                        .defaultSuccessUrl("/")
                        .failureUrl(PublicAddress.SIGN_IN + "?refused"))
                .logout(logout -> logout.logoutRequestMatcher(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/sign-out"))
                        .logoutSuccessUrl(PublicAddress.SIGN_IN + "?signed-out"))
                // The form's token is the first part of the upload, which only the page itself reads and checks.
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/imports"),
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/content/files"),
                        PathPatternRequestMatcher.withDefaults()
                                .matcher(HttpMethod.POST, "/compliance/lexicon/imports")))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(entryPoint()).accessDeniedHandler(new MustChangePassword()))
                .sessionManagement(session -> session.sessionConcurrency(concurrency -> concurrency
                        .maximumSessions(SESSIONS_A_PERSON)
                        .sessionRegistry(sessions)
                        .expiredSessionStrategy(elsewhere())))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions ->
                                permissions.policy("camera=(), geolocation=(), microphone=(), payment=()"))
                        .crossOriginOpenerPolicy(opener -> {}))
                .build();
    }

    /** Kept with the sessions themselves, so that the limit holds across nodes. */
    @Bean
    <S extends Session> SessionRegistry sessionRegistry(FindByIndexNameSessionRepository<S> sessions) {
        return new SpringSessionBackedSessionRegistry<>(sessions);
    }

    /**
     * A page that updates itself is told where to go: a redirect would be swapped into it, and nobody would read why.
     */
    private static SessionInformationExpiredStrategy elsewhere() {
        String signIn = PublicAddress.SIGN_IN + "?elsewhere";
        return event -> {
            if (event.getRequest().getHeader("HX-Request") == null) {
                event.getResponse().sendRedirect(event.getRequest().getContextPath() + signIn);
            } else {
                event.getResponse().setHeader("HX-Redirect", event.getRequest().getContextPath() + signIn);
                event.getResponse().setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            }
        };
    }

    /** htmx would swap the sign-in page into the middle of another: it is told to load the whole page anew instead. */
    private static AuthenticationEntryPoint entryPoint() {
        AuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint(PublicAddress.SIGN_IN);
        return (request, response, failure) -> {
            if (request.getHeader("HX-Request") == null) {
                signIn.commence(request, response, failure);
            } else {
                response.setHeader("HX-Refresh", "true");
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            }
        };
    }
}
