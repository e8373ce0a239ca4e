package cn.bankscrm.engagement.workbench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a task of the day.
 *
 * @param id of the touch, the send, the lead or the friend link
 */
public record TaskKey(TaskKind kind, long id) {

    private static final Pattern TEXT = Pattern.compile("([a-z_]{1,12})-([0-9]{1,18})");

    /** For addresses: {@code touch-12}. */
    public String text() {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + id;
    }

    /** @return empty where the text names no task */
    public static Optional<TaskKey> of(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Arrays.stream(TaskKind.values())
                        .filter(kind -> kind.name().equals(parts.group(1).toUpperCase(Locale.ROOT)))
                        .map(kind -> new TaskKey(kind, Long.parseLong(parts.group(2))))
                        .findFirst()
                : Optional.empty();
    }
}
