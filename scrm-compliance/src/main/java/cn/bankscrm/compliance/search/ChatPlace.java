package cn.bankscrm.compliance.search;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a message stands among all, by time and running number; written {@code <milliseconds>-<seq>}. */
public record ChatPlace(Instant at, long seq) {

    /** The order in which search lists messages. */
    public static final Comparator<ChatPlace> NEWEST_FIRST = Comparator.comparing(ChatPlace::at)
            .thenComparingLong(ChatPlace::seq)
            .reversed();

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15})-(\\d{1,18})");

    /** Empty for whatever is no place. */
    public static Optional<ChatPlace> read(@Nullable String written) {
        Matcher parts = WRITTEN.matcher(written == null ? "" : written);
        return parts.matches()
                ? Optional.of(new ChatPlace(
                        Instant.ofEpochMilli(Long.parseLong(parts.group(1))), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    public String write() {
        return at.toEpochMilli() + "-" + seq;
    }
}
