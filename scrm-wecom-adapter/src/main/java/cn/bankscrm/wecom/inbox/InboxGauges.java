package cn.bankscrm.wecom.inbox;

import cn.bankscrm.core.inbound.CallbackInbox;
import cn.bankscrm.core.inbound.InboxState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the inbox stands, for whoever scrapes: counted at most every few seconds, and only when asked. */
@Component
class InboxGauges {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final CallbackInbox inbox;
    private final Clock clock;
    private @Nullable InboxState state;
    private Instant counted = Instant.EPOCH;

    InboxGauges(CallbackInbox inbox, Clock clock, MeterRegistry meters) {
        this.inbox = inbox;
        this.clock = clock;
        gauge(meters, "scrm.wecom.inbox.pending", "Events not done yet", s -> s.pending() + s.processing());
        gauge(meters, "scrm.wecom.inbox.dead", "Dead letters that nobody has looked after", InboxState::dead);
        gauge(
                meters,
                "scrm.wecom.inbox.oldest.seconds",
                "How long the oldest event not done has waited",
                s -> s.oldestPending().toSeconds());
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<InboxState> figure) {
        Gauge.builder(name, () -> figure.applyAsDouble(state()))
                .description(description)
                .register(meters);
    }

    private synchronized InboxState state() {
        Instant now = clock.instant();
        InboxState known = state;
        if (known == null || now.isAfter(counted.plus(FRESH))) {
            known = inbox.state();
            state = known;
            counted = now;
        }
        return known;
    }
}
