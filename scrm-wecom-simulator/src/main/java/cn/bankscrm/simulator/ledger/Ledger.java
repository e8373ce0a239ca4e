package cn.bankscrm.simulator.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The book. It lists the last entries of each kind and keeps sums over all. */
public final class Ledger {
    private final int kept;
    private final Deque<CallbackEntry> callbacks = new ArrayDeque<>();
    private final Deque<CallEntry> calls = new ArrayDeque<>();
    private final Map<String, Long> states = new TreeMap<>();
    private final Map<String, Long> answers = new TreeMap<>();
    private final Map<String, Map<Integer, Long>> codes = new TreeMap<>();
    private long callbackNumber;
    private long callNumber;
    private long duplicates;
    private long retries;
    private long slowest;

    /** A ledger that lists the last {@code kept} entries of each kind. */
    public Ledger(int kept) {
        this.kept = kept;
    }

    public synchronized void enter(CallbackEntry entry) {
        keep(callbacks, entry.numbered(++callbackNumber));
        states.merge(entry.state(), 1L, Long::sum);
        duplicates += entry.duplicate() ? 1 : 0;
        retries += Math.max(0, entry.attempts().size() - 1);
        for (Attempt attempt : entry.attempts()) {
            answers.merge(attempt.outcome(), 1L, Long::sum);
            slowest = Math.max(slowest, attempt.millis());
        }
    }

    public synchronized void enter(CallEntry entry) {
        keep(calls, entry.numbered(++callNumber));
        codes.computeIfAbsent(entry.api(), api -> new TreeMap<>())
                .merge(entry.status() == 200 ? entry.errcode() : entry.status(), 1L, Long::sum);
    }

    /** Callbacks with a number above {@code after}, oldest first. */
    public synchronized List<CallbackEntry> callbacks(long after, int limit) {
        return callbacks.stream()
                .filter(entry -> entry.number() > after)
                .limit(limit)
                .toList();
    }

    /** The newest callbacks, newest first. */
    public synchronized List<CallbackEntry> lastCallbacks(int limit) {
        return callbacks.reversed().stream().limit(limit).toList();
    }

    /** Calls with a number above {@code after}, oldest first. */
    public synchronized List<CallEntry> calls(long after, int limit) {
        return calls.stream()
                .filter(entry -> entry.number() > after)
                .limit(limit)
                .toList();
    }

    public synchronized Totals totals() {
        Map<String, Totals.Calls> byPath = new LinkedHashMap<>();
        codes.forEach((api, counted) -> byPath.put(api, summed(counted)));
        return new Totals(
                callbackNumber,
                states.getOrDefault(CallbackEntry.ACKNOWLEDGED, 0L),
                states.getOrDefault(CallbackEntry.FAILED, 0L),
                states.getOrDefault(CallbackEntry.UNSENT, 0L),
                duplicates,
                retries,
                answers,
                slowest,
                byPath);
    }

    private static Totals.Calls summed(Map<Integer, Long> counted) {
        Map<String, Long> errors = new TreeMap<>();
        counted.forEach((code, count) -> {
            if (code != 0) {
                errors.put(Integer.toString(code), count);
            }
        });
        return new Totals.Calls(
                counted.values().stream().mapToLong(Long::longValue).sum(), errors);
    }

    private <T> void keep(Deque<T> entries, T entry) {
        entries.addLast(entry);
        if (entries.size() > kept) {
            entries.removeFirst();
        }
    }
}
