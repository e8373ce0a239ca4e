package cn.bankscrm.compliance.evidence;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every second for what is to be chained. One thread; it outlives a database that is away for a while. */
@Component
class EvidenceWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EvidenceWorker.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final EvidenceChain chain;
    private volatile @Nullable Thread thread;

    EvidenceWorker(EvidenceChain chain) {
        this.chain = chain;
    }

    @Override
    public void start() {
        Thread started = Thread.ofPlatform().name("evidence").daemon().unstarted(this::run);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            try {
                synchronized (this) {
                    notifyAll();
                }
                stopped.join(LONGEST_PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
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
                pause = chainAll() ? TICK : longer(pause);
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

    private boolean chainAll() {
        try {
            while (isRunning() && chain.chainSome()) {
                // a full batch: there may be more
            }
            return true;
        } catch (RuntimeException e) {
            // the outermost loop: whatever it was, nothing is lost, and the next round tries again
            log.atWarn().setCause(e).log("The evidence could not be chained and is tried again");
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
