package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.BindingOutcome;
import cn.bankscrm.core.realname.Route;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts how certifications end, and what is refused before it comes to that. */
@Component
class RouteMetrics {

    private final MeterRegistry registry;

    RouteMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Why something was refused. */
    enum Refusal {
        /** A link that was not made here, or altered. */
        FORGED_LINK,
        /** A link whose time is over, or that was used. */
        CLOSED_LINK,
        WRONG_CODE,
        /** Too often, by link, number or address. */
        LIMIT,
        /** An answer from WeChat that this browser did not ask for. */
        FORGED_STATE
    }

    void refused(Refusal why) {
        registry.counter("scrm.realname.refusals", "reason", why.name()).increment();
    }

    void decided(Route route, BindingOutcome outcome) {
        registry.counter(
                        "scrm.realname.outcomes",
                        "route",
                        route.word(),
                        "outcome",
                        outcome.getClass().getSimpleName())
                .increment();
    }
}
