package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.wecom.client.MovingClock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Carries out a sync at once, for tests of other packages; waits by moving the clock. */
@Component
public class SyncAtHand {

    private final SyncRuns runs;
    private final CarryingOutSync carryingOut;
    private final MovingClock clock;

    SyncAtHand(SyncRuns runs, CarryingOutSync carryingOut, MovingClock clock) {
        this.runs = runs;
        this.carryingOut = carryingOut;
        this.clock = clock;
    }

    /** @return the run as it ended */
    public SyncProgress sync(Kind kind) throws InterruptedException {
        if (!runs.begin(kind, "test")) {
            throw new IllegalStateException("A sync is running");
        }
        carryingOut.carryOut(runs.claim().orElseThrow(), new CarryingOutSync.Pause() {
            @Override
            public boolean stopping() {
                return false;
            }

            @Override
            public void rest(Duration time) {
                clock.advance(time);
            }
        });
        return runs.latest().orElseThrow();
    }
}
