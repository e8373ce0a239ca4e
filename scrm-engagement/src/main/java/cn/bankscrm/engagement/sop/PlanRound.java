package cn.bankscrm.engagement.sop;

import cn.bankscrm.engagement.uplift.Uplift;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One look at all plans at work: whoever a trigger concerns comes in, whose step is due is wished for, and every ten
 * minutes results are counted and the brake is asked. Each part may be done by several nodes at once, and again.
 */
@Component
class PlanRound {

    private static final Duration COUNTS_EVERY = Duration.ofMinutes(10);

    private final JdbcClient db;
    private final Enrolling enrolling;
    private final NextSteps nextSteps;
    private final Watching watching;
    private final PlanRows plans;
    private final PlanRegister register;
    private final Clock clock;
    private Instant counted = Instant.EPOCH;

    PlanRound(
            JdbcClient db,
            Enrolling enrolling,
            NextSteps nextSteps,
            Watching watching,
            PlanRows plans,
            PlanRegister register,
            Clock clock) {
        this.db = db;
        this.enrolling = enrolling;
        this.nextSteps = nextSteps;
        this.watching = watching;
        this.plans = plans;
        this.register = register;
        this.clock = clock;
    }

    void work() {
        Instant now = clock.instant();
        boolean dayBegun = !LocalTime.ofInstant(now, PlanSql.ZONE).isBefore(NextSteps.BEGINS);
        boolean counts = !now.isBefore(counted.plus(COUNTS_EVERY));
        for (Running plan : atWork("v.state = 'IN_FORCE'")) {
            if (dayBegun || plan.rule().trigger().atAnyMinute()) {
                enrolling.enrol(plan);
            }
        }
        // also those of former versions: who came in under one stays with it
        List<Running> populated = atWork("v.state in ('IN_FORCE', 'REPLACED')");
        if (counts) {
            populated.forEach(watching::look);
        }
        populated.forEach(nextSteps::work);
        if (counts) {
            populated.stream().map(Running::plan).distinct().forEach(this::brake);
            counted = now;
        }
    }

    private void brake(PlanId plan) {
        PlanResult result = plans.result(plan);
        Brake.pull(result.left(), result.controlLeft()).map(PlanRound::why).ifPresent(why -> register.brake(plan, why));
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

    private List<Running> atWork(String versions) {
        return db.sql("""
                        select p.id, v.id as version_id, v.rule::text as rule, p.institution_id, p.pilot_ids, p.state,
                            p.control_share, p.seed
                        from engagement.sop_plan p
                        join engagement.sop_version v on v.plan_id = p.id
                        where p.state in ('PILOT', 'LIVE') and\s""" + versions + " order by p.id, v.id")
                .query((row, number) -> {
                    Long[] pilots = (Long[]) row.getArray("pilot_ids").getArray();
                    return new Running(
                            new PlanId(row.getLong("id")),
                            row.getLong("version_id"),
                            PlanJson.read(row.getString("rule")),
                            row.getString("state").equals("PILOT")
                                    ? Arrays.asList(pilots)
                                    : List.of(row.getLong("institution_id")),
                            row.getInt("control_share"),
                            row.getString("seed"));
                })
                .list();
    }
}
