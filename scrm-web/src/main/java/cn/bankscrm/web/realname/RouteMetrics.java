package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.BindingOutcome;
import cn.bankscrm.core.realname.RefusedAttempts;
import cn.bankscrm.core.realname.Route;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts how certifications end, and what is refused before it comes to that. */
@Component
class RouteMetrics {

    private final MeterRegistry registry;
    private final RefusedAttempts attempts;

    RouteMetrics(MeterRegistry registry, RefusedAttempts attempts) {
        this.registry = registry;
        this.attempts = attempts;
    }

    /** Why something was refused. */
    enum Refusal {
        /** A link that was not made here, or altered. */
        FORGED_LINK,
        /** A link whose time is over, or that was used. */
        CLOSED_LINK,
        WRONG_CODE,
        /** A consent asked for with a mobile number that is not that of the customer. */
        NOT_THEIRS,
        /** Too often, by link, number or address. */
        LIMIT,
        /** An answer from WeChat that this browser did not ask for. */
        FORGED_STATE,
        /** The app tells again what was ended since. */
        REPLAYED,
        /** The app tells of a time that has not come. */
        FUTURE
    }

    void refused(Refusal why) {
        registry.counter("scrm.realname.refusals", "reason", why.name()).increment();
        attempts.count(why.name());
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
