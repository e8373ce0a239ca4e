package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Carries plans out, all day. */
@Component
class PlanWorker extends BackgroundWorker {

    private final PlanRound round;

    PlanWorker(PlanRound round) {
        super("sop-plans", Pace.every(Duration.ofSeconds(20)));
        this.round = round;
    }

    @Override
    protected boolean work() {
        round.work();
        return false;
    }
}
