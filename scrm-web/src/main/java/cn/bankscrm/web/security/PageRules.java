package cn.bankscrm.web.security;

import static cn.bankscrm.web.security.Role.ADMINISTRATOR;
import static cn.bankscrm.web.security.Role.BRANCH_MANAGER;
import static cn.bankscrm.web.security.Role.COMPLIANCE;
import static cn.bankscrm.web.security.Role.MIDDLE_OFFICE;
import static cn.bankscrm.web.security.Role.OPERATIONS;
import static cn.bankscrm.web.security.Role.RELATIONSHIP_MANAGER;

import java.util.Arrays;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Which role may open which page. What is not named here is closed to everybody. How much of a page somebody sees is
 * not decided here but by their data scope, in every query.
 */
final class PageRules {

    private PageRules() {}

    static void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers("/sign-in/**", "/error", "/v3/api-docs/**")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/webjars/**", "/*.css", "/*.js", "/*.svg", "/favicon.ico")
                .permitAll()
                .requestMatchers(MustChangePassword.PAGE)
                .authenticated()
                .requestMatchers("/", "/account/**")
                .hasAnyAuthority(any(Role.values()))
                .requestMatchers("/friends/**", "/customers/*/bindings/**")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, RELATIONSHIP_MANAGER))
                .requestMatchers("/reviews/**")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, COMPLIANCE))
                .requestMatchers(HttpMethod.POST, "/customers/*/notes")
                .hasAnyAuthority(any(BRANCH_MANAGER, RELATIONSHIP_MANAGER))
                .requestMatchers(HttpMethod.POST, "/customers/*/referral-code")
                .hasAnyAuthority(any(RELATIONSHIP_MANAGER))
                .requestMatchers(HttpMethod.POST, "/customers/*/reveal")
                .hasAnyAuthority(any(BRANCH_MANAGER, RELATIONSHIP_MANAGER, COMPLIANCE))
                .requestMatchers("/customers/*/tags/**")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER))
                .requestMatchers("/customers/**", "/institutions")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER, COMPLIANCE))
                .requestMatchers("/consent-texts/_new")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers(HttpMethod.GET, "/consent-texts", "/consent-texts/*")
                .hasAnyAuthority(any(ADMINISTRATOR, COMPLIANCE))
                .requestMatchers("/consent-texts/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers(
                        HttpMethod.GET, "/compliance/lexicon/versions/*/entries/*", "/compliance/lexicon/imports/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers(HttpMethod.GET, "/compliance/lexicon", "/compliance/lexicon/**")
                .hasAnyAuthority(any(ADMINISTRATOR, COMPLIANCE))
                .requestMatchers(HttpMethod.POST, "/compliance/lexicon/try")
                .hasAnyAuthority(any(ADMINISTRATOR, COMPLIANCE))
                .requestMatchers("/compliance/lexicon/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers("/compliance/accounts", "/compliance/accounts/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers("/compliance/intercept-rules/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers("/compliance/response/settings", "/compliance/response/settings/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers(HttpMethod.GET, "/compliance/response", "/compliance/response/export")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, COMPLIANCE, RELATIONSHIP_MANAGER))
                .requestMatchers("/compliance/archive/**", "/compliance/sampling", "/compliance/sampling/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers(
                        HttpMethod.GET,
                        "/compliance/alerts",
                        "/compliance/alerts/**",
                        "/compliance/cases",
                        "/compliance/cases/**")
                .hasAnyAuthority(any(BRANCH_MANAGER, COMPLIANCE))
                .requestMatchers("/compliance/alerts/**", "/compliance/cases", "/compliance/cases/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers("/workbench", "/workbench/**")
                .hasAnyAuthority(any(RELATIONSHIP_MANAGER))
                .requestMatchers("/leads", "/leads/**")
                .hasAnyAuthority(any(BRANCH_MANAGER, RELATIONSHIP_MANAGER))
                .requestMatchers(HttpMethod.GET, "/content/*/funnel", "/content/*/funnel/**", "/sales", "/sales/**")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER))
                .requestMatchers(HttpMethod.GET, "/content/new")
                .hasAnyAuthority(any(MIDDLE_OFFICE))
                .requestMatchers(HttpMethod.GET, "/content", "/content/*", "/content/files/*")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, COMPLIANCE, RELATIONSHIP_MANAGER))
                .requestMatchers("/content/*/approve", "/content/*/send-back")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers("/content/*/withdraw")
                .hasAnyAuthority(any(MIDDLE_OFFICE, COMPLIANCE))
                .requestMatchers("/content", "/content/**")
                .hasAnyAuthority(any(MIDDLE_OFFICE))
                .requestMatchers("/sidebar", "/sidebar/**")
                .hasAnyAuthority(any(BRANCH_MANAGER, RELATIONSHIP_MANAGER))
                .requestMatchers("/refusals")
                .hasAnyAuthority(any(ADMINISTRATOR, COMPLIANCE, OPERATIONS))
                .requestMatchers("/evidence/**")
                .hasAnyAuthority(any(COMPLIANCE))
                .requestMatchers("/audit/**")
                .hasAnyAuthority(any(ADMINISTRATOR, COMPLIANCE))
                .requestMatchers("/coverage/**", "/maintenance/**", "/referrals/**")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER))
                .requestMatchers("/tags", "/tags/**")
                .hasAnyAuthority(any(ADMINISTRATOR, MIDDLE_OFFICE))
                .requestMatchers(
                        "/segments/new",
                        "/segments/draft",
                        "/segments/preview",
                        "/segments/*/edit",
                        "/segments/*/retire")
                .hasAnyAuthority(any(ADMINISTRATOR, MIDDLE_OFFICE))
                .requestMatchers(
                        HttpMethod.GET, "/segments", "/segments/*", "/segments/*/why", "/segments/*/members.xlsx")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER))
                .requestMatchers(HttpMethod.POST, "/sop/fatigue", "/sop/fatigue/**")
                .hasAnyAuthority(any(ADMINISTRATOR))
                .requestMatchers(HttpMethod.GET, "/sop/fatigue")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE))
                .requestMatchers("/sop/choose", "/sop/new", "/sop/draft", "/sop/*/edit")
                .hasAnyAuthority(any(ADMINISTRATOR, MIDDLE_OFFICE))
                .requestMatchers(HttpMethod.GET, "/sop", "/sop/*")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE))
                .requestMatchers(HttpMethod.POST, "/sop/*")
                .hasAnyAuthority(any(ADMINISTRATOR, MIDDLE_OFFICE))
                .requestMatchers("/sends/new", "/sends/welcomes", "/sends/welcomes/remove")
                .hasAnyAuthority(any(MIDDLE_OFFICE))
                .requestMatchers(HttpMethod.POST, "/sends/*/remind")
                .hasAnyAuthority(any(BRANCH_MANAGER, MIDDLE_OFFICE))
                .requestMatchers(HttpMethod.GET, "/sends", "/sends/export")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER))
                .requestMatchers("/instructions/new", "/instructions/*/feedback/*")
                .hasAnyAuthority(any(ADMINISTRATOR, MIDDLE_OFFICE))
                .requestMatchers("/instructions/*/own")
                .hasAnyAuthority(any(BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER))
                .requestMatchers("/instructions/*/export", "/instructions/*/news")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE))
                .requestMatchers(HttpMethod.POST, "/instructions/*")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE))
                .requestMatchers(HttpMethod.GET, "/instructions", "/instructions/*")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER))
                .requestMatchers("/contact-ways/orphans/remove")
                .hasAnyAuthority(any(ADMINISTRATOR))
                .requestMatchers(HttpMethod.POST, "/contact-ways/*/greeting")
                .hasAnyAuthority(any(MIDDLE_OFFICE))
                .requestMatchers("/contact-ways/new", "/contact-ways/*/edit")
                .hasAnyAuthority(any(BRANCH_MANAGER, MIDDLE_OFFICE))
                .requestMatchers(HttpMethod.GET, "/contact-ways", "/contact-ways/**")
                .hasAnyAuthority(any(ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER))
                .requestMatchers("/contact-ways/**")
                .hasAnyAuthority(any(BRANCH_MANAGER, MIDDLE_OFFICE))
                .requestMatchers("/operations/**")
                .hasAnyAuthority(any(ADMINISTRATOR, OPERATIONS))
                .requestMatchers("/imports/**", "/admin/**")
                .hasAnyAuthority(any(ADMINISTRATOR))
                .anyRequest()
                .denyAll();
    }

    private static String[] any(Role... roles) {
        return Arrays.stream(roles).map(Role::authority).toArray(String[]::new);
    }
}
