package cn.bankscrm.simulator.callback;

import java.util.Map;

/**
 * What the corp's callbacks need.
 *
 * @param keys of every app that has none of its own
 * @param keysByApp by app name
 */
public record CallbackSettings(
        String corpId, CallbackKeys keys, Map<String, CallbackKeys> keysByApp, DeliveryRule rule) {
    public CallbackSettings {
        keysByApp = Map.copyOf(keysByApp);
    }

    CallbackCipher cipherOf(String app) {
        return new CallbackCipher(keysByApp.getOrDefault(app, keys), corpId);
    }
}
