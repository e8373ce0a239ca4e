package cn.bankscrm.simulator.replay;

import cn.bankscrm.simulator.callback.Courier;
import cn.bankscrm.simulator.callback.Events;
import cn.bankscrm.simulator.fault.Faults;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.world.World;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** At most one replay at a time. */
public final class Replays implements AutoCloseable {
    private final World world;
    private final Events events;
    private final Courier courier;
    private final Faults faults;
    private final InstantSource realTime;
    private @Nullable Replay last;

    public Replays(World world, Events events, Courier courier, Faults faults, InstantSource realTime) {
        this.world = world;
        this.events = events;
        this.courier = courier;
        this.faults = faults;
        this.realTime = realTime;
    }

    /** Begins a replay; the clock goes back or forward to its first moment and stands from then on. */
    public synchronized Replay start(ReplayOrder order) {
        if (status().running()) {
            throw new BadRequest("a replay is running; wait for it or stop it with DELETE /sim/replay");
        }
        Replay replay = Replay.start(order, world, events, courier, faults, realTime);
        last = replay;
        return replay;
    }

    public synchronized ReplayStatus status() {
        return last == null ? new ReplayStatus(ReplayStatus.IDLE, 0, 0, 0) : last.status();
    }

    @Override
    public synchronized void close() {
        if (last != null) {
            last.stop();
        }
    }
}
