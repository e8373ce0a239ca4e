package cn.bankscrm.engagement.sop;

import cn.bankscrm.engagement.uplift.Uplift;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * One look at all plans at work: whoever a trigger concerns comes in, whose step is due is wished for, and every ten
 * minutes results are counted and the brake is asked. Each part may be done by several nodes at once, and again.
 */
@Component
class PlanRound {

    private static final Duration COUNTS_EVERY = Duration.ofMinutes(10);

    private final PlansAtWork atWork;
    private final Enrolling enrolling;
    private final NextSteps nextSteps;
    private final Watching watching;
    private final PlanRows plans;
    private final PlanControl control;
    private final Clock clock;
    /** By version: who is in a new one is told at once. */
    private final Map<Long, Instant> counted = new HashMap<>();

    PlanRound(
            PlansAtWork atWork,
            Enrolling enrolling,
            NextSteps nextSteps,
            Watching watching,
            PlanRows plans,
            PlanControl control,
            Clock clock) {
        this.atWork = atWork;
        this.enrolling = enrolling;
        this.nextSteps = nextSteps;
        this.watching = watching;
        this.plans = plans;
        this.control = control;
        this.clock = clock;
    }

    void work() {
        Instant now = clock.instant();
        boolean dayBegun = !LocalTime.ofInstant(now, PlanSql.ZONE).isBefore(NextSteps.BEGINS);
        for (Running plan : atWork.inForce()) {
            if (dayBegun || plan.rule().trigger().atAnyMinute()) {
                enrolling.enrol(plan);
            }
        }
        List<Running> due = atWork.populated().stream()
                .filter(plan -> !now.isBefore(
                        counted.getOrDefault(plan.version(), Instant.EPOCH).plus(COUNTS_EVERY)))
                .toList();
        due.forEach(watching::look);
        nextSteps.work();
        due.stream().map(Running::plan).distinct().forEach(this::brake);
        due.forEach(plan -> counted.put(plan.version(), now));
    }

    private void brake(PlanId plan) {
        PlanResult result = plans.result(plan);
        Brake.pull(result.left(), result.controlLeft()).map(PlanRound::why).ifPresent(why -> control.brake(plan, why));
    }

    private static Pause.ByBrake why(Uplift found) {
        return new Pause.ByBrake(
                found.treated().of(),
                found.treated().reached(),
                found.control().of(),
                found.control().reached(),
                found.low(),
                found.high());
    }
}
