package cn.bankscrm.web.shell;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a list that is ordered by time and number, as addresses write it: microseconds and number. */
public final class ListPosition {

    private static final Pattern WRITTEN = Pattern.compile("(-?\\d{1,17})-(\\d{1,18})");

    private ListPosition() {}

    public static String write(Instant at, long id) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
    }

    /** @return empty for none, and for what is not one */
    public static <T> Optional<T> read(@Nullable String written, BiFunction<Instant, Long, T> as) {
        Matcher parts = WRITTEN.matcher(written == null ? "" : written);
        return parts.matches()
                ? Optional.of(as.apply(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                        Long.parseLong(parts.group(2))))
                : Optional.empty();
    }
}
