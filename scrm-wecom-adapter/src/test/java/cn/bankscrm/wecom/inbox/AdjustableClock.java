package cn.bankscrm.wecom.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Runs like a real one, but can be put forward. */
public final class AdjustableClock extends Clock {

    private final Clock real;
    private volatile Duration ahead = Duration.ZERO;

    AdjustableClock(Clock real) {
        this.real = real;
    }

    public void forward(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }
}
