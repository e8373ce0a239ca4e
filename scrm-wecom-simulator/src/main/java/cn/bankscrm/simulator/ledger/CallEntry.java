package cn.bankscrm.simulator.ledger;

import java.time.Instant;

/**
 * An API call received. Neither its token nor its body is kept.
 *
 * @param status of HTTP
 * @param errcode of the answer; 0 also where the answer was spoilt on purpose
 */
public record CallEntry(
        long number, Instant at, String method, String api, String from, int status, int errcode, long millis) {

    CallEntry numbered(long newNumber) {
        return new CallEntry(newNumber, at, method, api, from, status, errcode, millis);
    }
}
