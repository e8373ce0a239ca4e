package cn.bankscrm.web.api;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's copy of the signing keys: read anew every few minutes, and at once when a token names a key that is not
 * among them, for another node may have begun with a new one; but not more often than every second, whatever tokens
 * name.
 */
final class CurrentSigningKeys implements JWKSource<SecurityContext> {

    static final Duration AGE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SigningKeys keys;
    private final Clock clock;
    private volatile Copy copy;

    CurrentSigningKeys(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.copy = new Copy(keys.keySet(), clock.instant());
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> found = selector.select(notOlderThan(AGE));
        return found.isEmpty() ? selector.select(notOlderThan(PAUSE)) : found;
    }

    private JWKSet notOlderThan(Duration age) {
        Instant now = clock.instant();
        Copy present = copy;
        if (present.readAt().plus(age).isAfter(now)) {
            return present.keys();
        }
        synchronized (this) {
            present = copy;
            if (!present.readAt().plus(age).isAfter(now)) {
                keys.forgetOld();
                present = new Copy(keys.keySet(), now);
                copy = present;
            }
            return present.keys();
        }
    }

    private record Copy(JWKSet keys, Instant readAt) {}
}
