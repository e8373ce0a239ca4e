package cn.bankscrm.simulator.api;

import java.time.Duration;
import java.util.Map;

/**
 * The corp as the API knows it.
 *
 * @param secrets by app name; empty: any secret that is not empty opens an app of its own
 * @param tokenLife how long an access token is good, in real time
 * @param wrongSecretsAllowed tries with a wrong secret before an address is shut out for an hour
 */
public record CorpSettings(String corpId, Map<String, String> secrets, Duration tokenLife, int wrongSecretsAllowed) {
    public CorpSettings {
        secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "CorpSettings[" + corpId + "]";
    }
}
