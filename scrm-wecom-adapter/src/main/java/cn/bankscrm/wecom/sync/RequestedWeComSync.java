package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.sync.SyncStart;
import cn.bankscrm.core.sync.WeComSync;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Enters a run into the table and wakes this node's worker; another node's may be quicker. */
@Component
class RequestedWeComSync implements WeComSync {

    private final WeComApi api;
    private final SyncRuns runs;
    private final SyncWorker worker;

    RequestedWeComSync(WeComApi api, SyncRuns runs, SyncWorker worker) {
        this.api = api;
        this.runs = runs;
        this.worker = worker;
    }

    @Override
    public SyncStart start(String startedBy) {
        if (!api.knows(WeComApp.CUSTOMER)) {
            return new SyncStart.NotConfigured();
        }
        boolean begun = runs.begin(Kind.FULL, startedBy);
        SyncProgress progress = runs.latest().orElseThrow();
        if (begun) {
            worker.wake();
            return new SyncStart.Started(progress);
        }
        return new SyncStart.AlreadyRunning(progress);
    }

    @Override
    public Optional<SyncProgress> latest() {
        return runs.latest();
    }
}
