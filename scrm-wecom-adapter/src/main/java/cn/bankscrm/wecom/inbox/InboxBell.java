package cn.bankscrm.wecom.inbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes the workers of this node when there is something to do. */
@Component
class InboxBell {

    private final Semaphore rings = new Semaphore(0);

    /** Wakes one worker, or lets the next one that would sleep look again. */
    void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /**
     * Sleeps until the bell rings, at most that long.
     *
     * @return whether it rang
     */
    boolean await(Duration atMost) throws InterruptedException {
        return rings.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
