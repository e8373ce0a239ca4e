package cn.bankscrm.simulator.ledger;

import java.time.Instant;

/**
 * One try to deliver a callback.
 *
 * @param outcome the HTTP status, or {@code timeout}, {@code unreachable}, {@code dropped}
 * @param millis until the answer was complete
 * @param answer the body's first characters
 * @param nonce of the request, as are {@code timestamp} and {@code cipherDigest}: new with each try
 */
public record Attempt(
        Instant at, String outcome, long millis, String answer, String nonce, String timestamp, String cipherDigest) {

    public static final String TIMEOUT = "timeout";
    public static final String UNREACHABLE = "unreachable";
    public static final String DROPPED = "dropped";
}
