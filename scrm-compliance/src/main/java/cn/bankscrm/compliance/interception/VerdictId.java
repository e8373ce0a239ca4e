package cn.bankscrm.compliance.interception;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a verdict that is kept. Time comes first, as the verdicts are parted by month. */
public record VerdictId(Instant at, long number) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    /** For callers who come back with it: microseconds since 1970, a hyphen, the number. Reads back as the same. */
    public String text() {
        return Duration.between(Instant.EPOCH, at).dividedBy(Duration.of(1, ChronoUnit.MICROS)) + "-" + number;
    }

    /** @return empty where the text names no verdict */
    public static Optional<VerdictId> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new VerdictId(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                        Long.parseLong(parts.group(2))))
                : Optional.empty();
    }
}
