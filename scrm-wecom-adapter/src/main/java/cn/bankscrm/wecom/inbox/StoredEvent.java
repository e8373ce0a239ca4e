package cn.bankscrm.wecom.inbox;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * An event of the inbox, leased to a worker.
 *
 * @param payload encrypted
 * @param attempts how often it was taken up, this time included
 * @param faults how many of them failed for the event's own sake
 */
record StoredEvent(
        long id,
        Instant eventAt,
        String app,
        String event,
        String relation,
        ByteBuffer payload,
        Instant receivedAt,
        int attempts,
        int faults) {

    /** Nothing of what it says. */
    @Override
    public String toString() {
        return "StoredEvent[" + id + " " + event + "]";
    }
}
