package cn.bankscrm.simulator.fault;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The faults that are switched on, and the dice: the same seed and the same order of asking give the same faults. */
public final class Faults {
    private final Map<FaultKind, Fault> active = new EnumMap<>(FaultKind.class);
    private final Random dice;

    public Faults(long seed) {
        this.dice = new Random(seed);
    }

    /** Switches a fault on, or off with a share of 0. */
    public synchronized void set(Fault fault) {
        if (fault.share() == 0) {
            active.remove(fault.kind());
        } else {
            active.put(fault.kind(), fault);
        }
    }

    public synchronized void clear() {
        active.clear();
    }

    public synchronized List<Fault> active() {
        return List.copyOf(active.values());
    }

    /** Throws the dice for one kind. */
    public synchronized Optional<Fault> strikes(FaultKind kind) {
        Fault fault = active.get(kind);
        return fault != null && dice.nextDouble() < fault.share() ? Optional.of(fault) : Optional.empty();
    }
}
