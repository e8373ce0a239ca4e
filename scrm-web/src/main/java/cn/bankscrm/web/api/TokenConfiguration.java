package cn.bankscrm.web.api;

import cn.bankscrm.core.privacy.FieldCipher;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** Tokens for the bank's systems: OAuth2 client credentials, self-contained and signed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ApiClientProperties.class, OutsideIssuerProperties.class})
class TokenConfiguration {

    /** Only what client credentials need of the authorization server; its other endpoints do not exist here. */
    @Bean
    @Order(3)
    SecurityFilterChain tokens(HttpSecurity http) {
        return http.securityMatcher("/oauth2/token", "/oauth2/jwks", "/.well-known/oauth-authorization-server")
                .oauth2AuthorizationServer(server -> {})
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .build();
    }

    @Bean
    RegisteredClientRepository apiClients(ApiClientProperties properties, PasswordEncoder hashing) {
        return new ConfiguredApiClients(properties, hashing);
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new UnstoredAuthorizations();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(Environment environment) {
        return AuthorizationServerSettings.builder().issuer(issuer(environment)).build();
    }

    @Bean
    SigningKeys signingKeys(JdbcClient db, FieldCipher cipher, Clock clock) {
        return new SigningKeys(db, cipher, clock);
    }

    @Bean
    JWKSource<SecurityContext> currentSigningKeys(SigningKeys keys, Clock clock) {
        return new CurrentSigningKeys(keys, clock);
    }

    /** Signs with the newest key, which comes first. */
    @Bean
    JwtEncoder tokenEncoder(JWKSource<SecurityContext> keys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(List::getFirst);
        return encoder;
    }

    @Bean
    JwtDecoder tokenDecoder(JWKSource<SecurityContext> keys, Environment environment) {
        NimbusJwtDecoder decoder = (NimbusJwtDecoder) OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(issuer(environment)));
        return decoder;
    }

    /** A client that asks for no scope gets all that it may have (RFC 6749, 3.3). */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> allScopesWhereNoneIsNamed() {
        return context -> {
            if (context.getAuthorizedScopes().isEmpty()) {
                Set<String> scopes = context.getRegisteredClient().getScopes();
                context.getClaims().claim("scope", scopes);
            }
        };
    }

    static String issuer(Environment environment) {
        return environment.getRequiredProperty("scrm.public-url");
    }
}
