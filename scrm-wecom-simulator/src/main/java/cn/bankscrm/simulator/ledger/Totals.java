package cn.bankscrm.simulator.ledger;

import java.util.Map;

/**
 * Sums over everything since the start, also over what is no longer listed.
 *
 * @param callbacks how many there were, {@code acknowledged + failed + unsent}
 * @param retries tries after a first one
 * @param answers how many tries ended with which outcome
 * @param slowest milliseconds of the slowest try
 * @param calls API calls by path
 */
public record Totals(
        long callbacks,
        long acknowledged,
        long failed,
        long unsent,
        long duplicates,
        long retries,
        Map<String, Long> answers,
        long slowest,
        Map<String, Calls> calls) {

    /** Calls of one path: how many, and how many of each error code. */
    public record Calls(long count, Map<String, Long> errors) {
        public Calls {
            errors = Map.copyOf(errors);
        }
    }

    public Totals {
        answers = Map.copyOf(answers);
        calls = Map.copyOf(calls);
    }
}
