package cn.bankscrm.core.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An entry's place in the log, as addresses hold it: {@code <microseconds>-<id>}. */
public record AuditPosition(Instant at, long id) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,16})-(\\d{1,18})");

    /** Empty for whatever is no position. */
    public static Optional<AuditPosition> read(@Nullable String written) {
        Matcher parts = WRITTEN.matcher(written == null ? "" : written);
        return parts.matches()
                ? Optional.of(new AuditPosition(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                        Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    public static AuditPosition of(AuditEntry entry) {
        return new AuditPosition(entry.at(), entry.id());
    }

    public String write() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
    }
}
