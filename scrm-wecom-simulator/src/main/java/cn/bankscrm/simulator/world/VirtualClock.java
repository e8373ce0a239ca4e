package cn.bankscrm.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The simulator's own time. It stands at a moment or runs at the pace of real time from it, and can be set. The state
 * that the API shows is that of this clock's moment.
 */
public final class VirtualClock implements InstantSource {
    private final InstantSource real;
    private Instant base;
    private Instant anchor;
    private boolean running;

    private VirtualClock(InstantSource real, Instant base, boolean running) {
        this.real = real;
        this.base = base;
        this.anchor = real.instant();
        this.running = running;
    }

    public static VirtualClock standing(InstantSource real, Instant at) {
        return new VirtualClock(real, at, false);
    }

    public static VirtualClock running(InstantSource real, Instant from) {
        return new VirtualClock(real, from, true);
    }

    @Override
    public synchronized Instant instant() {
        return running ? base.plus(Duration.between(anchor, real.instant())) : base;
    }

    /** The moment in Unix seconds, the unit of WeCom's fields. */
    public long seconds() {
        return instant().getEpochSecond();
    }

    public synchronized void set(Instant moment) {
        base = moment;
        anchor = real.instant();
    }

    public synchronized void advance(Duration by) {
        set(instant().plus(by));
    }

    /** Moves on to the moment, never back. */
    public synchronized void reach(Instant moment) {
        if (moment.isAfter(instant())) {
            set(moment);
        }
    }

    public synchronized void stand() {
        set(instant());
        running = false;
    }

    public synchronized void run() {
        set(instant());
        running = true;
    }

    public synchronized boolean isRunning() {
        return running;
    }
}
