package cn.bankscrm.core.segment;

import cn.bankscrm.core.worker.WorkerThreads;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every two seconds for what is to be computed. One thread; it outlives a database that is away for a while. */
@Component
class SegmentWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SegmentWorker.class);

    private static final Duration TICK = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_CHUNK = Duration.ofSeconds(30);

    private final SegmentComputing computing;
    private volatile @Nullable Thread thread;

    SegmentWorker(SegmentComputing computing) {
        this.computing = computing;
    }

    @Override
    public void start() {
        Thread started = Thread.ofPlatform().name("segments").daemon().unstarted(this::run);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            synchronized (this) {
                notifyAll();
            }
            WorkerThreads.ended(stopped, LONGEST_CHUNK);
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
                pause = workOff() ? TICK : WorkerThreads.longer(pause, LONGEST_PAUSE);
                rest(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void rest(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); isRunning() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private boolean workOff() {
        try {
            while (isRunning() && computing.work()) {
                // there may be more
            }
            return true;
        } catch (RuntimeException e) {
            // the outermost loop: whatever it was, nothing is lost, and the next round tries again
            log.atWarn().setCause(e).log("Segments could not be computed and are tried again");
            return false;
        }
    }
}
