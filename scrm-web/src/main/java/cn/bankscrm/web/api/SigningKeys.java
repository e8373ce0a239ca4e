package cn.bankscrm.web.api;

import cn.bankscrm.core.privacy.FieldCipher;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keys that sign tokens: kept, encrypted, in the database, so that every node accepts what another has issued,
 * before a restart or after. The newest signs. When it is old enough, a new one is made, and the one before it stays
 * for as long as a token that it signed may live.
 */
class SigningKeys {

    /** How long a key signs. */
    static final Duration SIGNS_FOR = Duration.ofDays(90);
    /** How long a key is kept that signs no more: longer than any token lives and any node holds its copy. */
    static final Duration KEPT_FOR = Duration.ofHours(3);

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

    /** @return the key that signs, first, and those whose tokens may still be about */
    @Transactional
    JWKSet keySet() {
        List<JWK> keys = stored();
        if (isDue()) {
            db.sql("lock table platform.signing_key in exclusive mode").update();
            if (isDue()) {
                make();
            }
            keys = stored();
        }
        return new JWKSet(keys);
    }

    private boolean isDue() {
        return db.sql("select not exists (select from platform.signing_key where created_at > :oldest)")
                .param("oldest", clock.instant().minus(SIGNS_FOR).atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    private List<JWK> stored() {
        return db.sql("select jwk from platform.signing_key order by created_at desc, id")
                .query((row, number) -> parse(cipher.decrypt(FIELD, row.getBytes("jwk"))))
                .list();
    }

    private void make() {
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
        } catch (JOSEException e) {
            throw new IllegalStateException("No key for signing tokens can be made", e);
        }
    }

    /** Forgets keys whose successor has been signing for so long that none of their tokens can be valid. */
    @Transactional
    void forgetOld() {
        db.sql("""
                        delete from platform.signing_key old
                        where exists (
                            select from platform.signing_key newer
                            where newer.created_at > old.created_at and newer.created_at <= :before)
                        """)
                .param("before", clock.instant().minus(KEPT_FOR).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static JWK parse(String json) {
        try {
            return RSAKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("The stored key for signing tokens is not one", e);
        }
    }
}
