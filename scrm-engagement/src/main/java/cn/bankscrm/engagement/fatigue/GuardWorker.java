package cn.bankscrm.engagement.fatigue;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks every few seconds for wishes that are to be decided. */
@Component
class GuardWorker extends BackgroundWorker {

    private final GuardRound round;

    GuardWorker(GuardRound round) {
        super("fatigue-guard", Pace.every(Duration.ofSeconds(3)));
        this.round = round;
    }

    @Override
    protected boolean work() {
        return round.decide() > 0;
    }
}
