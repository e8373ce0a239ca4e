package cn.bankscrm.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** The platform's own tokens, and those of a bank's issuer that runs beside the test. */
class TokenIssuersTests {

    private static final String OWN = "https://scrm.bank.example";

    private final RSAKey ownKey = key("own");
    private final RSAKey theirKey = key("theirs");
    private HttpServer server = server();

    @BeforeEach
    void serve() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void acceptsTokensOfBothIssuers() {
        TokenIssuers issuers = issuers(Map.of());

        assertThat(scopes(issuers, token(ownKey, OWN, claims -> claims.claim("scope", List.of("imports")))))
                .containsExactly("SCOPE_imports");
        Authentication caller = authenticated(issuers, theirs(claims -> claims.claim("scope", "reports sales openid")));
        assertThat(authorities(caller)).containsExactlyInAnyOrder("SCOPE_reports", "SCOPE_sales");
        assertThat(caller.getName()).isEqualTo("core-banking@127.0.0.1");
    }

    @Test
    void grantsOnlyWhatTheMappingGrants() {
        TokenIssuers issuers =
                issuers(Map.of("reports", Set.of("scrm.read", "scrm.audit"), "real-name", Set.of("scrm.bind")));

        assertThat(scopes(issuers, theirs(claims -> claims.claim("scope", "scrm.audit imports operations"))))
                .containsExactly("SCOPE_reports");
        assertThat(scopes(issuers, theirs(claims -> claims.claim("scope", List.of("scrm.read", "scrm.bind")))))
                .containsExactlyInAnyOrder("SCOPE_reports", "SCOPE_real-name");
        assertThat(scopes(issuers, theirs(UnaryOperator.identity()))).isEmpty();
    }

    @Test
    void refusesWhatWasNotMeantForThePlatformOrIsOver() {
        TokenIssuers issuers = issuers(Map.of());

        refused(issuers, theirs(claims -> claims.audience(List.of("loans"))));
        refused(issuers, theirs(claims -> claims.expiresAt(Instant.now().minusSeconds(120))));
        refused(issuers, token(theirKey, "https://elsewhere.example", claims -> claims.audience(List.of("scrm"))));
    }

    @Test
    void refusesATokenThatOneIssuerSignedInTheNameOfTheOther() {
        TokenIssuers issuers = issuers(Map.of());

        refused(issuers, token(theirKey, OWN, claims -> claims.claim("scope", List.of("imports"))));
        refused(issuers, token(ownKey, issuer(), claims -> claims.audience(List.of("scrm"))));
    }

    @Test
    void refusesTokensThatCannotBeCheckedAndAcceptsThemWhenTheIssuerIsBack() {
        int port = server.getAddress().getPort();
        TokenIssuers issuers = issuers(Map.of());
        String token = theirs(claims -> claims.claim("scope", "reports"));
        server.stop(0);
        refused(issuers, token);
        assertThat(scopes(issuers, token(ownKey, OWN, UnaryOperator.identity())))
                .isEmpty();

        server = server(port);
        server.start();
        assertThat(scopes(issuers, token)).containsExactly("SCOPE_reports");
    }

    @Test
    void acceptsNobodyElsesTokensWhereNoIssuerIsConfigured() {
        TokenIssuers issuers = new TokenIssuers(
                ownDecoder(), new OutsideIssuerProperties("", "", "", "scope", Map.of()), environment());

        refused(issuers, theirs(claims -> claims.claim("scope", "reports")));
        assertThat(scopes(issuers, token(ownKey, OWN, claims -> claims.claim("scope", "reports"))))
                .containsExactly("SCOPE_reports");
    }

    private TokenIssuers issuers(Map<String, Set<String>> mapping) {
        return new TokenIssuers(
                ownDecoder(), new OutsideIssuerProperties(issuer(), "", "scrm", "scope", mapping), environment());
    }

    private JwtDecoder ownDecoder() {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(
                        new ImmutableJWKSet<SecurityContext>(new JWKSet(ownKey)))
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(OWN));
        return decoder;
    }

    private static MockEnvironment environment() {
        return new MockEnvironment().withProperty("scrm.public-url", OWN);
    }

    private String theirs(UnaryOperator<JwtClaimsSet.Builder> more) {
        return token(theirKey, issuer(), claims -> more.apply(claims.audience(List.of("scrm"))));
    }

    private static String token(RSAKey key, String issuer, UnaryOperator<JwtClaimsSet.Builder> more) {
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(issuer)
                .subject("core-banking")
                .issuedAt(Instant.now().minusSeconds(300))
                .expiresAt(Instant.now().plusSeconds(300));
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)))
                .encode(JwtEncoderParameters.from(more.apply(claims).build()))
                .getTokenValue();
    }

    private static Authentication authenticated(TokenIssuers issuers, String token) {
        return issuers.resolve(new MockHttpServletRequest()).authenticate(new BearerTokenAuthenticationToken(token));
    }

    private static Set<String> scopes(TokenIssuers issuers, String token) {
        return authorities(authenticated(issuers, token));
    }

    private static Set<String> authorities(Authentication caller) {
        return caller.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> String.valueOf(authority).startsWith("SCOPE_"))
                .collect(Collectors.toSet());
    }

    private static void refused(TokenIssuers issuers, String token) {
        assertThatThrownBy(() -> authenticated(issuers, token)).isInstanceOf(AuthenticationException.class);
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/bank";
    }

    private HttpServer server() {
        return server(0);
    }

    private HttpServer server(int port) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            String issuer = "http://127.0.0.1:" + made.getAddress().getPort() + "/bank";
            answer(
                    made,
                    "/bank/.well-known/openid-configuration",
                    "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\",\"subject_types_supported\":[\"public\"]}"
                            .formatted(issuer, issuer));
            answer(made, "/bank/keys", new JWKSet(theirKey.toPublicJWK()).toString());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
