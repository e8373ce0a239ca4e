package cn.bankscrm.core.inbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the inbox stands.
 *
 * @param pending events that wait for a worker, or for their next try
 * @param processing events that a worker has in hand
 * @param dead dead letters that nobody has replayed or closed
 * @param oldestPending how long the oldest event that is not done has waited since its arrival; zero when none waits
 * @param lastEventAt when the last event arrived; empty when none ever did
 */
public record InboxState(
        long pending, long processing, long dead, Duration oldestPending, Optional<Instant> lastEventAt) {}
