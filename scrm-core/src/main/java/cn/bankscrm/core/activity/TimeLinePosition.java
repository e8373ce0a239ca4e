package cn.bankscrm.core.activity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a time line: after this line it goes on. */
record TimeLinePosition(Instant at, String source, long id) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,16})-([a-z]{1,20})-(\\d{1,18})");

    /** Read from an address; empty for whatever is no position. */
    static Optional<TimeLinePosition> read(@Nullable String written) {
        Matcher parts = WRITTEN.matcher(written == null ? "" : written);
        return parts.matches()
                ? Optional.of(new TimeLinePosition(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                        parts.group(2),
                        Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    String write() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + source + "-" + id;
    }
}
