package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * One thread of each node that looks for a run nobody works on, and works on it. On a platform that was never in line
 * with WeCom it begins the first run by itself.
 */
@Component
class SyncWorker extends BackgroundWorker implements CarryingOutSync.Pause {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final SyncRuns runs;
    private final CarryingOutSync carryingOut;
    private final WeComApi api;
    private volatile boolean looked;

    SyncWorker(SyncRuns runs, CarryingOutSync carryingOut, WeComApi api) {
        super("wecom-sync", Pace.every(LOOK).pausingAtMost(LOOK).stoppingWithin(Duration.ofSeconds(10)));
        this.runs = runs;
        this.carryingOut = carryingOut;
        this.api = api;
    }

    /** Only where WeCom can be called. */
    @Override
    public void start() {
        if (api.knows(WeComApp.CUSTOMER)) {
            looked = false;
            super.start();
        }
    }

    @Override
    protected boolean work() throws InterruptedException {
        if (!looked && runs.isOwed()) {
            runs.begin(Kind.FULL, "system");
        }
        looked = true;
        Optional<SyncRun> run = runs.claim();
        if (run.isPresent()) {
            carryingOut.carryOut(run.get(), this);
        }
        return run.isPresent();
    }

    @Override
    protected boolean mayBeInterrupted() {
        return true;
    }

    @Override
    public boolean stopping() {
        return !isRunning();
    }

    @Override
    public void rest(Duration time) throws InterruptedException {
        pause(time);
    }
}
