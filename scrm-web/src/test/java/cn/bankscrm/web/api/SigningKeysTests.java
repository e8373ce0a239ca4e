package cn.bankscrm.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.db.TestDatabase;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
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

    @Test
    void makeWayForANewKeyWhileTokensOfTheOldOneLast() {
        Instant begin = Instant.parse("2026-11-01T00:00:00Z");
        JWKSet first = at(begin);
        String token = signedBy(first);
        assertThat(at(begin.plus(SigningKeys.SIGNS_FOR).minusSeconds(1)).getKeys())
                .as("until its time is over, the same key signs")
                .hasSize(1);

        JWKSet both = at(begin.plus(SigningKeys.SIGNS_FOR));
        assertThat(both.getKeys()).hasSize(2);
        assertThat(both.getKeys().getFirst().getKeyID())
                .as("the new key signs")
                .isNotEqualTo(first.getKeys().getFirst().getKeyID());
        assertThat(accepts(both, token)).isTrue();
        assertThat(accepts(both, signedBy(both))).isTrue();

        Instant over = begin.plus(SigningKeys.SIGNS_FOR).plus(SigningKeys.KEPT_FOR);
        forgetOld(over.minusSeconds(1));
        assertThat(accepts(at(over.minusSeconds(1)), token)).isTrue();
        forgetOld(over);
        assertThat(accepts(at(over), token)).isFalse();
        assertThat(accepts(at(over), signedBy(both))).isTrue();
    }

    @Test
    void areReadAnewWhenATokenNamesOneThatAnotherNodeHasMade() {
        MovableClock clock = new MovableClock(Instant.parse("2026-11-01T00:00:00Z"));
        CurrentSigningKeys slow = new CurrentSigningKeys(inTransactions(clock), clock);
        NimbusJwtDecoder decoder = (NimbusJwtDecoder) OAuth2AuthorizationServerConfiguration.jwtDecoder(slow);
        clock.now = clock.now.plusSeconds(30);
        String token = signedBy(at(clock.now.plus(SigningKeys.SIGNS_FOR)));

        assertThat(decoder.decode(token).getSubject()).isEqualTo("crm");
    }

    private static String signedBy(JWKSet keys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(new ImmutableJWKSet<SecurityContext>(keys));
        encoder.setJwkSelector(List::getFirst);
        return encoder.encode(JwtEncoderParameters.from(
                        JwtClaimsSet.builder().subject("crm").build()))
                .getTokenValue();
    }

    private static boolean accepts(JWKSet keys, String token) {
        try {
            OAuth2AuthorizationServerConfiguration.jwtDecoder(new ImmutableJWKSet<>(keys))
                    .decode(token);
            return true;
        } catch (JwtException refused) {
            return false;
        }
    }

    private JWKSet at(Instant now) {
        return inTransactions(Clock.fixed(now, ZoneOffset.UTC)).keySet();
    }

    private void forgetOld(Instant now) {
        inTransactions(Clock.fixed(now, ZoneOffset.UTC)).forgetOld();
    }

    private JWKSet aNode() {
        return inTransactions(Clock.systemUTC()).keySet();
    }

    private SigningKeys inTransactions(Clock clock) {
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        return new SigningKeys(JdbcClient.create(database), new Mirror(), clock) {
            @Override
            JWKSet keySet() {
                return Objects.requireNonNull(transactions.execute(status -> super.keySet()));
            }
        };
    }

    private static final class MovableClock extends Clock {

        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
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
