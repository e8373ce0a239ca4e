package cn.bankscrm.compliance.evidence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** How well the chain keeps up: {@code scrm.evidence.*}, on the node that chains. */
@Component
class EvidenceMetrics {

    private final Counter chained;
    private final Counter refused;
    private final AtomicLong lagMillis = new AtomicLong();
    private final AtomicLong sealedDay = new AtomicLong();
    private final AtomicLong keyMissing = new AtomicLong();

    EvidenceMetrics(MeterRegistry registry) {
        this.chained = Counter.builder("scrm.evidence.chained")
                .description("Messages and audit entries that were taken into the chain")
                .baseUnit("records")
                .register(registry);
        this.refused = Counter.builder("scrm.evidence.refused")
                .description("Rows of the archive that did not come from WeCom: somebody wrote them into the database")
                .baseUnit("records")
                .register(registry);
        registry.gauge("scrm.evidence.lag.seconds", lagMillis, millis -> millis.get() / 1000.0);
        registry.gauge("scrm.evidence.sealed.day", sealedDay);
        registry.gauge("scrm.evidence.key.missing", keyMissing);
    }

    void chained(int records) {
        chained.increment(records);
    }

    void refused() {
        refused.increment();
    }

    /** @param oldest since when the oldest of what waited has waited; empty: nothing waits */
    void waiting(Optional<Instant> oldest, Instant now) {
        lagMillis.set(oldest.map(
                        since -> Math.max(0, Duration.between(since, now).toMillis()))
                .orElse(0L));
    }

    /** The gauge is the day's number as a date is written: 20261122. */
    void sealed(LocalDate day) {
        sealedDay.set(day.getYear() * 10_000L + day.getMonthValue() * 100L + day.getDayOfMonth());
    }

    void keyKnown(boolean known) {
        keyMissing.set(known ? 0 : 1);
    }
}
