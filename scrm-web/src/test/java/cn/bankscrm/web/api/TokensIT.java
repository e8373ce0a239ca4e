package cn.bankscrm.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ScrmWebTest
class TokensIT {

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void carriesExactlyTheScopesAskedFor() throws Exception {
        assertThat(scopes(TokenRequest.of("everything", "reports", "real-name")))
                .containsExactlyInAnyOrder("reports", "real-name");
    }

    @Test
    void carriesAllOfTheClientsScopesWhereNoneIsNamed() throws Exception {
        assertThat(scopes(TokenRequest.of("sales"))).containsExactly("sales");
    }

    @Test
    void refusesAScopeThatTheClientLacks() throws Exception {
        HttpResponse<String> answer = TokenRequest.of("reports", "imports").send(http, port);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_scope");
    }

    @Test
    void refusesAWrongSecretAndAnUnknownClientAlike() throws Exception {
        HttpResponse<String> wrong = new TokenRequest("reports", "wrong-secret-16-ch", "reports").send(http, port);
        HttpResponse<String> unknown = new TokenRequest("nobody", "wrong-secret-16-ch", "reports").send(http, port);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void offersNothingOfAnAuthorizationServerButTokens() throws Exception {
        for (String path : List.of("/oauth2/authorize", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/register")) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isIn(302, 404);
        }
    }

    @Test
    void storesTheSigningKeyEncrypted(@Autowired JdbcClient db) {
        assertThat(db.sql("select encode(jwk, 'escape') from platform.signing_key")
                        .query(String.class)
                        .list())
                .hasSize(1)
                .allSatisfy(stored -> assertThat(stored).doesNotContain("RSA"));
    }

    private List<String> scopes(TokenRequest request) throws Exception {
        HttpResponse<String> answer = request.send(http, port);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SignedJWT.parse(TokenRequest.token(answer)).getJWTClaimsSet().getStringListClaim("scope");
    }
}
