package cn.bankscrm.core.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One thread that works for as long as the platform runs: it works off what there is, rests for a tick or until it is
 * woken, and looks again. It outlives failures, a database that is away for a while above all: it then rests longer
 * each time, tells of the first failure of a row only, and tells when work goes on.
 */
public abstract class BackgroundWorker implements SmartLifecycle {

    /** How long one waits for a thread that was interrupted, before it is left to itself. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String name;
    private final Pace pace;
    private final Object bell = new Object();
    private boolean woken;
    private volatile @Nullable Thread thread;

    /** @param name the thread's name */
    protected BackgroundWorker(String name, Pace pace) {
        this.name = name;
        this.pace = pace;
    }

    /**
     * Does some of what there is to do. Failures are the worker's business: a runtime exception ends this round, and
     * the next one tries again.
     *
     * @return whether there may be more to do at once
     * @throws InterruptedException when the worker is to end
     */
    protected abstract boolean work() throws InterruptedException;

    /** Tells of a failure: the first of a row. */
    protected void failed(Logger told, RuntimeException failure) {
        told.atWarn().setCause(failure).addKeyValue("worker", name).log("A worker failed, and tries again");
    }

    /** Whether a thread that does not end in time may be interrupted. What it has under way must bear that. */
    protected boolean mayBeInterrupted() {
        return false;
    }

    /** Ends the rest: there is something to do. A worker that is at work looks once more before it rests. */
    public final void wake() {
        synchronized (bell) {
            woken = true;
            bell.notifyAll();
        }
    }

    @Override
    public void start() {
        if (thread == null) {
            Thread started = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
            thread = started;
            started.start();
        }
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        synchronized (bell) {
            thread = null;
            bell.notifyAll();
        }
        if (stopped != null && !WorkerThreads.ended(stopped, pace.patience()) && mayBeInterrupted()) {
            stopped.interrupt();
            WorkerThreads.ended(stopped, AFTER_INTERRUPT);
        }
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }

    /** Waits for the whole time, or until the worker is to end; for its own thread. */
    protected final void pause(Duration time) throws InterruptedException {
        sleep(time, false);
    }

    private void run() {
        Duration rest = pace.tick();
        boolean failing = false;
        try {
            while (goesOn()) {
                try {
                    while (goesOn() && work()) {
                        // there may be more
                    }
                    if (failing) {
                        log.atInfo().addKeyValue("worker", name).log("A worker that had failed works again");
                    }
                    failing = false;
                    rest = pace.tick();
                } catch (RuntimeException e) {
                    // the outermost loop: whatever it was, what is to be done is still there
                    if (!failing && goesOn()) {
                        failed(log, e);
                    }
                    failing = true;
                    rest = WorkerThreads.longer(rest, pace.longestPause());
                }
                rest(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration time) throws InterruptedException {
        synchronized (bell) {
            sleep(time, true);
            if (woken) {
                sleep(pace.gathering(), false);
            }
            woken = false;
        }
    }

    private boolean goesOn() {
        return Thread.currentThread().equals(thread);
    }

    private void sleep(Duration time, boolean unlessWoken) throws InterruptedException {
        synchronized (bell) {
            long end = System.nanoTime() + time.toNanos();
            for (long left = time.toMillis();
                    goesOn() && !(unlessWoken && woken) && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                bell.wait(left);
            }
        }
    }
}
