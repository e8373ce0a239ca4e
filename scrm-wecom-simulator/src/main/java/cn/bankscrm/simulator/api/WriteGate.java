package cn.bankscrm.simulator.api;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Lets few writes of a kind run at once (45033), and one at a time on the same customer (45035). */
final class WriteGate {
    private final Limits limits;
    private final Map<String, Integer> running = new HashMap<>();
    private final Set<String> held = new HashSet<>();

    WriteGate(Limits limits) {
        this.limits = limits;
    }

    /** Runs a write; the resource is what is written to, or empty where no clash can be. */
    <T> T pass(String path, String resource, Supplier<T> write) {
        enter(path, resource);
        try {
            Thread.sleep(limits.writeMillis());
            return write.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiError(-1, "system busy");
        } finally {
            leave(path, resource);
        }
    }

    private synchronized void enter(String path, String resource) {
        if (running.getOrDefault(path, 0) >= limits.parallelWrites()) {
            throw new ApiError(45033, "api concurrent out of limit");
        }
        if (!resource.isEmpty() && limits.parallelWrites() < Integer.MAX_VALUE && !held.add(resource)) {
            throw new ApiError(45035, "concurrent write conflict");
        }
        running.merge(path, 1, Integer::sum);
    }

    private synchronized void leave(String path, String resource) {
        running.merge(path, -1, Integer::sum);
        held.remove(resource);
    }
}
