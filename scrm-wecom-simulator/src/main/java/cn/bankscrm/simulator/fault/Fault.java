package cn.bankscrm.simulator.fault;

import java.time.Duration;

/**
 * A fault that is switched on.
 *
 * @param share of the calls or callbacks it strikes, 0 to 1
 * @param time what it means depends on the kind
 */
public record Fault(FaultKind kind, double share, Duration time) {
    public Fault {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must lie between 0 and 1: " + share);
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException("seconds must not be negative");
        }
    }
}
