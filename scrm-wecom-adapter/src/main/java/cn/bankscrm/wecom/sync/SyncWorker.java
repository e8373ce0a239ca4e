package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.worker.WorkerThreads;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * One thread of each node that looks for a run nobody works on, and works on it. On a platform that was never in line
 * with WeCom it begins the first run by itself.
 */
@Component
class SyncWorker implements SmartLifecycle, CarryingOutSync.Pause {

    private static final Logger log = LoggerFactory.getLogger(SyncWorker.class);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final SyncRuns runs;
    private final CarryingOutSync carryingOut;
    private final WeComApi api;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean called;
    private volatile boolean running;
    private @Nullable Thread thread;

    SyncWorker(SyncRuns runs, CarryingOutSync carryingOut, WeComApi api) {
        this.runs = runs;
        this.carryingOut = carryingOut;
        this.api = api;
    }

    @Override
    public void start() {
        if (!api.knows(WeComApp.CUSTOMER)) {
            return;
        }
        running = true;
        thread = Thread.ofVirtual().name("wecom-sync").start(this::work);
    }

    /** Looks at once whether there is something to do. */
    void wake() {
        lock.lock();
        try {
            called = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean stopping() {
        return !running;
    }

    @Override
    public void rest(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (running && left > 0) {
                left = woken.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        running = false;
        wake();
        Thread worker = thread;
        if (worker != null && !WorkerThreads.ended(worker, LONGEST_STOP)) {
            worker.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        boolean looked = false;
        while (running) {
            try {
                if (!looked && runs.isOwed()) {
                    runs.begin(Kind.FULL, "system");
                }
                looked = true;
                Optional<SyncRun> run = runs.claim();
                if (run.isPresent()) {
                    carryingOut.carryOut(run.get(), this);
                } else {
                    sleep();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The outermost loop: without the database there is nothing to do but to look again.
                log.error("The sync with WeCom met something unforeseen", e);
                sleepUnlessInterrupted();
            }
        }
    }

    private void sleepUnlessInterrupted() {
        try {
            sleep();
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private void sleep() throws InterruptedException {
        lock.lock();
        try {
            long left = LOOK.toNanos();
            while (running && !called && left > 0) {
                left = woken.awaitNanos(left);
            }
            called = false;
        } finally {
            lock.unlock();
        }
    }
}
