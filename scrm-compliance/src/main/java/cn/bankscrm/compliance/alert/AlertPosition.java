package cn.bankscrm.compliance.alert;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a group stands in the list: by level, then by time. */
public record AlertPosition(AlertLevel level, Instant at, long id) {

    /** As addresses carry it. */
    public String write() {
        return level + "~" + at + "~" + id;
    }

    /** Empty where there is none, or it cannot be read. */
    public static Optional<AlertPosition> read(@Nullable String written) {
        if (written == null) {
            return Optional.empty();
        }
        String[] parts = written.split("~", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new AlertPosition(
                            AlertLevel.valueOf(parts[0]), Instant.parse(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
