package cn.bankscrm.simulator.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The paths there are, by what follows {@code /cgi-bin/}. A family of paths adds its own. */
final class Endpoints {
    private final Map<String, Endpoint> byPath = new HashMap<>();

    Endpoints add(String path, Endpoint endpoint) {
        if (byPath.put(path, endpoint) != null) {
            throw new IllegalStateException("two classes answer " + path);
        }
        return this;
    }

    Optional<Endpoint> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }
}
