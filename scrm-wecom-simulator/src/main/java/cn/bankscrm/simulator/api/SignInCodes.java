package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.world.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The codes that a sign-in page hands out: each good once, for five minutes of the virtual clock. */
public final class SignInCodes {
    private static final Duration LIFE = Duration.ofMinutes(5);

    /**
     * Who signed in.
     *
     * @param id a userid or an external_userid
     * @param personal whether the member agreed to show his personal fields ({@code snsapi_privateinfo})
     */
    public record Identity(boolean member, String id, boolean personal) {}

    private record Code(Identity identity, Instant end) {}

    private final VirtualClock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<String, Code> codes = new HashMap<>();

    public SignInCodes(VirtualClock clock) {
        this.clock = clock;
    }

    public synchronized String issue(Identity identity) {
        codes.values().removeIf(code -> !code.end().isAfter(clock.instant()));
        String value =
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
        codes.put(value, new Code(identity, clock.instant().plus(LIFE)));
        return value;
    }

    Identity redeem(String value) {
        return redeemed(value).orElseThrow(() -> new ApiError(40029, "invalid code"));
    }

    /** Who signed in; empty for a code that is none, or no more. */
    public synchronized Optional<Identity> redeemed(String value) {
        Code code = codes.remove(value);
        return code == null || !code.end().isAfter(clock.instant()) ? Optional.empty() : Optional.of(code.identity());
    }
}
