package cn.bankscrm.simulator.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A callback and every answer it got.
 *
 * @param plainDigest SHA-256 of the plain XML, the same for every try and for a duplicate
 * @param state {@code acknowledged}, {@code failed} after the last try, or {@code unsent} when there was no address or
 *     the event was lost on purpose
 */
public record CallbackEntry(
        long number,
        String app,
        String event,
        String changeType,
        String userid,
        String externalUserid,
        Instant eventTime,
        String plainDigest,
        boolean duplicate,
        String state,
        List<Attempt> attempts) {

    public static final String ACKNOWLEDGED = "acknowledged";
    public static final String FAILED = "failed";
    public static final String UNSENT = "unsent";

    public CallbackEntry {
        attempts = List.copyOf(attempts);
    }

    CallbackEntry numbered(long newNumber) {
        return new CallbackEntry(
                newNumber,
                app,
                event,
                changeType,
                userid,
                externalUserid,
                eventTime,
                plainDigest,
                duplicate,
                state,
                attempts);
    }
}
