package cn.bankscrm.engagement.contactway;

import cn.bankscrm.core.privacy.FieldCipher;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * How often an address may open public pages, on all nodes together. The customers of a whole branch may share one
 * address; one that tries codes that do not exist is given much less.
 */
@Component
public class PublicPageLimits {

    private static final BucketConfiguration OPENED = limits(120, Duration.ofMinutes(1), 2_000, Duration.ofHours(1));
    private static final BucketConfiguration WRONG = limits(10, Duration.ofMinutes(1), 60, Duration.ofHours(1));
    private static final Duration LONGEST_KEPT = Duration.ofHours(2);

    private final ProxyManager<Long> buckets;
    private final FieldCipher cipher;

    PublicPageLimits(DataSource database, FieldCipher cipher) {
        this.cipher = cipher;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("core.rate_limit")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(LONGEST_KEPT))
                .build();
    }

    /** @return how long to wait; empty when the page may be shown, which is then counted */
    public Optional<Duration> refuse(String address) {
        return wait("opened", address, OPENED, 1).or(() -> wait("wrong", address, WRONG, 0));
    }

    /** The address asked for what is not there. */
    public void wrong(String address) {
        wait("wrong", address, WRONG, 1);
    }

    private Optional<Duration> wait(String what, String address, BucketConfiguration limit, int tokens) {
        long id = ByteBuffer.wrap(cipher.digest("contactway.limit", what + "\n" + address))
                .getLong();
        var bucket = buckets.builder().build(id, () -> limit);
        if (tokens == 0) {
            long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
            return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(tokens);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private static BucketConfiguration limits(int burst, Duration burstIn, int most, Duration mostIn) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(burst, burstIn))
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, mostIn))
                .build();
    }
}
