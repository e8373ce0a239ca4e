package cn.bankscrm.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.stereotype.Component;

/** Whose tokens the API takes: the platform's own, and those of the bank's issuer where one is configured. */
@Component
class TokenIssuers implements AuthenticationManagerResolver<HttpServletRequest> {

    private static final Logger log = LoggerFactory.getLogger(TokenIssuers.class);

    private final AuthenticationManagerResolver<HttpServletRequest> byIssuer;

    TokenIssuers(JwtDecoder own, OutsideIssuerProperties outside, Environment environment) {
        String ownIssuer = TokenConfiguration.issuer(environment);
        AuthenticationManager ownTokens = new JwtAuthenticationProvider(own)::authenticate;
        AuthenticationManager outsideTokens = tokensOf(outside);
        this.byIssuer = new JwtIssuerAuthenticationManagerResolver(issuer -> {
            if (issuer.equals(ownIssuer)) {
                return ownTokens;
            }
            if (outside.configured() && issuer.equals(outside.uri())) {
                return outsideTokens;
            }
            throw new InvalidBearerTokenException("The token is of an unknown issuer");
        });
    }

    @Override
    public AuthenticationManager resolve(HttpServletRequest request) {
        return byIssuer.resolve(request);
    }

    private static AuthenticationManager tokensOf(OutsideIssuerProperties issuer) {
        // Asked for with the first token: the platform starts although the issuer may be away.
        JwtAuthenticationProvider checking =
                new JwtAuthenticationProvider(new SupplierJwtDecoder(() -> decoder(issuer)));
        String place = String.valueOf(URI.create(issuer.uri()).getHost());
        checking.setJwtAuthenticationConverter(token ->
                new JwtAuthenticationToken(token, authorities(token, issuer), token.getSubject() + "@" + place));
        return bearer -> {
            try {
                return checking.authenticate(bearer);
            } catch (AuthenticationServiceException | JwtDecoderInitializationException unreachable) {
                log.atWarn().addKeyValue("issuer", issuer.uri()).log("The outside issuer's keys cannot be read");
                throw new InvalidBearerTokenException("The token cannot be checked now", unreachable);
            }
        };
    }

    private static JwtDecoder decoder(OutsideIssuerProperties issuer) {
        NimbusJwtDecoder decoder = issuer.jwkSetUri().isBlank()
                ? JwtDecoders.fromIssuerLocation(issuer.uri())
                : NimbusJwtDecoder.withJwkSetUri(issuer.jwkSetUri()).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer.uri()), new JwtAudienceValidator(issuer.audience())));
        return decoder;
    }

    private static Collection<GrantedAuthority> authorities(Jwt token, OutsideIssuerProperties issuer) {
        return issuer.granted(words(token.getClaims().get(issuer.scopeClaim()))).stream()
                .map(scope -> new SimpleGrantedAuthority(scope.authority()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> words(@Nullable Object claim) {
        Collection<?> words = claim instanceof Collection<?> list
                ? list
                : claim instanceof String text ? List.of(text.split(" ")) : List.of();
        return words.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
