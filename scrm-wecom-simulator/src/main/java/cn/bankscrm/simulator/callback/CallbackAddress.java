package cn.bankscrm.simulator.callback;

import java.net.URI;
import java.util.Set;

/**
 * Where an app's callbacks go. Given may be the platform's root ({@code http://host:8080}), the root of its callbacks
 * ({@code …/wecom/callback}), the callback of one app, or a pattern with {@code {app}} in it.
 */
public final class CallbackAddress {
    private static final Set<String> APPS = Set.of("contact", "customer", "archive", "workbench");
    private static final String APP = "{app}";

    private final String pattern;

    private CallbackAddress(String pattern) {
        this.pattern = pattern;
    }

    public static CallbackAddress of(String given) {
        String trimmed = given.strip().replaceAll("/+$", "");
        if (!trimmed.matches("https?://.+")) {
            throw new IllegalArgumentException("a callback address begins with http:// or https://: " + given);
        }
        if (trimmed.contains(APP)) {
            return new CallbackAddress(trimmed);
        }
        String path = URI.create(trimmed).getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.isEmpty()) {
            return new CallbackAddress(trimmed + "/wecom/callback/" + APP);
        }
        if (APPS.contains(last)) {
            return new CallbackAddress(trimmed.substring(0, trimmed.length() - last.length()) + APP);
        }
        return new CallbackAddress(trimmed + "/" + APP);
    }

    public String forApp(String app) {
        return pattern.replace(APP, app);
    }
}
