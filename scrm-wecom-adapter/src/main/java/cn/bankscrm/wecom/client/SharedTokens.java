package cn.bankscrm.wecom.client;

import cn.bankscrm.wecom.client.WeComFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One access token for each app, the same on all nodes. A new one is fetched by one thread of one node while the others
 * wait for it: WeCom throttles who asks too often, and shuts out for an hour whoever asks with a wrong secret again and
 * again.
 *
 * <p>Source: developer.work.weixin.qq.com, page 91039 (获取access_token), as read 2026-07.
 */
class SharedTokens {

    static final String API = "gettoken";
    /** Longer than fetching a token may take; a node that has not done it by then is taken to be gone. */
    private static final Duration CLAIM = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final long LOOKS = CLAIM.dividedBy(LOOK_AGAIN);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(5);
    private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofMinutes(10);
    /** WeCom handed out once more the token that it rejects: asking again at once would not help. */
    private static final Duration AFTER_SAME_TOKEN = Duration.ofSeconds(30);

    private final TokenRows rows;
    private final TokenSource source;
    private final WeComProperties properties;
    private final Clock clock;
    private final Map<WeComApp, Held> held = new EnumMap<>(WeComApp.class);

    SharedTokens(TokenRows rows, TokenSource source, WeComProperties properties, Clock clock) {
        this.rows = rows;
        this.source = source;
        this.properties = properties;
        this.clock = clock;
        for (WeComApp app : WeComApp.values()) {
            held.put(app, new Held(new Backoff(AFTER_REFUSAL, LONGEST_AFTER_REFUSAL)));
        }
    }

    /** @throws WeComFailure when there is none to be had */
    AccessToken current(WeComApp app) {
        AccessToken token = held(app).token;
        return token != null && token.usableAt(clock.instant()) ? token : next(app, null);
    }

    /**
     * The token to try after this one was rejected.
     *
     * @throws WeComFailure when there is none to be had
     */
    AccessToken replacing(WeComApp app, AccessToken rejected) {
        return next(app, rejected);
    }

    private AccessToken next(WeComApp app, @Nullable AccessToken rejected) {
        Held mine = held(app);
        mine.lock.lock();
        try {
            AccessToken token = mine.token;
            if (token != null && fits(token, rejected)) {
                return token;
            }
            AccessToken found = shared(app, mine, rejected);
            mine.token = found;
            return found;
        } finally {
            mine.lock.unlock();
        }
    }

    private AccessToken shared(WeComApp app, Held mine, @Nullable AccessToken rejected) {
        String credential = credential(app);
        long rejectedVersion = rejected == null ? 0 : rejected.version();
        for (int look = 0; look < LOOKS; look++) {
            Optional<AccessToken> found = rows.find(app, credential);
            if (found.isPresent() && fits(found.get(), rejected)) {
                return found.get();
            }
            refuseWhileShut(mine);
            Instant now = clock.instant();
            if (rows.claim(app, credential, rejectedVersion, now, now.plus(CLAIM))) {
                return fetch(app, mine, credential, rejected);
            }
            pause();
        }
        throw new WeComFailure(Kind.BUSY, API, 0, null, null);
    }

    private AccessToken fetch(WeComApp app, Held mine, String credential, @Nullable AccessToken rejected) {
        boolean stored = false;
        try {
            TokenSource.Grant grant = source.newToken(app);
            AccessToken token =
                    rows.store(app, credential, grant.token(), clock.instant().plus(grant.life()));
            stored = true;
            if (rejected != null && rejected.value().equals(grant.token())) {
                mine.refusals.shutFor(AFTER_SAME_TOKEN, clock.instant());
            } else {
                mine.refusals.reset();
            }
            return token;
        } catch (WeComFailure failure) {
            if (failure.code() > 0) {
                mine.refusals.again(clock.instant());
            }
            throw failure;
        } finally {
            if (!stored) {
                rows.release(app);
            }
        }
    }

    private void refuseWhileShut(Held mine) {
        Optional<Duration> shut = mine.refusals.left(clock.instant());
        if (shut.isPresent()) {
            throw new WeComFailure(Kind.TOKEN, API, 0, null, shut.get());
        }
    }

    private boolean fits(AccessToken token, @Nullable AccessToken rejected) {
        return token.usableAt(clock.instant()) && (rejected == null || token.version() > rejected.version());
    }

    private String credential(WeComApp app) {
        return properties.corpId()
                + '\n'
                + properties.secret(app).orElseThrow(() -> new WeComFailure(Kind.TOKEN, API, 0, null, null));
    }

    private Held held(WeComApp app) {
        return held.getOrDefault(app, new Held(new Backoff(AFTER_REFUSAL, LONGEST_AFTER_REFUSAL)));
    }

    /** Another node is at it: its token is seen when it lies in the database, and not before. */
    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WeComFailure(Kind.BUSY, API, 0, null, null);
        }
    }

    /** What this node holds of one app. */
    private static final class Held {
        private final ReentrantLock lock = new ReentrantLock();
        private final Backoff refusals;
        private volatile @Nullable AccessToken token;

        Held(Backoff refusals) {
            this.refusals = refusals;
        }
    }
}
