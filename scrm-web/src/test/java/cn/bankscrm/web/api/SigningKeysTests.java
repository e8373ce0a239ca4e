package cn.bankscrm.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.db.TestDatabase;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** Nodes, one after the other or at the same time, on one database. */
class SigningKeysTests {

    private final DataSource database = TestDatabase.fresh().dataSource();

    @Test
    void acceptATokenThatWasIssuedBeforeARestart() {
        String token = new NimbusJwtEncoder(new ImmutableJWKSet<SecurityContext>(aNode()))
                .encode(JwtEncoderParameters.from(
                        JwtClaimsSet.builder().subject("crm").build()))
                .getTokenValue();

        assertThat(OAuth2AuthorizationServerConfiguration.jwtDecoder(new ImmutableJWKSet<>(aNode()))
                        .decode(token)
                        .getSubject())
                .isEqualTo("crm");
    }

    @Test
    void areMadeOnceByNodesThatStartTogether() throws Exception {
        Set<JWKSet> made = new HashSet<>();
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            List<Future<JWKSet>> starting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starting.add(nodes.submit(this::aNode));
            }
            for (Future<JWKSet> node : starting) {
                made.add(node.get());
            }
        }
        assertThat(made).hasSize(1);
        assertThat(JdbcClient.create(database)
                        .sql("select count(*) from platform.signing_key")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private JWKSet aNode() {
        SigningKeys keys = new SigningKeys(JdbcClient.create(database), new Mirror(), Clock.systemUTC());
        return Objects.requireNonNull(
                new TransactionTemplate(new DataSourceTransactionManager(database)).execute(status -> keys.keySet()));
    }

    /** Keeps what is stored from being the plain text, which is all that is asked of it here. */
    private static final class Mirror implements FieldCipher {

        @Override
        public byte[] encrypt(String field, String plain) {
            return new StringBuilder(plain).reverse().toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decrypt(String field, byte[] encrypted) {
            return new StringBuilder(new String(encrypted, StandardCharsets.UTF_8))
                    .reverse()
                    .toString();
        }

        @Override
        public byte[] digest(String field, String plain) {
            throw new UnsupportedOperationException();
        }
    }
}
