package cn.bankscrm.simulator.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: one a secret, the same again while it is good. Their life is measured in real time, for the client's
 * clock knows no other.
 */
public final class Tokens {
    private static final Duration SHUT_OUT = Duration.ofHours(1);

    /** A token handed out, and the seconds it had left then. */
    record Granted(String token, long life) {}

    private record Token(String value, String app, Instant end) {}

    private final CorpSettings settings;
    private final InstantSource realTime;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<String, Token> current = new HashMap<>();
    private final Map<String, Token> everGiven = new HashMap<>();
    private final Map<String, Integer> wrongTries = new HashMap<>();
    private final Map<String, Instant> shutOut = new HashMap<>();

    Tokens(CorpSettings settings, InstantSource realTime) {
        this.settings = settings;
        this.realTime = realTime;
    }

    synchronized Granted grant(String corpId, String secret, String from) {
        if (corpId.isEmpty()) {
            throw new ApiError(41002, "corpid missing");
        }
        if (secret.isEmpty()) {
            throw new ApiError(41004, "corpsecret missing");
        }
        if (!corpId.equals(settings.corpId())) {
            throw new ApiError(40013, "invalid corpid");
        }
        refuseShutOut(from);
        String app = appOf(secret).orElseThrow(() -> wrongSecret(from));
        wrongTries.remove(from);
        Token token = current.get(secret);
        if (token == null || !token.end().isAfter(realTime.instant())) {
            token = make(app);
            current.put(secret, token);
        }
        return new Granted(
                token.value(), Duration.between(realTime.instant(), token.end()).toSeconds());
    }

    /** The app that a token stands for. */
    synchronized String appOfToken(String value) {
        if (value.isEmpty()) {
            throw new ApiError(41001, "access_token missing");
        }
        Token token = everGiven.get(value);
        if (token == null) {
            throw new ApiError(40014, "invalid access_token");
        }
        if (!token.end().isAfter(realTime.instant()) || !current.containsValue(token)) {
            throw new ApiError(42001, "access_token expired");
        }
        return token.app();
    }

    /** Withdraws a token before its time, as Tencent may. */
    synchronized void withdraw(String value) {
        current.values().removeIf(token -> token.value().equals(value));
    }

    /** Withdraws all. */
    public synchronized void withdrawAll() {
        current.clear();
    }

    private Optional<String> appOf(String secret) {
        return settings.secrets().isEmpty()
                ? Optional.of(secret)
                : settings.secrets().entrySet().stream()
                        .filter(entry -> entry.getValue().equals(secret))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    private ApiError wrongSecret(String from) {
        if (wrongTries.merge(from, 1, Integer::sum) >= settings.wrongSecretsAllowed()) {
            wrongTries.remove(from);
            shutOut.put(from, realTime.instant().plus(SHUT_OUT));
        }
        return new ApiError(40001, "invalid credential");
    }

    private void refuseShutOut(String from) {
        @Nullable Instant end = shutOut.get(from);
        if (end != null && end.isAfter(realTime.instant())) {
            throw new ApiError(45009, "too many wrong secrets from this ip");
        }
    }

    private Token make(String app) {
        byte[] bits = new byte[48];
        random.nextBytes(bits);
        Token token = new Token(
                HexFormat.of().formatHex(bits), app, realTime.instant().plus(settings.tokenLife()));
        everGiven.put(token.value(), token);
        return token;
    }
}
