package cn.bankscrm.core.worker;

import java.time.Duration;

/** How background threads end, and how long they rest while something is in trouble. */
final class WorkerThreads {

    private WorkerThreads() {}

    /**
     * Waits for a thread that was asked to end.
     *
     * @return false when it has not within this time, or when the caller was interrupted meanwhile
     */
    static boolean ended(Thread worker, Duration patience) {
        try {
            return worker.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Twice the pause, and no longer than the longest: after each failure one waits longer. */
    static Duration longer(Duration pause, Duration longest) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(longest) > 0 ? longest : twice;
    }
}
