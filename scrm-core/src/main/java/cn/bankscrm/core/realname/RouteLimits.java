package cn.bankscrm.core.realname;

import cn.bankscrm.core.privacy.FieldCipher;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How often the phone page may be used: by link, by mobile number and by address, on all nodes together. Buckets are
 * known by keyed digests. An address may be shared by the customers of a whole branch, and is given more.
 */
@Component
class RouteLimits {

    private static final BucketConfiguration CODES_A_LINK = limits(1, Duration.ofSeconds(50), 5, Duration.ofHours(1));
    private static final BucketConfiguration CODES_A_MOBILE = limits(1, Duration.ofSeconds(50), 10, Duration.ofDays(1));
    private static final BucketConfiguration CODES_AN_ADDRESS =
            limits(20, Duration.ofMinutes(1), 100, Duration.ofHours(1));
    private static final BucketConfiguration ANSWERS_A_LINK = limits(6, Duration.ofMinutes(1), 30, Duration.ofHours(1));
    private static final BucketConfiguration ANSWERS_A_MOBILE =
            limits(6, Duration.ofMinutes(1), 20, Duration.ofHours(1));
    private static final BucketConfiguration ANSWERS_AN_ADDRESS =
            limits(30, Duration.ofMinutes(1), 200, Duration.ofHours(1));

    private static final Logger log = LoggerFactory.getLogger(RouteLimits.class);
    private static final Duration LONGEST_KEPT = Duration.ofDays(2);
    private static final int REMOVED_AT_A_TIME = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<Long> buckets;
    private final FieldCipher cipher;

    RouteLimits(DataSource database, FieldCipher cipher) {
        this.cipher = cipher;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("core.rate_limit")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(LONGEST_KEPT))
                .build();
    }

    /** @return how long to wait before a code may be sent; empty when it may be now, which is then counted */
    Optional<Duration> refuseCode(InvitationId invitation, Mobile mobile, Visit visit) {
        return wait("code.address", visit.address(), CODES_AN_ADDRESS)
                .or(() -> wait("code.link", String.valueOf(invitation.value()), CODES_A_LINK))
                .or(() -> wait("code.mobile", mobile.value(), CODES_A_MOBILE));
    }

    /** @return how long to wait before an answer is looked at; empty when it is now, which is then counted */
    Optional<Duration> refuseAnswer(InvitationId invitation, Mobile mobile, Visit visit) {
        return wait("answer.address", visit.address(), ANSWERS_AN_ADDRESS)
                .or(() -> wait("answer.link", String.valueOf(invitation.value()), ANSWERS_A_LINK))
                .or(() -> wait("answer.mobile", mobile.value(), ANSWERS_A_MOBILE));
    }

    /** Forgets buckets that are full again. */
    void clean() {
        while (buckets.removeExpired(REMOVED_AT_A_TIME) == REMOVED_AT_A_TIME) {
            log.atDebug().log("More buckets to forget");
        }
    }

    private Optional<Duration> wait(String what, String key, BucketConfiguration limit) {
        long id = ByteBuffer.wrap(cipher.digest("realname.limit", what + "\n" + key))
                .getLong();
        ConsumptionProbe probe = buckets.builder().build(id, () -> limit).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private static BucketConfiguration limits(int burst, Duration burstIn, int most, Duration mostIn) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(burst, burstIn))
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, mostIn))
                .build();
    }
}
