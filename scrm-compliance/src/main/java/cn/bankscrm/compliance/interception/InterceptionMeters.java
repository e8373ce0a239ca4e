package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what the door says, by outlet; nothing of texts or senders. */
@Component
class InterceptionMeters {

    private final MeterRegistry registry;

    InterceptionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void decided(Outlet outlet, Verdict verdict) {
        registry.counter("scrm.compliance.verdicts", "outlet", outlet.name(), "verdict", verdict.name())
                .increment();
    }

    /** Nothing could be screened, so nothing left. */
    DoorClosed closed(Outlet outlet) {
        registry.counter("scrm.compliance.closed", "outlet", outlet.name()).increment();
        return new DoorClosed();
    }
}
