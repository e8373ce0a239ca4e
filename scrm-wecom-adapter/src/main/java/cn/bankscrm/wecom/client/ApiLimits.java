package cn.bankscrm.wecom.client;

import cn.bankscrm.wecom.client.WeComFailure.Kind;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Keeps the corp's calls of each API, from all nodes together, under what WeCom allows: a minute's and an hour's number
 * of calls, and for calls that write how many may be under way at a time (per node). The permits lie in the database; a
 * node takes them by the dozen, so that few calls cost a transaction.
 *
 * <p>Source: developer.work.weixin.qq.com, page 90312 (访问频率限制), as read 2026-07.
 */
@Component
class ApiLimits {

    /** A full bucket and what flows in must not exceed the limit together, or the first minute would. */
    private static final int BURST_SHARE = 5;

    /** Calls a minute of APIs that have a smaller limit of their own (page 95094). */
    private static final Map<String, Integer> FEWER = Map.of("externalcontact/add_moment_task", 10);

    private static final int WRITES_AT_A_TIME = 4;
    private static final Duration LONGEST_WAIT_TO_WRITE = Duration.ofSeconds(2);

    private final ProxyManager<Long> buckets;
    private final WeComProperties properties;
    private final Map<String, Permits> permits = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> writing = new ConcurrentHashMap<>();

    ApiLimits(DataSource database, WeComProperties properties) {
        this.properties = properties;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("wecom.api_limit")
                .build();
    }

    /** @throws WeComFailure when this minute's or hour's calls are used up */
    void take(String api) {
        permits.computeIfAbsent(api, Permits::new).take();
    }

    /** @throws WeComFailure when too many calls that write are under way */
    Semaphore beginWriting(String api) {
        Semaphore places = writing.computeIfAbsent(api, a -> new Semaphore(WRITES_AT_A_TIME));
        try {
            if (places.tryAcquire(LONGEST_WAIT_TO_WRITE.toMillis(), TimeUnit.MILLISECONDS)) {
                return places;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new WeComFailure(Kind.BUSY, api, 0, null, null);
    }

    private static long burst(int calls) {
        return Math.max(1, calls / BURST_SHARE);
    }

    private static long rest(int calls) {
        return Math.max(1, calls - burst(calls));
    }

    private int perMinute(String api) {
        return Math.min(properties.callsPerMinute(), FEWER.getOrDefault(api, Integer.MAX_VALUE));
    }

    private BucketConfiguration limit(String api) {
        return BucketConfiguration.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity(burst(perMinute(api)))
                        .refillGreedy(rest(perMinute(api)), Duration.ofMinutes(1)))
                .addLimit(bandwidth -> bandwidth
                        .capacity(burst(properties.callsPerHour()))
                        .refillGreedy(rest(properties.callsPerHour()), Duration.ofHours(1)))
                .build();
    }

    /** One bucket a corp, API and limit: another limit must not inherit what was left of the old one. */
    private long key(String api) {
        String name = properties.corpId() + '\n' + api + '\n' + perMinute(api) + '\n' + properties.callsPerHour();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What this node has taken out of the shared bucket and not used yet. */
    private final class Permits {
        private final String api;
        private final BucketProxy bucket;
        private final int chunk;
        private long left;

        Permits(String api) {
            this.api = api;
            this.bucket = buckets.builder().build(key(api), () -> limit(api));
            this.chunk = Math.max(1, perMinute(api) / 200);
        }

        synchronized void take() {
            if (left == 0) {
                left = bucket.tryConsumeAsMuchAsPossible(chunk);
            }
            if (left == 0) {
                long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
                throw new WeComFailure(Kind.RATE_LIMITED, api, 0, null, Duration.ofNanos(Math.max(1, nanos)));
            }
            left--;
        }
    }
}
