package cn.bankscrm.wecom.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.wecom.client.WeComFailure;
import cn.bankscrm.wecom.event.MalformedEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTests {

    private final RetryPolicy retries = new RetryPolicy(new SplittableRandom(1));

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "1000, 60"})
    void waitsLongerEachTimeForWhatWillPass(int attempts, int seconds) {
        Failure busy = Failure.of(StandInWeCom.failure(WeComFailure.Kind.BUSY));

        assertThat(retries.delay(busy, event(attempts, 0)).orElseThrow())
                .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1250L));
    }

    @ParameterizedTest
    @EnumSource(
            value = WeComFailure.Kind.class,
            names = {"RATE_LIMITED", "BUSY", "TOKEN", "UNREACHABLE"})
    void keepsTryingForADayWhatWillPass(WeComFailure.Kind kind) {
        Failure failure = Failure.of(StandInWeCom.failure(kind));

        assertThat(retries.delay(failure, event(RetryPolicy.ATTEMPTS - 1, 7))).isPresent();
        assertThat(retries.delay(failure, event(RetryPolicy.ATTEMPTS, 0))).isEmpty();
        assertThat(Duration.ofMinutes(1).multipliedBy(RetryPolicy.ATTEMPTS)).isGreaterThan(Duration.ofHours(24));
    }

    @Test
    void leavesWeComAloneForAsLongAsItAsks() {
        Failure limited = Failure.of(new WeComFailure(
                WeComFailure.Kind.RATE_LIMITED, "/cgi-bin/externalcontact/get", 45009, null, Duration.ofMinutes(5)));

        assertThat(retries.delay(limited, event(1, 0)).orElseThrow())
                .isBetween(Duration.ofMinutes(5), Duration.ofSeconds(375));
    }

    @Test
    void givesUpAfterEightFaultsOfItsOwn() {
        Failure malformed = Failure.of(new MalformedEvent("UserID is missing"));

        for (int faults = 0; faults < RetryPolicy.FAULTS - 1; faults++) {
            assertThat(retries.delay(malformed, event(faults + 1, faults))).isPresent();
        }
        assertThat(retries.delay(malformed, event(8, 7))).isEqualTo(Optional.empty());
    }

    @Test
    void triesThatFailedForWeComDoNotCountAsFaults() {
        Failure fault = Failure.of(new IllegalStateException("13812341234"));

        assertThat(retries.delay(fault, event(900, 0))).isPresent();
        assertThat(fault.sentence()).doesNotContain("13812341234");
    }

    private static StoredEvent event(int attempts, int faults) {
        return new StoredEvent(
                1, Instant.EPOCH, "customer", "x", "r", ByteBuffer.allocate(0), Instant.EPOCH, attempts, faults);
    }
}
