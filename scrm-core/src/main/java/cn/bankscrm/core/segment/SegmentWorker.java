package cn.bankscrm.core.segment;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks every two seconds for what is to be computed. */
@Component
class SegmentWorker extends BackgroundWorker {

    private final SegmentComputing computing;

    SegmentWorker(SegmentComputing computing) {
        super("segments", Pace.every(Duration.ofSeconds(2)));
        this.computing = computing;
    }

    @Override
    protected boolean work() {
        return computing.work();
    }
}
