package cn.bankscrm.wecom.inbox;

import cn.bankscrm.wecom.inbox.PreparedRelation.Failed;
import cn.bankscrm.wecom.inbox.PreparedRelation.Ready;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Counts what becomes of events, by kind ({@code Noted}: nothing is to be done about them), and how long they wait from
 * their arrival until their effect is committed.
 */
@Component
class InboxMeters {

    private final MeterRegistry meters;
    private final Clock clock;
    private final Timer processing;
    private final Counter dead;

    InboxMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        this.processing = Timer.builder("scrm.wecom.inbox.processing")
                .description("From the arrival of an event until its effect is committed")
                .publishPercentileHistogram()
                .register(meters);
        this.dead = Counter.builder("scrm.wecom.inbox.buried")
                .description("Events that became dead letters")
                .register(meters);
    }

    void done(List<Ready> events) {
        Instant now = clock.instant();
        for (Ready one : events) {
            processing.record(positive(Duration.between(one.event().receivedAt(), now)));
            meters.counter("scrm.wecom.inbox.done", "kind", one.kind()).increment();
        }
    }

    void failed(List<Failed> events, int buried) {
        for (Failed one : events) {
            meters.counter("scrm.wecom.inbox.failures", "kind", one.failure().kind())
                    .increment();
        }
        dead.increment(buried);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
