package cn.bankscrm.wecom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.sync.SyncProgress.Status;
import cn.bankscrm.core.sync.SyncStart;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.wecom.client.WeComApi;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SyncWorkerTests extends SyncSetting {

    private final WeComSimulator weCom = WeComSimulator.builder().port(PORT).start();

    @Autowired
    WeComApi api;

    @AfterEach
    void close() {
        weCom.close();
    }

    @Test
    void beginsTheFirstSyncByItselfAndNoSecond() throws InterruptedException {
        SyncProgress first = started(new SyncWorker(runs, carryingOut, api));
        assertThat(first.kind()).isEqualTo(Kind.FULL);
        SyncProgress still = started(new SyncWorker(runs, carryingOut, api));
        assertThat(still.id()).isEqualTo(first.id());
    }

    @Test
    void carriesOutWhatIsAskedForAtOnce() throws InterruptedException {
        SyncWorker worker = new SyncWorker(runs, carryingOut, api);
        RequestedWeComSync requests = new RequestedWeComSync(api, runs, worker);
        worker.start();
        try {
            SyncProgress first = ended();
            SyncStart answer = requests.start("ops");
            assertThat(answer).isInstanceOf(SyncStart.Started.class);
            SyncProgress second = ended();
            assertThat(second.id()).isGreaterThan(first.id());
            assertThat(second.status()).isEqualTo(Status.DONE);
        } finally {
            worker.stop();
        }
    }

    @Test
    void lastsAtMostOneAtATime() {
        RequestedWeComSync requests = new RequestedWeComSync(api, runs, new SyncWorker(runs, carryingOut, api));
        assertThat(requests.start("ops")).isInstanceOf(SyncStart.Started.class);
        assertThat(requests.start("ops")).isInstanceOf(SyncStart.AlreadyRunning.class);
        assertThat(count("select count(*) from wecom.sync_run")).isEqualTo(1);
    }

    private SyncProgress started(SyncWorker worker) throws InterruptedException {
        worker.start();
        try {
            return ended();
        } finally {
            worker.stop();
        }
    }

    private SyncProgress ended() throws InterruptedException {
        for (int look = 0; look < 300; look++) {
            if (runs.latest().filter(run -> run.status() != Status.RUNNING).isPresent()) {
                break;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        return runs.latest().orElseThrow();
    }
}
