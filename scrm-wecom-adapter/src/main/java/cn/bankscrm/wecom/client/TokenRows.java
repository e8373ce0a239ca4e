package cn.bankscrm.wecom.client;

import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The access tokens that all nodes share, encrypted. A token that was got with another corp id or secret than the
 * configured ones is none.
 */
@Component
class TokenRows {

    private static final String FIELD = "wecom.access_token";
    private static final String CREDENTIAL = "wecom.credential";

    private final JdbcClient db;
    private final FieldCipher cipher;

    TokenRows(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    Optional<AccessToken> find(WeComApp app, String credential) {
        byte[] digest = cipher.digest(CREDENTIAL, credential);
        return db.sql("""
                        select token_enc, version, expires_at, credential
                        from wecom.access_token
                        where app = :app and token_enc is not null
                        """)
                .param("app", app.key())
                .query((row, n) -> Arrays.equals(row.getBytes("credential"), digest) ? Optional.of(token(row)) : none())
                .optional()
                .flatMap(found -> found);
    }

    /**
     * Gives one node of all the right to fetch a new token.
     *
     * @param rejected the version that is no good any more; 0 where that is not the reason
     * @return whether it is this node; not when a good token is there by now
     */
    boolean claim(WeComApp app, String credential, long rejected, Instant now, Instant until) {
        return db.sql("""
                        insert into wecom.access_token as held (app, refreshing_until)
                        values (:app, :until)
                        on conflict (app) do update
                        set refreshing_until = excluded.refreshing_until
                        where (held.refreshing_until is null or held.refreshing_until <= :now)
                          and (held.token_enc is null
                               or held.credential <> :credential
                               or held.expires_at <= :now
                               or held.version <= :rejected)
                        """)
                        .param("app", app.key())
                        .param("credential", cipher.digest(CREDENTIAL, credential))
                        .param("until", Timestamp.from(until))
                        .param("now", Timestamp.from(now))
                        .param("rejected", rejected)
                        .update()
                == 1;
    }

    AccessToken store(WeComApp app, String credential, String token, Instant expiresAt) {
        long version = db.sql("""
                        update wecom.access_token
                        set token_enc = :token,
                            credential = :credential,
                            expires_at = :expiresAt,
                            version = version + 1,
                            refreshing_until = null
                        where app = :app
                        returning version
                        """)
                .param("token", cipher.encrypt(FIELD, token))
                .param("credential", cipher.digest(CREDENTIAL, credential))
                .param("expiresAt", Timestamp.from(expiresAt))
                .param("app", app.key())
                .query(Long.class)
                .single();
        return new AccessToken(token, version, expiresAt);
    }

    void release(WeComApp app) {
        db.sql("update wecom.access_token set refreshing_until = null where app = :app")
                .param("app", app.key())
                .update();
    }

    private AccessToken token(ResultSet row) throws SQLException {
        return new AccessToken(
                cipher.decrypt(FIELD, row.getBytes("token_enc")),
                row.getLong("version"),
                row.getTimestamp("expires_at").toInstant());
    }

    private static Optional<AccessToken> none() {
        return Optional.empty();
    }
}
