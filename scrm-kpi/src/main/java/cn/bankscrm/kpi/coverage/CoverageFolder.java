package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.worker.WorkerThreads;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the cells up with the facts: folds every second, and shortly after each change that this node itself made. One
 * thread; it outlives a database that is away for a while.
 */
@Component
class CoverageFolder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CoverageFolder.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    /** Changes come in swarms: what follows within this time is folded together. */
    private static final Duration GATHERING = Duration.ofMillis(400);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final CoverageFold fold;
    private final FriendFold friends;
    private final Semaphore wakes = new Semaphore(0);
    private volatile @Nullable Thread thread;

    CoverageFolder(CoverageFold fold, FriendFold friends) {
        this.fold = fold;
        this.friends = friends;
    }

    /** Something was marked and committed. */
    void wake() {
        wakes.release();
    }

    @Override
    public void start() {
        Thread started = Thread.ofPlatform().name("coverage-fold").daemon().unstarted(this::run);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            wake();
            WorkerThreads.ended(stopped, LONGEST_PAUSE);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        Duration pause = TICK;
        try {
            while (isRunning()) {
                if (wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS) && isRunning()) {
                    Thread.sleep(GATHERING);
                    wakes.drainPermits();
                }
                pause = foldAll() ? TICK : WorkerThreads.longer(pause, LONGEST_PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean foldAll() {
        try {
            while (isRunning() && fold.foldSome()) {
                // a full batch: there may be more
            }
            if (isRunning()) {
                friends.foldWhenRested();
            }
            return true;
        } catch (RuntimeException e) {
            // the outermost loop: whatever it was, nothing is lost, and the next round tries again
            log.atWarn().setCause(e).log("Coverage could not be folded and is tried again");
            return false;
        }
    }
}
