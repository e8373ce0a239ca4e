package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.archive.ChatArchived;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks every second for new messages, and at once when this node has read some. One thread; outlives failures. */
@Component
class IndexWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IndexWorker.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

    private final IndexKeeper keeper;
    private volatile @Nullable Thread thread;
    private boolean woken;

    IndexWorker(IndexKeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public void start() {
        Thread started = Thread.ofPlatform().name("chat-index").daemon().unstarted(this::run);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            try {
                wake();
                stopped.join(STOPS_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        keeper.stop();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @EventListener
    void on(ChatArchived archived) {
        wake();
    }

    private synchronized void wake() {
        woken = true;
        notifyAll();
    }

    private void run() {
        Duration pause = TICK;
        try {
            while (isRunning()) {
                pause = workOff() ? TICK : longer(pause);
                rest(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void rest(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis();
                isRunning() && !woken && left > 0;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        woken = false;
    }

    private boolean workOff() {
        try {
            while (isRunning() && keeper.work()) {
                // there may be more
            }
            return true;
        } catch (RuntimeException e) {
            // the outermost loop: whatever it was, nothing is lost, and the next round tries again
            log.atWarn().setCause(e).log("The index of chats could not be kept up and is tried again");
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
