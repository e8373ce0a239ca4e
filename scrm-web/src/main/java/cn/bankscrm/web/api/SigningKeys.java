package cn.bankscrm.web.api;

import cn.bankscrm.core.privacy.FieldCipher;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * The key that signs tokens: made once for an installation and kept, encrypted, in the database, so that every node
 * accepts what another has issued, before a restart or after.
 */
class SigningKeys {

    private static final String FIELD = "signing_key.jwk";
    private static final int BITS = 3072;

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    SigningKeys(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** @return the one key, which the first node to ask makes while the others wait */
    @Transactional
    JWKSet keySet() {
        return new JWKSet(stored().orElseGet(() -> {
            db.sql("lock table platform.signing_key in exclusive mode").update();
            return stored().orElseGet(this::made);
        }));
    }

    private Optional<RSAKey> stored() {
        return db.sql("select jwk from platform.signing_key order by created_at desc limit 1")
                .query((row, number) -> parse(cipher.decrypt(FIELD, row.getBytes("jwk"))))
                .optional();
    }

    private RSAKey made() {
        Instant now = clock.instant();
        try {
            RSAKey key = new RSAKeyGenerator(BITS)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            db.sql("insert into platform.signing_key (id, jwk, created_at) values (:id, :jwk, :createdAt)")
                    .param("id", key.getKeyID())
                    .param("jwk", cipher.encrypt(FIELD, key.toJSONString()))
                    .param("createdAt", now.atOffset(ZoneOffset.UTC))
                    .update();
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException("No key for signing tokens can be made", e);
        }
    }

    private static RSAKey parse(String json) {
        try {
            return RSAKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("The stored key for signing tokens is not one", e);
        }
    }
}
