package cn.bankscrm.wecom.client;

import cn.bankscrm.wecom.client.WeComFailure.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Stands at the door of every call: keeps the limits, stays away from an API that said it is called too often, and
 * counts ({@code scrm.wecom.calls} by {@code api} and {@code outcome}).
 */
@Component
class CallWatch {

    private static final String CALLS = "scrm.wecom.calls";
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final ApiLimits limits;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Backoff> limited = new ConcurrentHashMap<>();

    CallWatch(ApiLimits limits, MeterRegistry meters, Clock clock) {
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        // There from the start: what begins with its first value has no rate.
        meters.counter(CALLS, "api", SharedTokens.API, "outcome", "ok");
    }

    /** @throws WeComFailure when the call may not be made now, or failed */
    <T> T watching(String api, Supplier<T> call) {
        Backoff backoff = limited.computeIfAbsent(api, a -> new Backoff(FIRST_WAIT, LONGEST_WAIT));
        Instant begun = clock.instant();
        Optional<Duration> shut = backoff.left(begun);
        if (shut.isPresent()) {
            count(api, "held_back");
            throw new WeComFailure(Kind.RATE_LIMITED, api, 0, null, shut.get());
        }
        limits.take(api);
        try {
            T answer = call.get();
            backoff.worked(begun);
            count(api, "ok");
            return answer;
        } catch (WeComFailure failure) {
            count(api, failure.kind().name().toLowerCase(Locale.ROOT));
            if (failure.kind() == Kind.RATE_LIMITED) {
                Duration wait = backoff.again(clock.instant());
                throw new WeComFailure(
                        Kind.RATE_LIMITED, api, failure.code(), failure.hint().orElse(null), wait);
            }
            throw failure;
        }
    }

    Semaphore beginWriting(String api) {
        return limits.beginWriting(api);
    }

    private void count(String api, String outcome) {
        meters.counter(CALLS, "api", api, "outcome", outcome).increment();
    }
}
