package cn.bankscrm.kpi.coverage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** How well the figures keep up: {@code scrm.kpi.coverage.*}. */
@Component
class CoverageMetrics {

    private final Counter folded;
    private final Timer waited;
    private final Timer rebuild;
    private final AtomicLong drift = new AtomicLong();
    private final AtomicLong staleMillis = new AtomicLong();

    CoverageMetrics(MeterRegistry registry) {
        this.folded = Counter.builder("scrm.kpi.coverage.folded")
                .description("Customers whose share was counted anew")
                .baseUnit("customers")
                .register(registry);
        this.waited = Timer.builder("scrm.kpi.coverage.wait")
                .description("From a change to the moment it shows, for the change that waited longest in each batch")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry);
        this.rebuild = Timer.builder("scrm.kpi.coverage.rebuild")
                .description("Counting everything anew")
                .register(registry);
        registry.gauge("scrm.kpi.coverage.staleness.seconds", staleMillis, millis -> millis.get() / 1000.0);
        registry.gauge("scrm.kpi.coverage.drift", drift);
    }

    void folded(int customers, Duration longestWait) {
        folded.increment(customers);
        waited.record(longestWait);
        staleMillis.set(longestWait.toMillis());
    }

    void nothingWaits() {
        staleMillis.set(0);
    }

    void rebuilt(Duration taken) {
        rebuild.record(taken);
    }

    /** @param cells that the last recount found wrong */
    void drifted(long cells) {
        drift.set(cells);
    }
}
